import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compared, differencesIn, type Pair } from './differences.rules.ts'

const side = fc.option(fc.string({ maxLength: 12 }), { nil: null })
const pair: fc.Arbitrary<Pair> = fc.record({ label: fc.string(), left: side, right: side })
const likeness = (left: string | null, right: string | null) => compared([{ label: 'Name', left, right }])[0]!.likeness

describe('two records side by side', () => {
  it('say of each thing whether it is the same, and capitals and spaces make no difference', () => {
    expect(likeness('Grace  Mainwood', 'grace mainwood ')).toBe('alike')
    expect(likeness('Grace', 'Gracie')).toBe('different')
    expect(likeness('Grace', null)).toBe('one-sided')
    expect(likeness(' ', null)).toBe('unknown')
  })

  it('are as alike as they are told to be, where a value is not shown', () => {
    const rows = compared([
      { label: 'Postcode', left: null, right: null, told: 'alike' },
      { label: 'Phone', left: null, right: null, told: 'different' },
    ])
    expect(rows.map((row) => row.likeness)).toEqual(['alike', 'different'])
    expect(differencesIn(rows)).toBe(1)
  })

  it('are the same whichever stands left', () => {
    fc.assert(
      fc.property(pair, ({ label, left, right }) => {
        expect(compared([{ label, left: right, right: left }])[0]!.likeness).toBe(
          compared([{ label, left, right }])[0]!.likeness,
        )
      }),
    )
  })

  it('do not differ when they are one, and nothing that was given is left out or moved', () => {
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const same = compared(pairs.map((one) => ({ ...one, right: one.left })))
        expect(differencesIn(same)).toBe(0)
        expect(compared(pairs)).toMatchObject(pairs)
      }),
    )
  })
})
