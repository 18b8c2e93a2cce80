import { describe, expect, it } from '@jest/globals'
import type { RowDecision } from '../engine/decide-rows.ts'
import type { ComparedChild } from './child-texts.ts'
import { decideChildren, fittingChildren } from './decide-children.ts'
import { firstChildModel } from './first-model.ts'

const TODAY = '2026-11-30'
const BELLA: ComparedChild = {
  name: { given: ['Bella'], family: 'Hargreaves' },
  ...{ formerFamilyNames: [], dateOfBirth: '2015-03-02', gender: 'female', address: { postcode: 'HX4 1AB' } },
  ...{ identifiers: [], carers: [] },
}
const named = (given: string, family = 'Hargreaves') => ({ name: { given: [given], family } })
const UPN = { identifiers: [{ scheme: 'upn' as const, value: 'H801200001001' }] }
const elsewhere = { address: { postcode: 'TR1 9ZZ' } }

const decide = (
  row: Partial<ComparedChild>,
  known: ComparedChild[] = [BELLA],
  isOfSource = false,
  movedTogether = false,
): RowDecision => {
  const candidates = known.map((record, n) => ({ childId: `${n}`, record, isOfSource, movedTogether }))
  return decideChildren([{ row: { ...BELLA, ...row }, candidates }], firstChildModel(), TODAY)[0]!
}

describe('a row is', () => {
  it.each<[string, Partial<ComparedChild>]>([
    ['equal', {}],
    ['without an address, of a rare name', { address: null }],
    ['of an unspecified gender', { gender: 'unspecified' }],
    ['with a slip in the name', named('Bella', 'Hargreves')],
  ])('the child that it is nearly: %s', (_, row) => expect(decide(row)).toMatchObject({ decision: 'same', id: '0' }))

  it('the child under a family name of before, as under that of now', () => {
    const married = { ...BELLA, ...named('Bella', 'Winter'), formerFamilyNames: ['Hargreaves'] }
    for (const family of ['Winter', 'Hargreaves'])
      expect(decide(named('Bella', family), [married])).toMatchObject({ decision: 'same', id: '0' })
  })

  it.each<[string, Partial<ComparedChild>, string]>([
    ['moved alone', elsewhere, 'name-and-birth-date-only'],
    ['of a short form at one home', named('Isabella'), 'possible-twins'],
    [
      'born a day later, of another form of the name',
      { ...named('Belle'), dateOfBirth: '2015-03-03' },
      'possible-siblings',
    ],
  ])('for a person: %s', (_, row, reason) => expect(decide(row)).toMatchObject({ decision: 'unsure', reason }))

  describe('moved alone, with a carer', () => {
    const of = (...carers: [given: string, family: string][]) => ({
      carers: carers.map(([given, family]) => ({ ...named(given, family), phone: null })),
    })
    const mother = of(['Sarah', 'Hargreaves'])
    const moved = (row: Partial<ComparedChild>, known: Partial<ComparedChild> = {}) =>
      decide({ ...elsewhere, ...row }, [{ ...BELLA, ...known }])

    it('in common, the child', () => {
      const both = of(['Tom', 'Reid'], ['Sarah', 'Hargreaves'])
      expect(moved(both, mother)).toMatchObject({ decision: 'same', id: '0' })
    })

    it.each<[string, Partial<ComparedChild>, Partial<ComparedChild>]>([
      ['of another name', of(['Susan', 'Hargreaves']), mother],
      ['whom nobody names', of(['Unknown', 'Unknown']), of(['Unknown', 'Unknown'])],
      ['of an initial', of(['S', 'Hargreaves']), of(['S', 'Hargreaves'])],
      ['called as the child is', of(['Bella', 'Hargreaves']), of(['Bella', 'Hargreaves'])],
    ])('for a person: %s', (_, row, known) => {
      expect(moved(row, known)).toMatchObject({ decision: 'unsure', reason: 'name-and-birth-date-only' })
    })

    it('for a person, of a common name: a mother of that name has another child of it somewhere; not where her number is one', () => {
      const calling = (phone: string) => ({ carers: mother.carers.map((carer) => ({ ...carer, phone })) })
      const oliver = { ...named('Oliver', 'Smith'), ...calling('07700 900123') }
      expect(moved(oliver, { ...oliver, ...calling('07700 900456') })).toMatchObject({ decision: 'unsure' })
      expect(moved(oliver, { ...oliver, ...mother })).toMatchObject({ reason: 'name-and-birth-date-only' })
      expect(moved(oliver, { ...oliver, ...calling('+44 7700 900123') })).toMatchObject({ decision: 'same' })
    })

    it('of twins and brothers too, who have theirs in common: for a person, or somebody else', () => {
      const calling = { carers: mother.carers.map((carer) => ({ ...carer, phone: '07700 900123' })) }
      for (const carers of [mother, calling])
        for (const other of [named('Isabella'), named('Bela'), { dateOfBirth: '2015-03-12' }])
          expect(moved({ ...carers, ...other }, carers)).not.toMatchObject({ decision: 'same' })
    })
  })

  describe('moved together with a brother or sister', () => {
    const moved = (row: Partial<ComparedChild>, known = BELLA, isOfSource = false) =>
      decide({ ...elsewhere, ...row }, [known], isOfSource, true)

    it('the child, however common the name', () => {
      const oliver = { ...BELLA, ...named('Oliver', 'Smith') }
      expect(moved({})).toMatchObject({ decision: 'same', id: '0' })
      expect(moved(named('Oliver', 'Smith'), oliver)).toMatchObject({ decision: 'same', id: '0' })
    })

    it('not the child under another form of the name, or born on another day: a twin or a brother has moved there too', () => {
      for (const other of [named('Isabella'), named('Bela'), { dateOfBirth: '2015-03-12' }])
        expect(moved(other)).not.toMatchObject({ decision: 'same' })
    })

    it('somebody else, where its source has another record of the child', () => {
      expect(moved({}, BELLA, true)).toEqual({ decision: 'new' })
    })
  })

  it('for a person of a common name without an address: another is born every few days', () => {
    const [oliver, noAddress] = [{ ...BELLA, ...named('Oliver', 'Smith') }, { address: null }]
    const decision = decide({ ...named('Oliver', 'Smith'), ...noAddress }, [oliver])
    expect(decision).toMatchObject({ decision: 'unsure', reason: 'between-thresholds' })
  })

  it('of somebody new who has little in common', () => {
    expect(decide({ ...named('Ada', 'Khan'), ...elsewhere })).toEqual({ decision: 'new' })
    expect(decide({}, [])).toEqual({ decision: 'new' })
  })
})

