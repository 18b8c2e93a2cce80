import { Fault, type AppendEntry } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import {
  assertNotTooLarge,
  headerOf,
  headerText,
  keptSignals,
  particularsKey,
  partText,
  placeOf,
  publishedBytes,
} from './ledger.rules.ts'
import type { SealedPart } from './ledger.schema.ts'

const entry: AppendEntry = {
  entryId: 'e-1',
  caller: { personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  action: 'disclosure',
  outcome: 'shown',
  reason: 'assessment',
  children: [{ childId: '222222222222', shown: 'full' }],
  particulars: { caseReference: 'A-1' },
}
const time = new Date('2026-03-04T05:06:07.008Z')
const bytes = (value: number) => Buffer.alloc(32, value)
const part = (value: number): SealedPart => ({ key: 'k', sealed: bytes(0), commitment: bytes(value) })
const stored = {
  ...headerOf(entry, time),
  salt: bytes(1),
  parts: [part(2), part(3)],
  particulars: { key: null, sealed: bytes(0), commitment: bytes(4) },
}
const published = (change: Partial<typeof stored> = {}) =>
  Buffer.from(publishedBytes({ ...stored, ...change })).toString('hex')

describe('what an access has in common with whoever made it', () => {
  const names = ['colleague-child', 'same-postcode'] as const
  const kept = (salt: number) => keptSignals({ ...entry, signals: [...names].reverse() }, bytes(salt))!

  it('is in the header as a commitment, which says to whoever proves their own entry neither what nor how much', () => {
    expect(kept(1).names).toEqual(names)
    const said = (salt: number): string => headerText({ ...headerOf(entry, time), signals: kept(salt) })
    expect(said(1)).toMatch(/,"signals":"[0-9a-f]{64}"}$/)
    expect(said(1)).not.toMatch(/colleague|postcode/)
    expect(said(1)).not.toBe(said(2))
    expect(said(1)).toHaveLength(said(2).length)
  })

  it('is apart of whoever asked by telephone', () => {
    const asked = keptSignals({ ...entry, askerSignals: ['own-name'] }, bytes(1))
    expect(asked).toEqual({ names: [], askerNames: ['own-name'], salt: bytes(1) })
  })

  it('is not said where there is nothing', () => {
    for (const signals of [undefined, []]) expect(keptSignals({ ...entry, signals }, bytes(1))).toBeNull()
    expect(headerText(headerOf(entry, time))).not.toContain('signals')
  })
})

describe('what the log publishes of an entry (I9)', () => {
  it('is 32 bytes by the formula of decision 0012: a known answer, worked out outside this code', () => {
    expect(headerText(stored)).toBe(
      '{"personId":"p-1","role":"practitioner","organisation":"Leeds","time":"2026-03-04T05:06:07.008Z",' +
        '"action":"disclosure","outcome":"shown","reason":"assessment"}',
    )
    expect(published()).toBe('b8453ee0743783402b24119aa1b05c8c3f7ac6d125e20bf05486a3a2eb4d788f')
  })

  it('is another when anything that is stored of it is changed, left out, added or put in another order', () => {
    const changes: Partial<typeof stored>[] = [
      { personId: 'p-2' },
      { role: 'auditor' },
      { organisation: 'York' },
      { time: new Date(time.getTime() + 1) },
      { action: 'search' },
      { outcome: 'withheld' },
      { reason: 'transition' },
      { reason: null },
      { trace: '4bf92f3577b34da6a3ce929d0e0e4736' },
      { policy: 1 },
      { policy: 2 },
      { identity: 'p-9' },
      { asker: { personId: 'p-8', role: 'practitioner', organisation: 'York' } },
      { asker: { personId: 'p-8', identity: 'p-9', role: 'practitioner', organisation: 'York' } },
      { signals: { names: ['own-name'], askerNames: ['own-name'], salt: bytes(7) } },
      { signals: { names: [], askerNames: ['own-name'], salt: bytes(7) } },
      { signals: { names: ['own-name'], salt: bytes(7) } },
      { signals: { names: ['own-name'], salt: bytes(8) } },
      { signals: { names: ['own-name', 'own-address'], salt: bytes(7) } },
      { salt: bytes(9) },
      { parts: [] },
      { parts: [part(2)] },
      { parts: [part(3), part(2)] },
      { parts: [part(2), part(3), part(4)], particulars: undefined },
      { particulars: { ...stored.particulars, commitment: bytes(5) } },
    ]
    expect(new Set([published(), ...changes.map((change) => published(change))]).size).toBe(changes.length + 1)
  })

  it('names the policy under which an answer was released, and says of an entry without one what was always said', () => {
    const { policy: _none, ...before } = stored
    expect(headerText(before)).toBe(headerText(stored))
    expect(headerText(headerOf({ ...entry, policy: 2 }, time))).toBe(
      headerText(stored).replace('"assessment"}', '"assessment","policy":2}'),
    )
  })

  it('says the same of the same facts, in whatever order a client wrote them', () => {
    const caller = { organisation: 'Leeds', role: 'practitioner', personId: 'p-1', name: 'Ann' }
    expect(headerText(headerOf({ ...entry, caller }, time))).toBe(headerText(stored))
    expect(partText({ shown: 'full', childId: '222222222222', name: 'Ann' } as AppendEntry['children'][0])).toBe(
      '{"childId":"222222222222","shown":"full"}',
    )
  })
})

describe('the key for criteria', () => {
  it("is another when any child's key is, so that without one of them nothing opens", () => {
    const keys = [bytes(1), bytes(2), bytes(3)]
    const others = keys.map((_key, n) => keys.map((key, place) => (place === n ? bytes(9) : key)))
    const made = [keys, ...others, keys.slice(1), [...keys].reverse()].map((given) =>
      particularsKey(given).toString('hex'),
    )
    expect(new Set(made).size).toBe(made.length)
  })

  it('opens each piece as itself only', () => {
    const places = [placeOf('e-1', 0), placeOf('e-1', 1), placeOf('e-2', 0), placeOf('e-1', 'particulars')]
    expect(new Set(places).size).toBe(4)
  })
})

describe('an entry', () => {
  it('of a megabyte is refused, and one of an ordinary size is not', () => {
    expect(() => assertNotTooLarge({ ...entry, particulars: { criteria: 'x'.repeat(1_000_000) } })).toThrow(Fault)
    expect(() => assertNotTooLarge({ ...entry, particulars: { criteria: 'x'.repeat(10_000) } })).not.toThrow()
  })
})
