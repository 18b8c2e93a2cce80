import { candidateKeys, decideChildren, firstChildModel } from '@contactpoint/matching'
import { aRecord, anotherHome } from '@contactpoint/testing'
import type { PresentRecord, Source } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { decisionsOf, rowsToTry, type Decision, type ToDecide } from './deciding.rules.ts'
import { linkOf, newChild, toRow, type PresentRow } from './linking.rules.ts'

const rowOf = (record: PresentRecord, source: Source = 'child-benefit'): PresentRow =>
  toRow(source, 'b-1', { row: 1, line: 1, record }) as PresentRow
const known = (record: PresentRecord, given: Partial<Child> = {}): Child => {
  const link = linkOf(rowOf(record, 'school-census'), null, 'child-1', 'created', new Date(0))
  return { ...newChild('child-1', link, null), visibility: 'visible', ...given }
}
const weigh: Parameters<typeof decisionsOf>[1] = (rows) => decideChildren(rows, firstChildModel(), '2026-11-30')
const decideAll = (record: PresentRecord, child: Child, more: Partial<ToDecide> = {}): Decision => {
  const candidates = [{ record: child, child }]
  return decisionsOf([{ row: rowOf(record), link: null, candidates, records: new Map(), ...more }], weigh)[0]!
}
const decide = (...given: Parameters<typeof decideAll>): Decision => {
  const { mayBeDrawn: _lot, ...decision } = decideAll(...given)
  return decision
}

