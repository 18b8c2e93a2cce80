import { Fault } from '@contactpoint/contracts'
import { firstChildModel, type RowDecision } from '@contactpoint/matching'
import { describe, expect, it } from '@jest/globals'
import {
  assertNational,
  currentOf,
  digestOf,
  faultOf,
  foundingVersion,
  listed,
  modelIn,
  newVersion,
  nothingTried,
  toVersion,
  triedAs,
} from './link-models.rules.ts'
import type { ModelVersion } from './link-models.schema.ts'

const AT = new Date('2026-11-30T10:00:00Z')
const MODEL = firstChildModel()
const [proposer, other] = ['p-1', 'p-2'].map((by) => ({ by, identity: by, at: AT })) as [Hand, Hand]
type Hand = ModelVersion['proposed']

const founding = foundingVersion(MODEL, AT)
/** A version of another model than the first, tried on so many rows. */
const proposed = (version: number, rows = 0, prior = 0.00001): ModelVersion => ({
  ...newVersion(version, { ...MODEL, prior }, 'T/1', proposer),
  trial: { ...nothingTried(), same: { same: rows, unsure: 0, new: 0, another: 0 } },
})
const activated = (version: ModelVersion): ModelVersion => ({ ...version, activated: other })
const who = { identity: 'p-2', children: 1_000_000 }
const refusal = (version: number, all: readonly ModelVersion[], by = who): [string, string | undefined] | null => {
  const fault = faultOf(
    all.find(({ _id }) => _id === version),
    all,
    by,
  )
  return fault && [fault.code, fault.current?.state]
}

describe('the model that is in force', () => {
  it('is the first one in a new store, as it was learned, proposed and activated by nobody', () => {
    expect(JSON.parse(founding.document)).toEqual(MODEL)
    expect(founding.digest).toBe(digestOf(founding.document))
    expect(founding.facts).toMatchObject({ rows: MODEL.made.rows, madeOn: MODEL.made.today })
    expect(toVersion(founding, currentOf([founding]))).toMatchObject({
      ...{ version: 1, state: 'in-force', inForce: true },
      ...{ proposed: { by: 'founding' }, activated: { by: 'founding' }, trial: { rows: 0, agreed: null, moves: [] } },
    })
  })

  it('is the one with the highest number that was activated; there is always one', () => {
    expect(currentOf([founding, activated(proposed(2)), proposed(3)])).toEqual({ inForce: 2, onTrial: 3 })
    expect(currentOf([founding, proposed(2), proposed(3)])).toEqual({ inForce: 1, onTrial: 3 })
    expect(currentOf([founding, proposed(2), activated(proposed(3))])).toEqual({ inForce: 3, onTrial: null })
    expect(() => currentOf([proposed(1)])).toThrow('not provisioned')
  })

  it('leaves those before it retired or passed over', () => {
    const all = [founding, proposed(2), activated(proposed(3)), proposed(4), proposed(5)]
    const states = listed(all).items.map(({ version, state }) => [version, state])
    expect(states).toEqual([
      [5, 'on-trial'],
      [4, 'passed-over'],
      [3, 'in-force'],
      [2, 'passed-over'],
      [1, 'retired'],
    ])
  })
})

