import { describe, expect, it } from '@jest/globals'
import type { PresentRecord } from '@contactpoint/contracts'
import { changesVisible, fateByVersion, linkOf, newChild, toRow, withRow, type RowToApply } from './linking.rules.ts'

const NOW = new Date('2026-10-01T00:00:00Z')
const record: PresentRecord = {
  recordId: 'R1',
  version: '2026-10-01.001',
  name: { given: ['Ann'], family: 'Smith' },
  formerFamilyNames: [],
  dateOfBirth: '2012-06-27',
  gender: 'female',
  address: { lines: ['1 High Street'], postcode: 'LS1 4AP' },
  identifiers: [],
  carers: [],
  education: null,
  gpPracticeCode: null,
}
const rowOf = (given: Partial<PresentRecord> = {}, batchId = 'B1'): RowToApply =>
  toRow('school-census', batchId, { row: 1, line: 3, record: { ...record, ...given } })
const child = newChild('C1', rowOf(), null, NOW)

describe('A row that was taken in before', () => {
  const link = linkOf(rowOf(), 'C1', 'created')

  it('gets the fate it had when the very same row comes again after a crash (I5)', () => {
    expect(fateByVersion(rowOf(), link)).toEqual({ fate: 'created', code: null })
  })

  it('is unchanged when it comes in another batch', () => {
    expect(fateByVersion(rowOf({}, 'B2'), link)).toEqual({ fate: 'unchanged', code: null })
  })

  it('is refused when it is older, or equal with other content', () => {
    expect(fateByVersion(rowOf({ version: '2026-05-01.001' }), link)?.code).toBe('older-version')
    expect(fateByVersion(rowOf({ gender: 'male' }), link)?.code).toBe('same-version-other-content')
  })

  it('is looked at when it is newer', () => {
    expect(fateByVersion(rowOf({ version: '2027-01-01.001' }), link)).toBeNull()
  })
})

describe('A child that a row changes', () => {
  it('keeps a replaced name as a former one, and the provenance of what did not change', () => {
    const changed = withRow(child, rowOf({ name: { given: ['Ann'], family: 'Jones' } }, 'B2'), null, NOW)
    expect(changed.formerNames).toEqual([{ given: ['Ann'], family: 'Smith' }])
    expect(changed.provenance.name?.batchId).toBe('B2')
    expect(changed.provenance.address?.batchId).toBe('B1')
    expect(changed.version).toBe(child.version + 1)
  })

  it.each([
    ['capitals', { given: ['ANN'], family: 'SMITH' }],
    ['a dropped apostrophe', { given: ['Ann'], family: 'Smith’' }],
  ])('has no former name by another spelling: %s', (_what, name) => {
    const changed = withRow(child, rowOf({ name }, 'B2'), null, NOW)
    expect(changed.formerNames).toEqual([])
  })

  it('is unchanged by a writing that is worse', () => {
    expect(withRow(child, rowOf({ name: { given: ['ANN'], family: 'SMITH' } }, 'B2'), null, NOW)).toBe(child)
  })

  it('keeps what the row does not know', () => {
    expect(withRow(child, rowOf({ address: null }), null, NOW).address).toEqual(record.address)
  })

  it('leaves who is responsible for a restricted child as it is: no row moves a shield to another authority', () => {
    const moved = rowOf({ gpPracticeCode: 'B86001' }, 'B2')
    expect(withRow({ ...child, authority: '383' }, moved, '380', NOW).authority).toBe('380')
    expect(withRow({ ...child, authority: '383', restricted: true }, moved, '380', NOW).authority).toBe('383')
    expect(withRow({ ...child, authority: null, restricted: true }, moved, '380', NOW).authority).toBe('380')
  })

  it('is the same object when nothing changes', () => {
    expect(withRow(child, rowOf({}, 'B2'), null, NOW)).toBe(child)
  })

  it('changes what a shield leaves visible exactly when name, birth date or gender differ (AC-09)', () => {
    const after = (given: Partial<PresentRecord>): boolean =>
      changesVisible(child, withRow(child, rowOf(given), null, NOW))
    expect(after({ address: null, identifiers: [{ scheme: 'upn', value: 'H801200001001' }] })).toBe(false)
    expect(after({ name: { given: ['Anna'], family: 'Smith' } })).toBe(true)
    expect(after({ dateOfBirth: '2012-06-28' })).toBe(true)
    expect(after({ gender: 'male' })).toBe(true)
  })
})