const RECORD = aRecord({ name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' })
const MOVED = { ...RECORD, ...anotherHome(), recordId: 'OTHER-1' }
const ALIKE = { ...RECORD, recordId: 'OTHER-2', address: null }
const UNSEEN: [string, Partial<Child>][] = [
  ['shielded', { restricted: true }],
  ['quarantined', { visibility: 'quarantined' }],
  ['sealed', { visibility: 'sealed', restricted: true }],
  ['not yet looked at', { visibility: 'hidden' }],
]

describe('A row about a child whom everybody sees', () => {
  it('is decided by the engine', () => {
    expect(decide(ALIKE, known(RECORD))).toMatchObject({ decision: 'same' })
    expect(decide(MOVED, known(RECORD))).toEqual({ decision: 'unsure', reason: 'name-and-birth-date-only' })
    expect(decide(aRecord(), known(RECORD))).toEqual({ decision: 'new' })
  })

  it('asks nobody where things are hidden of the child because of another', () => {
    expect(decide(MOVED, known(RECORD, { covered: true }))).toEqual({ decision: 'unsure', reason: 'near-restricted' })
  })

  it('of whom things are hidden because of another, is decided by what is shown, whatever it says of those', () => {
    const homes = fc.constantFrom(
      ...[RECORD, MOVED, { address: null }, { address: { lines: ['1'], postcode: 'TR1 9ZZ' } }],
    )
    const said = fc.record({
      given: fc.constantFrom<string[]>(['Bella'], ['Bela'], ['Isabella'], ['Ada'], ['Bella', 'Rose']),
      family: fc.constantFrom('Hargreaves', 'Hargreves', 'Winter'),
      dateOfBirth: fc.constantFrom('2015-03-02', '2015-03-03', '2015-02-03'),
    })
    const NUMBERS = [[], [{ scheme: 'upn' as const, value: 'H801200001001' }]]
    const hidden = fc.record({
      address: homes.map(({ address }) => address),
      carers: fc.constantFrom(RECORD.carers, []),
      formerFamilyNames: fc.constantFrom<string[]>([], ['Winter']),
      identifiers: fc.constantFrom(...NUMBERS),
    })
    const decided = (row: PresentRecord, of: Partial<PresentRecord>) => {
      const child = known({ ...RECORD, ...of }, { covered: true })
      const keys = candidateKeys(toMatchRecord(child))
      const isFound = candidateKeys(row).some((key) => keys.includes(key))
      return decide(row, child, isFound ? {} : { candidates: [] })
    }
    fc.assert(
      fc.property(said, hidden, hidden, hidden, ({ given, family, dateOfBirth }, row, one, other) => {
        const guess = { ...RECORD, recordId: 'GUESS', name: { given, family }, dateOfBirth, ...row }
        expect(decided(guess, one)).toEqual(decided(guess, other))
        expect(decided(guess, one).decision).not.toBe('same')
      }),
    )
  })

  it('is a child of its own where it holds somebody back and nobody can tell whom: that may not wait', () => {
    expect(decide({ ...MOVED, protect: true }, known(RECORD))).toEqual({ decision: 'new' })
    expect(decide({ ...ALIKE, protect: true }, known(RECORD))).toMatchObject({ decision: 'same' })
  })

  it('is somebody else, where its source has another record of the child', () => {
    const other = linkOf(rowOf({ ...RECORD, recordId: 'OTHER-3' }), null, 'child-1', 'created', new Date(0))
    const records = new Map([['child-1', [other]]])
    expect(decide(MOVED, known(RECORD), { records })).toEqual({ decision: 'new' })
  })

  it('goes by what its record was linked to, however far from it the engine is', () => {
    const child = known(RECORD)
    const link = { ...linkOf(rowOf(MOVED), null, 'child-1', 'created', new Date(0)), told: [] }
    expect(decide(MOVED, child, { link })).toMatchObject({ decision: 'same' })
  })
})

it('A row is drawn only where the engine held it against children of whom nothing is hidden', () => {
  const drawn = (...given: Parameters<typeof decideAll>) => decideAll(...given).mayBeDrawn ?? false
  const own = { link: linkOf(rowOf(MOVED), null, 'child-1', 'created', new Date(0)) }
  expect([ALIKE, MOVED].map((record) => drawn(record, known(RECORD)))).toEqual([true, true])
  expect(drawn(ALIKE, known(RECORD), { candidates: [] })).toBe(false)
  expect(drawn(ALIKE, known(RECORD), own)).toBe(false)
  expect(drawn({ ...ALIKE, protect: true }, known(RECORD))).toBe(false)
  expect(drawn(ALIKE, known(RECORD, { covered: true }))).toBe(false)
  for (const [, given] of UNSEEN) expect(drawn(ALIKE, known(RECORD, given))).toBe(false)
})

describe.each(UNSEEN)('A row about a child that is %s', (_, given) => {
  it('is of it where all of name, birth date and home are equal, and of nobody known otherwise: what is hidden says nothing of a guess', () => {
    const child = known(RECORD, given)
    expect(decide({ ...RECORD, recordId: 'OTHER-4' }, child)).toMatchObject({ decision: 'same' })
    for (const guess of [ALIKE, MOVED, { ...MOVED, identifiers: RECORD.identifiers }])
      expect(decide(guess, child)).toEqual({ decision: 'new' })
  })
})

describe('A row that a trial may count', () => {
  const decoy = { ...known(aRecord(), { childId: 'child-2' }) }
  const tried = (record: PresentRecord, child: Child, more: Partial<ToDecide> = {}) => {
    const candidates = [child, decoy].map((one) => ({ record: one, child: one }))
    return rowsToTry([{ row: rowOf(record), link: null, candidates, records: new Map(), ...more }])
  }
  const ids = (rows: ReturnType<typeof tried>) => rows.map(({ candidates }) => candidates.map(({ childId }) => childId))

  it.each([...UNSEEN, ['covered', { covered: true }] as (typeof UNSEEN)[0]])(
    'is held against those of whom nothing is hidden, whatever it says of a child that is %s',
    (_, given) => {
      const child = known(RECORD, given)
      for (const guess of [{ ...RECORD, recordId: 'OTHER-4' }, ALIKE, MOVED, aRecord()])
        expect(ids(tried(guess, child))).toEqual([['child-2']])
      expect(
        rowsToTry([{ row: rowOf(RECORD), link: null, candidates: [{ record: child, child }], records: new Map() }]),
      ).toEqual([])
    },
  )

  it('is the first of its record', () => {
    expect(ids(tried(MOVED, known(RECORD)))).toEqual([['child-1', 'child-2']])
    for (const childId of [null, 'child-1']) {
      const link = { ...linkOf(rowOf(MOVED), null, 'child-1', 'created', new Date(0)), childId }
      expect(tried(MOVED, known(RECORD), { link })).toEqual([])
    }
  })
})

describe('A row about a protected child of whom no home is known', () => {
  const homeless = known({ ...RECORD, address: null })
  const held: Partial<Child> = { visibility: 'hidden', awaitingShield: 'pds' }

  it.each([{ restricted: true }, held])('is of it where name and birth date are: %j', (given) => {
    expect(decide(MOVED, { ...homeless, ...given })).toMatchObject({ decision: 'same' })
    for (const other of [{ dateOfBirth: '2015-03-03' }, { name: { given: ['Ella'], family: 'Hargreaves' } }])
      expect(decide({ ...MOVED, ...other }, { ...homeless, ...given })).toEqual({ decision: 'new' })
  })

  it('is not of one of two of them', () => {
    const two = ['child-1', 'child-2'].map((childId) => ({ ...homeless, childId, restricted: true }))
    const candidates = two.map((child) => ({ record: child, child }))
    expect(decide(MOVED, homeless, { candidates })).toEqual({ decision: 'new' })
  })
})