describe('a version', () => {
  it('is put in force by somebody else than who proposed it, whichever of their accounts they use', () => {
    expect(refusal(2, [founding, proposed(2, 1_000)])).toBeNull()
    expect(refusal(2, [founding, proposed(2, 1_000)], { ...who, identity: 'p-1' })).toEqual(['conflict', 'on-trial'])
  })

  it('is put in force only while it is on trial', () => {
    expect(refusal(2, [founding])).toEqual(['not-found', undefined])
    expect(refusal(1, [founding])).toEqual(['conflict', 'in-force'])
    expect(refusal(2, [founding, proposed(2, 1_000), proposed(3)])).toEqual(['conflict', 'passed-over'])
    expect(refusal(2, [founding, proposed(2, 1_000), activated(proposed(3))])).toEqual(['conflict', 'passed-over'])
    expect(refusal(1, [founding, activated(proposed(2))])).toEqual(['conflict', 'retired'])
  })

  it('is tried on a thousand rows before, and in a small directory on as many as it has children', () => {
    expect(refusal(2, [founding, proposed(2, 999)])).toEqual(['conflict', 'on-trial'])
    expect(refusal(2, [founding, proposed(2, 30)], { ...who, children: 30 })).toBeNull()
    expect(refusal(2, [founding, proposed(2, 29)], { ...who, children: 30 })).toEqual(['conflict', 'on-trial'])
    expect(refusal(2, [founding, proposed(2, 0)], { ...who, children: 0 })).toBeNull()
  })

  it('that says what one says that was in force before has had its trial: it comes back at once', () => {
    const back = proposed(3, 0, MODEL.prior)
    expect(back.digest).toBe(founding.digest)
    expect(refusal(3, [founding, activated(proposed(2)), back])).toBeNull()
    expect(refusal(3, [founding, activated(proposed(2)), back], { ...who, identity: 'p-1' })?.[0]).toBe('conflict')
  })

  it('is for the national desk to put in force', () => {
    expect(() => assertNational({ authority: '383' })).toThrow(Fault)
    expect(() => assertNational({ authority: '000' })).not.toThrow()
  })

  it('is listed with fifty at a time', () => {
    const all = [founding, ...Array.from({ length: 59 }, (_one, n) => proposed(n + 2))]
    const page = listed(all)
    expect([page.items.length, page.items[0]!.version, page.next]).toEqual([50, 60, 11])
    expect(listed(all, 11)).toMatchObject({ items: { length: 10 }, next: null })
  })
})

describe('a trial', () => {
  const same = (id: string): RowDecision => ({ decision: 'same', id, weight: 9, reason: 'evidence' })
  const unsure: RowDecision = { decision: 'unsure', ids: ['a'], reason: 'possible-twins' }

  it('tells who meant another child from who agreed', () => {
    expect(triedAs(same('a'), same('a'))).toBe('same')
    expect(triedAs(same('a'), same('b'))).toBe('another')
    expect(triedAs(same('a'), unsure)).toBe('unsure')
    expect(triedAs(unsure, same('a'))).toBe('same')
    expect(triedAs({ decision: 'new' }, { decision: 'new' })).toBe('new')
  })

  it('is shown as rows, the share that agreed, and from which decision to which, the most rows first', () => {
    const trial = nothingTried()
    trial.same = { same: 5, another: 1, unsure: 0, new: 0 }
    trial.new.new = 2
    trial.unsure.same = 2
    expect(toVersion({ ...proposed(2), trial }, { inForce: 1, onTrial: 2 }).trial).toEqual({
      rows: 10,
      agreed: 0.7,
      moves: [
        { inForce: 'same', onTrial: 'same', rows: 5 },
        { inForce: 'unsure', onTrial: 'same', rows: 2 },
        { inForce: 'new', onTrial: 'new', rows: 2 },
        { inForce: 'same', onTrial: 'another', rows: 1 },
      ],
    })
  })
})

describe('what is proposed', () => {
  it('is the same version in whatever order its names stand', () => {
    const turned = Object.fromEntries(Object.entries(MODEL).reverse())
    expect(newVersion(2, modelIn(JSON.stringify(turned, null, 2)), 'T/1', proposer).digest).toBe(founding.digest)
  })

  it.each([
    ['no JSON', '{"version":', 'isJson'],
    ['no model', '{"version":2}', 'isModel'],
    ['a model of other fields', JSON.stringify({ ...MODEL, fields: MODEL.fields.slice(1) }), 'isOfFields'],
  ])('is refused as %s, with a rule and in words', (_what, text, rule) => {
    const places = [{ field: 'body', rule }]
    expect(() => modelIn(text)).toThrow(expect.objectContaining({ code: 'invalid-request', places }))
  })
})