describe('a row of a source that has another record of the child is', () => {
  const fromIt = (row: Partial<ComparedChild>, known = BELLA) => decide(row, [known], true)

  it('somebody else, where a person would be asked otherwise', () => {
    for (const row of [elsewhere, named('Isabella'), { ...named('Belle'), dateOfBirth: '2015-03-03' }])
      expect(fromIt(row)).toEqual({ decision: 'new' })
  })

  it('for a person, where all else says that it is the child', () => {
    expect(fromIt({ address: null })).toMatchObject({ decision: 'unsure', reason: 'twice-in-source' })
  })

  it('the child, where all four things are equal, or a number is', () => {
    expect(fromIt({})).toMatchObject({ decision: 'same' })
    expect(fromIt({ ...elsewhere, ...UPN }, { ...BELLA, ...UPN })).toMatchObject({ decision: 'same' })
  })
})

it('of two nearly equal candidates a person says which, and both fit', () => {
  const two = [BELLA, { ...BELLA, ...UPN }]
  expect(decide({}, two)).toMatchObject({ decision: 'unsure', reason: 'several-candidates' })
  const candidates = two.map((record, n) => ({ childId: `${n}`, record, isOfSource: false }))
  const stranger = { childId: 'x', record: { ...BELLA, ...named('Ada', 'Khan') }, isOfSource: false }
  const row = { row: BELLA, candidates: [...candidates, stranger] }
  expect([...fittingChildren(row, firstChildModel(), TODAY)].sort()).toEqual(['0', '1'])
})
