import { describe, expect, it } from '@jest/globals'
import { DeathEntries } from './death-entries.ts'
import { deathXml } from './deaths-xml.ts'
import { COVERAGE } from './errors-of-registers.ts'
import { syntheticChildren } from './index.ts'

const DAY = '2026-10-01'
function entriesOf(children: number, seed: number) {
  const entries = new DeathEntries(seed, DAY)
  return [...syntheticChildren({ children, seed })].flatMap((child) => {
    const entry = entries.entryOf(child)
    return entry ? [{ child, entry }] : []
  })
}

const many = entriesOf(40_000, 5)

describe('an entry in the register of deaths', () => {
  it('is there in every small England, and rare in a large one', () => {
    for (const seed of [1, 2, 3, 4]) expect(entriesOf(600, seed)).not.toEqual([])
    expect(many.length).toBeGreaterThan(1)
    expect(many.length).toBeLessThan(40_000 * COVERAGE.died * 4)
  })

  it('is of a child of school age who died within the last months, and was registered soon after', () => {
    for (const { child, entry } of many) {
      expect(entry).toMatchObject({ dateOfBirth: child.dateOfBirth, address: child.address })
      expect(entry.dateOfDeath >= '2026-05-29' && entry.dateOfDeath < entry.registered).toBe(true)
      expect(entry.registered <= DAY).toBe(true)
    }
  })

  it('is one element a line, with whatever is in a name', () => {
    const [{ entry }] = entriesOf(600, 1) as [ReturnType<typeof entriesOf>[0]]
    const xml = deathXml({ ...entry, givenNames: ['A&B', '<C>'] })
    expect(xml).toContain('      <ns4:PersonGivenName>A&amp;B</ns4:PersonGivenName>\n')
    expect(xml).toContain('      <ns4:PersonGivenName>&lt;C&gt;</ns4:PersonGivenName>\n')
  })
})
