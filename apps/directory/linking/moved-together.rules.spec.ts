import type { PresentRecord, Source } from '@contactpoint/contracts'
import { aRecord } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Child } from '../children/children.schema.ts'
import { askedLink } from './asked.rules.ts'
import { linkOf, newChild, toRow, type PresentRow } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { hasCompany, homeKeysOf, mayHaveMoved, moveOf, type Around } from './moved-together.rules.ts'

type Said = Partial<PresentRecord>
const HOME = { address: { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' } }
const AWAY = { address: { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' } }
const ELSEWHERE = { address: { lines: ['3 Mill Lane'], postcode: 'CB1 2AB' } }
const BELLA = { name: { given: ['Bella'], family: 'Smith' }, dateOfBirth: '2015-03-02' }
const OLIVER = { name: { given: ['Oliver'], family: 'Smith' }, dateOfBirth: '2017-08-21' }
const PROTECTED: Partial<Child>[] = [
  { restricted: true },
  { covered: true },
  { visibility: 'hidden' },
  { visibility: 'quarantined' },
  { visibility: 'sealed', restricted: true },
]

let rows = 0
const rowOf = (said: Said[], source: Source = 'gp-links'): PresentRow => {
  const record = aRecord(Object.assign({ recordId: `R-${++rows}`, carers: [] }, ...said))
  return toRow(source, 'b-1', { row: 1, line: 1, record }) as PresentRow
}
const toldOf = (childId: string, ...said: Said[]): SourceRecord =>
  linkOf(rowOf(said), null, childId, 'created', new Date(0))
const known = (childId: string, said: Said[], given: Partial<Child> = {}): Child => ({
  ...newChild(childId, toldOf(childId, ...said), null),
  visibility: 'visible',
  ...given,
})
const mover = (row: PresentRow, ...children: Child[]) => ({
  row,
  candidates: children.map((child) => ({ record: child, child })),
})
const BELLA_AT_HOME = known('bella', [BELLA, HOME])

/** Whether a row about Bella, who was at home and is away, has moved in the company of these. */
const isTogether = (around: Partial<Around>, row = rowOf([BELLA, AWAY]), bella = BELLA_AT_HOME): boolean => {
  const one = mover(row, bella)
  const move = moveOf(one)
  return move !== null && hasCompany(one, move, { children: [], rows: [], ...around })
}

/** Oliver lives away, and a source has told of him at home; or a row that waits says so of Oliver, who is at home. */
const hasMoved = (said: Said = OLIVER, given: Partial<Child> = {}, from = HOME, to = AWAY): Partial<Around> => ({
  children: [
    { child: known('oliver', [said, to], given), told: [toldOf('oliver', said, from), toldOf('oliver', said, to)] },
  ],
})
const isSaidToHave = (said: Said = OLIVER, given: Partial<Child> = {}, from = HOME, to = AWAY): Partial<Around> => ({
  rows: [mover(rowOf([said, to]), known('oliver', [said, from], given))],
})

describe.each([
  ['of whom was told at both homes', hasMoved],
  ['of whom another row says so', isSaidToHave],
])('a child moved together with one %s', (_, another) => {
  it('who is plainly another, of the family', () => {
    expect(isTogether(another())).toBe(true)
  })

  it('who has a carer in common, though another family name', () => {
    const carers = [{ name: { given: ['Ann'], family: 'Reed' }, relationship: 'mother' as const, phone: null }]
    const stepBrother = { ...OLIVER, name: { given: ['Oliver'], family: 'Reed' } }
    const bella = known('bella', [BELLA, HOME, { carers }])
    expect(isTogether(another({ ...stepBrother, carers }), rowOf([BELLA, AWAY]), bella)).toBe(true)
    expect(isTogether(another(stepBrother), rowOf([BELLA, AWAY]), bella)).toBe(false)
  })

  it.each<[string, Said]>([
    ['a twin, who has the birth date', { ...OLIVER, dateOfBirth: BELLA.dateOfBirth }],
    ['one of that name', { ...BELLA, dateOfBirth: '2015-03-12' }],
    ['one of a name alike', { ...OLIVER, name: { given: ['Bela'], family: 'Smith' } }],
    ['a neighbour, of another family', { ...OLIVER, name: { given: ['Oliver'], family: 'Jones' } }],
  ])('not with %s', (_who, said) => {
    expect(isTogether(another(said))).toBe(false)
  })

  it('only between the very same homes', () => {
    for (const [from, to] of [
      [ELSEWHERE, AWAY],
      [HOME, ELSEWHERE],
      [AWAY, HOME],
    ] as const)
      expect(isTogether(another(OLIVER, {}, from, to))).toBe(false)
    expect(isTogether(another(), rowOf([BELLA, ELSEWHERE]))).toBe(false)
    expect(isTogether(another(), rowOf([BELLA, AWAY]), known('bella', [BELLA, ELSEWHERE]))).toBe(false)
  })

  it('never with themselves, as a part of what they were merged of is written otherwise', () => {
    const around = another()
    const [lives, says] = [around.children?.[0], around.rows?.[0]]
    const same = (child: Child): Child => ({ ...child, childId: BELLA_AT_HOME.childId })
    const children = lives ? [{ ...lives, child: same(lives.child) }] : []
    const rows = says ? [mover(says.row, same(says.candidates[0]!.child))] : []
    expect(isTogether({ children, rows })).toBe(false)
  })
})

describe('a move', () => {
  it('is one of whoever has the very name and birth date', () => {
    expect(moveOf(mover(rowOf([BELLA, AWAY]), BELLA_AT_HOME))).toMatchObject({ from: 'HX41AB', to: 'TR19ZZ' })
    for (const other of [{ name: { given: ['Isabella'], family: 'Smith' } }, { dateOfBirth: '2015-03-03' }])
      expect(moveOf(mover(rowOf([BELLA, other, AWAY]), BELLA_AT_HOME))).toBeNull()
  })

  it('is none from or to nowhere, to where the child lives, or to a code for no place', () => {
    const noPlace = { address: { lines: [], postcode: 'ZZ99 3VZ' } }
    for (const [from, to] of [
      [{ address: null }, AWAY],
      [HOME, { address: null }],
      [HOME, HOME],
      [noPlace, AWAY],
      [HOME, noPlace],
    ])
      expect(moveOf(mover(rowOf([BELLA, to!]), known('bella', [BELLA, from!])))).toBeNull()
    expect(homeKeysOf(rowOf([BELLA, noPlace]))).toEqual([])
  })

  it('is nobody’s where two have the name and birth date, whatever is hidden of the other, and wherever that one lives', () => {
    const homes = fc.constantFrom(HOME, AWAY, ELSEWHERE, { address: null })
    fc.assert(
      fc.property(homes, fc.constantFrom({}, ...PROTECTED), fc.boolean(), (home, given, isFirst) => {
        const both = [BELLA_AT_HOME, known('other', [BELLA, home], given)]
        expect(moveOf(mover(rowOf([BELLA, AWAY]), ...(isFirst ? both : both.toReversed())))).toBeNull()
      }),
    )
  })

  it.each(PROTECTED)('is none of a child of whom anything is hidden: %j', (given) => {
    expect(moveOf(mover(rowOf([BELLA, AWAY]), known('bella', [BELLA, HOME], given)))).toBeNull()
    expect(isTogether(isSaidToHave(OLIVER, given))).toBe(false)
  })
})

it('a row that waits says that others moved with it while it is held for a move alone, nobody has it and nobody has said anything of it', () => {
  const now = new Date('2026-11-30T10:00:00Z')
  const fresh = { questionId: () => 'q-1', now }
  const asked = askedLink(rowOf([OLIVER, AWAY]), null, null, 'name-and-birth-date-only', fresh, {})
  const held = (heldUntil: Date) => ({ ...asked, question: { ...asked.question!, holder: 'p-1', heldUntil } })
  expect(mayHaveMoved(asked, now)).toBe(true)
  expect(mayHaveMoved(held(new Date('2026-11-30T09:59:00Z')), now)).toBe(true)
  for (const other of [
    held(new Date('2026-11-30T10:01:00Z')),
    { ...asked, parked: 'several-candidates' },
    { ...asked, answer: { id: 'q-0', not: [] } },
    { ...asked, childId: 'oliver' },
  ])
    expect(mayHaveMoved(other, now)).toBe(false)
})
