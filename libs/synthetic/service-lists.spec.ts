import { describe, expect, it } from '@jest/globals'
import { AUTHORITY_HEADER, authorityRecordId, authorityRow } from './authority-csv.ts'
import { COVERAGE, USUAL_ERRORS } from './errors-of-registers.ts'
import { syntheticChildren } from './index.ts'
import { readRows } from './reference.ts'
import { SERVICE_LISTS, ServiceLists } from './service-lists.ts'

const DAY = '2026-10-01'
const children = [...syntheticChildren({ children: 20_000, seed: 6 })]
const lists = new ServiceLists(6, DAY)
const byChild = children.map((child) => ({ child, rows: lists.rowsOf(child) })).filter(({ rows }) => rows.length > 0)
const all = byChild.flatMap(({ rows }) => rows)
const share = (those: number, of: number) => those / of

describe('an authority’s list of services', () => {
  it('is of few children, none without an address, with one to three services each', () => {
    expect(share(byChild.length, children.length)).toBeCloseTo(COVERAGE.served, 2)
    expect(byChild.filter(({ child }) => !child.address)).toEqual([])
    for (const { rows } of byChild) {
      expect(new Set(rows.map(({ service }) => service)).size).toBe(rows.length)
      expect(rows.length).toBeLessThanOrEqual(SERVICE_LISTS.most)
      expect(rows.filter(({ isLead }) => isLead).length).toBeLessThanOrEqual(1)
    }
    expect(byChild.some(({ rows }) => rows.length === SERVICE_LISTS.most)).toBe(true)
  })

  it('is that of the authority of the school, and no two rows of it have one reference', () => {
    const authorities = new Map(readRows('schools.csv.gz').map(([urn, laEstab]) => [urn, laEstab!.slice(0, 3)]))
    for (const { child, rows } of byChild)
      for (const { authority } of rows) expect(authority).toBe(authorities.get(child.registrations[0]!.schoolUrn))
    expect(new Set(all.map(authorityRecordId)).size).toBe(all.length)
  })

  it('differs as often as the table says, and no service is before its age', () => {
    const of = (isOne: (row: (typeof all)[0]) => boolean): number => share(all.filter(isOne).length, all.length)
    expect(of(({ personName }) => personName === null)).toBeCloseTo(USUAL_ERRORS.authority.noPerson, 1)
    expect(of(({ endDate }) => endDate !== null)).toBeCloseTo(USUAL_ERRORS.authority.ended, 1)
    for (const { startDate, endDate } of all) expect(startDate < DAY && (endDate ?? startDate) >= startDate).toBe(true)
    for (const { endDate } of all) expect((endDate ?? DAY) <= DAY).toBe(true)
    const young = all.filter(({ child }) => child.dateOfBirth > '2016-10-01')
    expect(young.filter(({ service }) => service.startsWith('youth-'))).toEqual([])
  })

  it('has a cell for each column', () => {
    const columns = AUTHORITY_HEADER.trimEnd().split(',').length
    const plain = all.map((row) => authorityRow(row, DAY)).filter((line) => !line.includes('"'))
    for (const line of plain) expect(line.trimEnd().split(',')).toHaveLength(columns)
    expect(plain.length).toBeGreaterThan(all.length / 2)
  })
})
