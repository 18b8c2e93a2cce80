import type { PresentRecord } from '@contactpoint/contracts'
import { aRecord } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Child } from '../children/children.schema.ts'
import type { Meant } from '../children/parts.service.ts'
import { linkOf, newChild, toRow, type PresentRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { homesToLookAt, movedTogether, type Around } from './moved-together.rules.ts'

type Said = Partial<PresentRecord>
const HOME = { address: { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' } }
const AWAY = { address: { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' } }
const BELLA = { name: { given: ['Bella'], family: 'Smith' }, dateOfBirth: '2015-03-02' }
const OLIVER = { name: { given: ['Oliver'], family: 'Smith' }, dateOfBirth: '2017-08-21' }

let rows = 0
const rowOf = (...said: Said[]): PresentRow => {
  const record = aRecord(Object.assign({ recordId: `R-${++rows}`, carers: [] }, ...said))
  return toRow('gp-links', 'b-1', { row: 1, line: 1, record }) as PresentRow
}
const toldOf = (childId: string, ...said: Said[]): SourceRecord =>
  linkOf(rowOf(...said), null, childId, 'created', new Date(0))
const known = (childId: string, said: Said[], given: Partial<Child> = {}): Meant => {
  const child = { ...newChild(childId, toldOf(childId, ...said), null), visibility: 'visible' as const, ...given }
  return { record: child, child }
}
/** Of a row about Bella, who was at home and is away: who of these children moved with another. */
const together = (around: Partial<Around>, row = rowOf(BELLA, AWAY), of = known('bella', [BELLA, HOME])) =>
  [
    ...movedTogether(
      { row, link: null, candidates: [of], records: new Map() },
      { children: [], records: new Map(), waiting: [], ...around },
    ),
  ].join()

/** Oliver lives away, and a source has told of him at home; or a row that waits says so of Oliver, who is at home. */
const hasMoved = (said: Said = OLIVER, given: Partial<Child> = {}): Partial<Around> => ({
  children: [known('oliver', [said, AWAY], given)],
  records: new Map([['oliver', [toldOf('oliver', said, HOME), toldOf('oliver', said, AWAY)]]]),
})
const isSaidToHave = (said: Said = OLIVER, given: Partial<Child> = {}): Partial<Around> => ({
  children: [known('oliver', [said, HOME], given)],
  waiting: [rowOf(said, AWAY)],
})

describe.each([
  ['of whom was told at both homes', hasMoved],
  ['of whom another row says so', isSaidToHave],
])('a child moved together with one %s', (_, another) => {
  it('who is plainly another', () => {
    expect(together(another())).toBe('bella')
  })

  it.each<[string, Said]>([
    ['a twin, who has the birth date', { ...OLIVER, dateOfBirth: BELLA.dateOfBirth }],
    ['of one name', { ...BELLA, dateOfBirth: '2015-03-12' }],
    ['of a name alike', { ...OLIVER, name: { given: ['Bela'], family: 'Smith' } }],
  ])('not with %s: it may be the very child', (_who, said) => {
    expect(together(another(said))).toBe('')
  })

  it('only where the row has the very name and birth date of the child: another form of it may be a twin’s', () => {
    for (const other of [{ name: { given: ['Isabella'], family: 'Smith' } }, { dateOfBirth: '2015-03-03' }])
      expect(together(another(), rowOf(BELLA, other, AWAY))).toBe('')
  })

  it('only between the very same homes', () => {
    const elsewhere = { address: { lines: ['3'], postcode: 'CB1 2AB' } }
    expect(together(another(), rowOf(BELLA, elsewhere))).toBe('')
    expect(together(another(), rowOf(BELLA, AWAY), known('bella', [BELLA, elsewhere]))).toBe('')
    expect(together(another(), rowOf(BELLA, { address: null }))).toBe('')
  })
})

it('nobody moved together with themselves', () => {
  const child = known('bella', [BELLA, HOME])
  expect(together({ children: [child], waiting: [rowOf(BELLA, AWAY)] })).toBe('')
  const said = [toldOf('bella', BELLA, HOME), toldOf('bella', BELLA, AWAY)]
  expect(together({ children: [known('bella', [BELLA, AWAY])], records: new Map([['bella', said]]) })).toBe('')
})

describe('of whom anything is hidden', () => {
  const hidden = fc.constantFrom<Partial<Child>>(
    { restricted: true },
    { covered: true },
    { visibility: 'hidden' },
    { visibility: 'quarantined' },
    { visibility: 'sealed', restricted: true },
  )

  it('says nothing of others, wherever it lives or lived', () => {
    fc.assert(
      fc.property(hidden, fc.constantFrom(hasMoved, isSaidToHave), (given, another) => {
        expect(together(another(OLIVER, given))).toBe('')
      }),
    )
  })

  it('moves with nobody, and no home of it is looked at', () => {
    fc.assert(
      fc.property(hidden, fc.constantFrom(hasMoved, isSaidToHave), (given, another) => {
        const child = known('bella', [BELLA, HOME], given)
        const row = rowOf(BELLA, AWAY)
        expect(together(another(), row, child)).toBe('')
        expect(homesToLookAt({ row, link: null, candidates: [child], records: new Map() })).toEqual([])
      }),
    )
  })
})
