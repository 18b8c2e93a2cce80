import { describe, expect, it } from '@jest/globals'
import type { PresentRecord } from '@contactpoint/contracts'
import type { Child } from '../children/children.schema.ts'
import {
  asSaid,
  fateByVersion,
  isRepeated,
  leftOut,
  linkOf,
  newChild,
  parkedLink,
  takenIn,
  toRow,
  toWord,
  type PresentRow,
} from './linking.rules.ts'
import { hasBecomeAnother } from './deciding.rules.ts'

const NOW = new Date('2026-10-01T00:00:00Z')
const record: PresentRecord = {
  kind: 'present',
  recordId: 'R1',
  version: '2026-10-01.001',
  asOf: '2026-10-01',
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
const rowOf = (given: Partial<PresentRecord> = {}, batchId = 'B1'): PresentRow =>
  toRow('school-census', batchId, { row: 1, line: 3, record: { ...record, ...given } })
const first = linkOf(rowOf(), null, 'C1', 'created', NOW)
const child = newChild('C1', first, null)

/** The child after one more row of the same record. */
function after(known: Child, row: PresentRow, authority: string | null = null): Child {
  return asSaid(known, [toWord(linkOf(row, first, 'C1', 'updated', NOW))], authority)
}
const later = (given: Partial<PresentRecord>): PresentRow => rowOf({ version: '2027-01-20.001', ...given }, 'B2')

describe('A row that was taken in before', () => {
  const link = linkOf(rowOf(), null, 'C1', 'created', NOW)

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

describe('A later delivery of a record', () => {
  it('is a repeat when it says what was taken in, whatever its version and day', () => {
    expect(isRepeated(later({ asOf: '2027-01-20' }), first)).toBe(true)
    expect(isRepeated(later({ gender: 'male' }), first)).toBe(false)
  })

  it('is none while a person must decide, or before the record was anybody’s', () => {
    expect(isRepeated(later({}), { ...first, parked: 'sealed' })).toBe(false)
    expect(isRepeated(later({}), { ...first, childId: null })).toBe(false)
  })

  it('leaves what was said as it was when a person must decide', () => {
    const parked = parkedLink(later({ gender: 'male' }), first, 'C1', 'somebody-else')
    expect(parked).toMatchObject({ version: '2027-01-20.001', told: first.told, waiting: null })
  })
})

describe('A row that waits for officers', () => {
  const row = later({ gpPracticeCode: 'B86001' })
  const waits = parkedLink(row, first, 'C1', 'changes-shielded', NOW)

  it('says when it is taken in what it would have said at once', () => {
    const atOnce = linkOf(row, first, 'C1', 'updated', NOW)
    expect(takenIn(waits, [waits.waiting!])).toEqual(atOnce)
  })

  it('says nothing once it is left out, however often its record says that again, and something when it says anything else', () => {
    const left = leftOut(waits)
    const again = rowOf({ gpPracticeCode: 'B86001', version: '2027-05-20.001' }, 'B3')
    expect([isRepeated(again, left), linkOf(again, left, 'C1', 'unchanged', NOW).told]).toEqual([true, first.told])
    const other = rowOf({ version: '2027-05-20.001', gpPracticeCode: 'B86002' }, 'B3')
    expect(linkOf(other, left, 'C1', 'updated', NOW).told).toHaveLength(2)
  })
})

describe('A record that becomes somebody else in steps', () => {
  const renamed = linkOf(later({ name: { given: ['Ann'], family: 'Jones' } }), first, 'C1', 'updated', NOW)
  const becomes = (given: Partial<PresentRecord>): boolean =>
    hasBecomeAnother(rowOf({ version: '2027-05-20.001', ...given }), renamed)

  it('is known by what it first said: its name may change, or its birth date, and not both, however many files it takes', () => {
    expect(becomes({ name: { given: ['Ann'], family: 'Jones' } })).toBe(false)
    expect(becomes({ name: { given: ['Ann'], family: 'Oak' } })).toBe(false)
    expect(becomes({ dateOfBirth: '2013-01-01' })).toBe(false)
    expect(becomes({ name: { given: ['Ann'], family: 'Jones' }, dateOfBirth: '2013-01-01' })).toBe(true)
  })
})

describe('A child that a row changes', () => {
  it('keeps a replaced name as a former one, and the provenance of what did not change', () => {
    const changed = after(child, later({ name: { given: ['Ann'], family: 'Jones' } }))
    expect(changed.formerNames).toEqual([{ given: ['Ann'], family: 'Smith' }])
    expect(changed.provenance.name?.batchId).toBe('B2')
    expect(changed.provenance.address?.batchId).toBe('B1')
    expect(changed.version).toBe(child.version + 1)
  })

  it.each([
    ['capitals', { given: ['ANN'], family: 'SMITH' }],
    ['a dropped apostrophe', { given: ['Ann'], family: 'Smith’' }],
  ])('has no former name by another spelling: %s', (_what, name) => {
    expect(after(child, later({ name })).formerNames).toEqual([])
  })

  it('is unchanged by a writing that is worse', () => {
    expect(after(child, later({ name: { given: ['ANN'], family: 'SMITH' } }))).toBe(child)
  })

  it('keeps what the row does not know', () => {
    expect(after(child, later({ address: null })).address).toEqual(record.address)
  })

  it('leaves who is responsible for a restricted child as it is: no row moves a shield to another authority', () => {
    const moved = later({ gpPracticeCode: 'B86001' })
    expect(after({ ...child, authority: '383' }, moved, '380').authority).toBe('380')
    expect(after({ ...child, authority: '383', restricted: true }, moved, '380').authority).toBe('383')
    expect(after({ ...child, authority: null, restricted: true }, moved, '380').authority).toBe('380')
  })

  it('is the same object when nothing changes', () => {
    expect(after(child, later({}))).toBe(child)
  })
})
