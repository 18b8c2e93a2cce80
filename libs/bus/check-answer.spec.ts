import {
  allRoutes,
  applyRecords,
  listKeys,
  openDisclosure,
  readRecord,
  type MessageClass,
} from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { checkAnswer, WrongAnswer } from './check-answer.ts'

type Declared = Parameters<typeof checkAnswer>[0]

const visible = {
  childId: 'KLJ6G4D4VGLR',
  name: { given: ['Grace'], family: 'Mainwood' },
  dateOfBirth: '2012-06-27',
  gender: 'female',
}
const nothing = { dateOfDeath: null, address: null, education: null, gpPracticeCode: null, authority: null }
const hidden = { formerNames: [], carers: [], involvements: [], ...nothing }
const receipt = { log: 'england', index: 2, leafHash: 'ab' }

/** What is wrong; null when nothing is. */
const wrong = (declared: Declared, answer: object): Promise<string | null> =>
  checkAnswer(declared, answer).then(
    () => null,
    (error: unknown) => (error instanceof WrongAnswer ? error.code : Promise.reject(error as Error)),
  )

/** Every example of an answer that the API's own description shows. */
const examples = allRoutes().flatMap(({ id, answers: [answer], example }) =>
  answer && example.answer ? [{ subject: id, answer: answer as MessageClass<object>, example: example.answer }] : [],
)

/** Paths of every object in an example, the whole one among them. */
function objectsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, one]) => objectsIn(one, [...path, key]))
  return Array.isArray(value) ? inner : [path, ...inner]
}
const at = (value: object, path: string[]): Record<string, unknown> =>
  path.reduce((found, key) => found[key] as Record<string, unknown>, value as Record<string, unknown>)

describe('an answer on the bus', () => {
  it('is as its message declares it: so are the examples that the API shows', async () => {
    expect(examples.length).toBeGreaterThan(5)
    for (const { example, ...declared } of examples) expect(await wrong(declared, example)).toBeNull()
  })

  it('has no field that nobody declared, however deep it stands', async () => {
    const one = fc.constantFrom(...examples)
    const spot = one.chain((example) =>
      fc.record({ one: fc.constant(example), path: fc.constantFrom(...objectsIn(example.example)) }),
    )
    await fc.assert(
      fc.asyncProperty(spot, async ({ one: { example, ...declared }, path }) => {
        const answer = structuredClone(example)
        at(answer, path).shoeSize = 38
        expect(await wrong(declared, answer)).toContain([...path, 'shoeSize (unknownField)'].join('.'))
      }),
    )
  })

  it('names the place and the rule and never what stood there', async () => {
    const answer = { full: true, child: { ...visible, ...hidden, gender: 'Mainwood', 'Grace Mainwood': 1 } }
    const error = await checkAnswer(readRecord, answer).catch((thrown: unknown) => thrown as WrongAnswer)
    expect(error).toMatchObject({ code: 'child.(unknown) (unknownField), child.gender (isIn)' })
    expect(JSON.stringify([error!.message, error])).not.toMatch(/Mainwood|Grace/)
  })

  it('says null where nothing is known, and leaves out nothing that must be said', async () => {
    const record = { full: true, child: { ...visible, ...hidden } }
    expect(await wrong(readRecord, record)).toBeNull()
    const { address: _address, ...without } = record.child
    expect(await wrong(readRecord, { full: true, child: without })).toBe('child.address (isDefined)')
    expect(await wrong(readRecord, { full: true, child: { ...record.child, name: null } })).not.toBeNull()
    expect(await wrong(readRecord, {})).toContain('child (isDefined)')
  })

  it('that says it is shielded has four things of the child and no fifth (S21)', async () => {
    expect(await wrong(openDisclosure, { shielded: true, child: visible, receipt })).toBeNull()
    for (const [field, value] of Object.entries(hidden))
      expect(await wrong(openDisclosure, { shielded: true, child: { ...visible, [field]: value }, receipt })).toBe(
        `child.${field} (unknownField)`,
      )
    expect(await wrong(readRecord, { full: false, child: { ...visible, ...hidden } })).toContain('unknownField')
  })

  it('is looked at as it crosses the bus: a date is text there, and a key has no private half', async () => {
    const fate = { recordId: 'R1', fate: 'created', code: null }
    expect(await wrong(applyRecords, { fates: [fate] })).toBeNull()
    expect(await wrong(applyRecords, { fates: [{ ...fate, fate: 'waiting' }] })).toBe('fates.0.fate (isIn)')
    const key = { kid: 'k-1', kty: 'EC', crv: 'P-256', x: 'x', y: 'y', alg: 'ES256' }
    expect(await wrong(listKeys, { keys: [{ ...key, d: 'secret' }] })).toBe('keys.0.d (unknownField)')
  })
})
