import { describe, expect, it } from '@jest/globals'
import { aChild, aTable, CHILD_FIELDS, nhsNumber, strangers, TODAY, type Child } from './builders.ts'
import { decideRows, type KnownRecord, type RowDecision, type RowToDecide } from './decide-rows.ts'
import { train } from './train.ts'

const settings = { today: TODAY }
const model = await train(aTable(CHILD_FIELDS, strangers(150, 2)), { ...settings, randomPairs: 5_000 })

const known = (id: string, child: Partial<Child>, isLinked?: boolean): KnownRecord => ({
  id,
  texts: aChild(child),
  ...(isLinked === undefined ? {} : { isLinked }),
})

const decide = (child: Partial<Child>, ...candidates: readonly KnownRecord[]): RowDecision =>
  decideRows(CHILD_FIELDS, [{ texts: aChild(child), candidates }], model, settings)[0]!

const STRANGER = { given: 'Oliver', family: 'Khan', born: '2011-10-20', postcode: 'TR21 0PW', address: '1 The Quay' }

describe('a row of a feed', () => {
  it('is the same child where the evidence says so', () => {
    const decision = decide({ given: 'Florence' }, known('f', { given: 'Florence' }), known('o', STRANGER))
    expect(decision).toMatchObject({ decision: 'same', id: 'f', reason: 'evidence' })
    expect(decision.decision === 'same' && decision.weight).toBeGreaterThan(1)
  })

  it('is of a new child where nobody is like it', () => {
    expect(decide({})).toEqual({ decision: 'new' })
    expect(decide({}, known('o', STRANGER))).toEqual({ decision: 'new' })
  })

  it('is for a person to decide where the evidence is between the thresholds', () => {
    const half = { postcode: '', address: '', born: '2015-03-24', family: 'Hargreeves' }
    const [low, high] = [{ join: 100 }, { join: 100, split: 99 }]
    const rows: RowToDecide[] = [{ texts: aChild({}), candidates: [known('e', half)] }]
    expect(decideRows(CHILD_FIELDS, rows, model, { ...settings, ...low, split: -100 })).toEqual([
      { decision: 'unsure', ids: ['e'], reason: 'between-thresholds' },
    ])
    expect(decideRows(CHILD_FIELDS, rows, model, { ...settings, ...high })).toEqual([{ decision: 'new' }])
  })

  it('is for a person to decide where a rule stands against it', () => {
    expect(decide({ given: 'Ella' }, known('b', { given: 'Bella' }))).toEqual({
      ...{ decision: 'unsure', ids: ['b'], reason: 'possible-twins' },
    })
    expect(decide({ nhs: nhsNumber(1) }, known('e', { nhs: nhsNumber(2) }))).toEqual({
      ...{ decision: 'unsure', ids: ['e'], reason: 'conflicting-identifier' },
    })
  })

  it('is of the twin that it names, though the other is there', () => {
    const decision = decide({ given: 'Jack' }, known('t', { given: 'Tom' }), known('j', { given: 'Jack' }))
    expect(decision).toMatchObject({ decision: 'same', id: 'j' })
  })

  it('is for a person to decide where two candidates are nearly as good', () => {
    const decision = decide({}, known('t', { nhs: nhsNumber(1) }), known('j', { nhs: nhsNumber(2) }))
    expect(decision).toMatchObject({ decision: 'unsure', reason: 'several-candidates' })
    expect(decision.decision === 'unsure' && [...decision.ids].sort()).toEqual(['j', 't'])
  })

  it('is decided the same alone and in any chunk', () => {
    const born = '1990-03-04'
    const slip = { texts: aChild({ given: 'Thorpian', born }), candidates: [known('a', { given: 'Tharpian', born })] }
    const others = ['Thorpian', 'Tharpian'].flatMap((given) =>
      Array.from({ length: 6 }, (_, i) => ({
        texts: aChild({ ...STRANGER, given, born }),
        candidates: [known(`${i}`, { given, born })],
      })),
    )
    const [alone] = decideRows(CHILD_FIELDS, [slip], model, settings)
    expect(alone).toMatchObject({ decision: 'same' })
    expect(decideRows(CHILD_FIELDS, [...others, slip], model, settings).at(-1)).toEqual(alone)
  })

  it('is decided in its place in the chunk', () => {
    const rows: RowToDecide[] = [
      { texts: aChild({}), candidates: [] },
      { texts: aChild({ given: 'Florence' }), candidates: [known('o', STRANGER), known('f', { given: 'Florence' })] },
      { texts: aChild(STRANGER), candidates: [known('o', STRANGER)] },
    ]
    const ids = decideRows(CHILD_FIELDS, rows, model, settings).map((one) =>
      one.decision === 'same' ? one.id : one.decision,
    )
    expect(ids).toEqual(['new', 'f', 'o'])
  })

  it('may be none', () => {
    expect(decideRows(CHILD_FIELDS, [], model, settings)).toEqual([])
  })
})

describe('a link that exists', () => {
  const weak = { given: '', postcode: '', address: '', family: '' }

  it('holds where the evidence alone would not make it', () => {
    const twin = { given: 'Bella' }
    expect(decide({ given: 'Ella' }, known('b', twin))).toMatchObject({ decision: 'unsure' })
    expect(decide({ given: 'Ella' }, known('b', twin, true))).toMatchObject({
      decision: 'same',
      id: 'b',
      reason: 'linked',
    })
  })

  it('holds though another record is as good or better', () => {
    const decision = decide({ given: 'Ella' }, known('e', { given: 'Ella' }), known('l', weak, true))
    expect(decision).toMatchObject({ decision: 'same', id: 'l', reason: 'linked' })
  })

  it('is for a person to look at when an identifier contradicts it', () => {
    expect(decide({ nhs: nhsNumber(1) }, known('e', { nhs: nhsNumber(2) }, true))).toEqual({
      ...{ decision: 'unsure', ids: ['e'], reason: 'conflicting-identifier' },
    })
  })

  it('is for a person to look at when hardly anything agrees any more', () => {
    expect(decide({}, known('o', STRANGER, true))).toMatchObject({ decision: 'unsure', ids: ['o'] })
  })

  it('is for a person to look at when there are two', () => {
    expect(decide({}, known('a', {}, true), known('b', {}, true))).toEqual({
      ...{ decision: 'unsure', ids: ['a', 'b'], reason: 'several-candidates' },
    })
  })
})
