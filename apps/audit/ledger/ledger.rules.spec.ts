import type { AppendEntry } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { leafHashOf, sealedPartOf } from './ledger.rules.ts'

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
const salt = Uint8Array.from({ length: 32 }, (_, n) => n)
const hash = (change: Partial<AppendEntry> = {}, at = time, by = salt) => leafHashOf({ ...entry, ...change }, at, by)

describe('the leaf hash of an entry (I9)', () => {
  it('is SHA-256 over a zero byte, the salt, and the entry: a known answer, worked out outside this code', () => {
    expect(hash()).toBe('dffc0d12e7c1a2d1f1795930fcca4e66fbe64a29de9ae3df5efb6027c18ddfa9')
  })

  it('is another for every other salt, so that nobody can test a guess against it', () => {
    const salts = Array.from({ length: 100 }, (_, n) => Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? n : 0)))
    expect(new Set(salts.map((by) => hash({}, time, by))).size).toBe(100)
  })

  it('is another when anything that was recorded is', () => {
    const changes: Partial<AppendEntry>[] = [
      { caller: { ...entry.caller, personId: 'p-2' } },
      { caller: { ...entry.caller, role: 'auditor' } },
      { caller: { ...entry.caller, organisation: 'York' } },
      { action: 'search' },
      { outcome: 'withheld' },
      { reason: 'transition' },
      { reason: null },
      { children: [] },
      { children: [{ childId: '222222222222', shown: 'visible' }] },
      { particulars: { caseReference: 'A-2' } },
      { particulars: null },
    ]
    const hashes = [hash(), ...changes.map((change) => hash(change)), hash({}, new Date(time.getTime() + 1))]
    expect(new Set(hashes).size).toBe(changes.length + 2)
  })

  it('does not depend on the order in which a client wrote the fields', () => {
    const { children, caller, ...rest } = entry
    const reordered = { children, ...rest, caller: { organisation: 'Leeds', role: 'practitioner', personId: 'p-1' } }
    expect(leafHashOf({ ...caller, ...reordered } as AppendEntry, time, salt)).toBe(hash())
  })
})

describe('what is sealed of an entry', () => {
  it('is which children, what was shown of them, and what was asked; nothing that came beside them', () => {
    const children = [{ childId: '222222222222', shown: 'full' as const, name: 'Ann' }]
    expect(sealedPartOf({ ...entry, children })).toEqual({
      children: [{ childId: '222222222222', shown: 'full' }],
      particulars: { caseReference: 'A-1' },
    })
  })
})
