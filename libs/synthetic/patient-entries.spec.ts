import { describe, expect, it } from '@jest/globals'
import { COVERAGE } from './errors-of-registers.ts'
import { GpLists } from './gp-lists.ts'
import { syntheticChildren } from './index.ts'
import { PatientEntries } from './patient-entries.ts'
import { patientLine } from './patients-fhir.ts'

function entriesOf(count: number, seed: number) {
  const entries = new PatientEntries(seed)
  return [...syntheticChildren({ children: count, seed })].flatMap((child) => {
    const entry = entries.entryOf(child)
    return entry ? [{ child, entry }] : []
  })
}
const COUNT = 20_000
const all = entriesOf(COUNT, 6)
const restricted = all.filter(({ entry }) => entry.isRestricted)

describe('a patient of the made-up service', () => {
  it('is one of those of whom something has changed, and some are restricted, one at least of a small England', () => {
    expect(all.length / COUNT).toBeCloseTo(COVERAGE.changed + COVERAGE.restricted, 2)
    expect(restricted.length).toBeGreaterThan((COUNT * COVERAGE.restricted) / 2)
    expect(restricted.length).toBeLessThan(COUNT * COVERAGE.restricted * 2)
    for (const seed of [1, 2, 3]) expect(entriesOf(600, seed).some(({ entry }) => entry.isRestricted)).toBe(true)
  })

  it('has the number under which practices know the child', () => {
    const lists = new GpLists(6, '2026-10-01')
    const known = new Map(
      [...syntheticChildren({ children: COUNT, seed: 6 })].map((child) => {
        return [child.personId, lists.registrationOf(child)?.nhsNumber]
      }),
    )
    for (const { child, entry } of all) expect([undefined, entry.nhsNumber]).toContain(known.get(child.personId))
  })

  it('who is restricted brings nothing of where they are', () => {
    const { child, entry } = restricted.find((one) => one.child.address)!
    const line = patientLine(entry)
    expect(line.match(/\n/g)).toHaveLength(1)
    expect(line).not.toContain(child.address!.postcode)
    expect(Object.keys(JSON.parse(line)).sort()).toEqual(
      ['birthDate', 'gender', 'id', 'identifier', 'meta', 'name', 'resourceType'].sort(),
    )
  })
})
