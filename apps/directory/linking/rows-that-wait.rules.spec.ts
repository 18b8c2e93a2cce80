import type { DiedRecord, InvolvedRecord, PresentRecord, Source } from '@contactpoint/contracts'
import { aRecord, anotherHome } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { askedLink } from './asked.rules.ts'
import { evidenceOf, keysOf, linkOf, toRow, type PresentRow } from './linking.rules.ts'
import { isAskedAlike, mayBeJudged, rowThatWaits } from './rows-that-wait.rules.ts'

const NOW = new Date('2026-11-30T12:00:00Z')
const rowOf = (record: PresentRow['record'], source: Source): PresentRow =>
  toRow(source, 'b-1', { row: 3, line: 9, record }) as PresentRow
const asked = (row: PresentRow) =>
  askedLink(row, null, null, 'name-and-birth-date-only', { questionId: () => 'q-1', now: NOW }, { model: 1 })

const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const present = fc
  .record({
    address: fc.option(fc.constant(HOME)),
    identifiers: fc.subarray([{ scheme: 'upn' as const, value: 'V313202215001' }]),
    formerFamilyNames: fc.subarray(['Arden', "O'Brien"]),
    gpPracticeCode: fc.option(fc.constant('A81001')),
    ended: fc.subarray(['address', 'education'] as const),
  })
  .map(({ ended, ...given }): PresentRecord => aRecord({ ...given, ...(ended.length > 0 && { ended: [...ended] }) }))
const died = present.map(({ kind: _kind, ...who }): DiedRecord => ({ ...who, kind: 'died', dateOfDeath: '2026-09-01' }))
const involved = present.map((record): InvolvedRecord => {
  const { recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender } = record
  const service = {
    ...{ service: 'early-help' as const, organisation: '383', personName: null, phone: null, email: null },
    ...{ startDate: null, leadProfessional: false },
  }
  const whose = { recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender }
  return { kind: 'involved', ...whose, postcode: 'HX4 1AB', service }
})
const rows = fc.oneof(
  present.map((record) => rowOf(record, 'gp-links')),
  died.map((record) => rowOf(record, 'deaths')),
  involved.map((record) => rowOf(record, 'authority')),
)

describe('A row that waits', () => {
  it('is judged again as what it was: it finds whom it found, weighs what it weighed, and would be told as it was', () => {
    fc.assert(
      fc.property(rows, (row) => {
        const again = rowThatWaits(asked(row))
        expect([keysOf(again), evidenceOf(again)]).toEqual([keysOf(row), evidenceOf(row)])
        const taken = (one: PresentRow) => linkOf(one, null, 'child-1', 'updated', NOW)
        expect(taken(again)).toEqual(taken(row))
      }),
    )
  })

  it('is judged again while it is nobody’s and nobody looks at it, and has not been taken back by anybody', () => {
    const record = asked(rowOf(aRecord(anotherHome()), 'gp-links'))
    const with_ = (given: object) => ({ ...record, question: { ...record.question!, ...given } })
    expect(mayBeJudged(record, NOW)).toBe(true)
    expect(mayBeJudged(with_({ holder: 'p-1', heldUntil: new Date(NOW.getTime() - 1) }), NOW)).toBe(true)
    expect(mayBeJudged(with_({ holder: 'p-1', heldUntil: new Date(NOW.getTime() + 1) }), NOW)).toBe(false)
    expect(mayBeJudged(with_({ keys: undefined }), NOW)).toBe(false)
    expect(mayBeJudged({ ...record, childId: 'child-1' }, NOW)).toBe(false)
    expect(mayBeJudged({ ...record, waiting: null }, NOW)).toBe(false)
  })

  it('is not written where the same is asked of the same row', () => {
    const row = rowOf(aRecord(), 'gp-links')
    const record = asked(row)
    expect(isAskedAlike(asked(row), record)).toBe(true)
    expect(isAskedAlike({ ...record, parked: 'possible-twins' }, record)).toBe(false)
    expect(isAskedAlike({ ...record, version: '2' }, record)).toBe(false)
    expect(isAskedAlike(record, null)).toBe(false)
  })
})
