import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { GivenName } from '../fields/given-name.ts'
import { readReference } from '../fields/reference.ts'
import { FAMILY, GIVEN, type NameRule, type Prepared } from './name-kinds.ts'
import { nameShares, RAREST, type NameKind } from './name-shares.ts'
import { nameNearness, NearAmong } from './near-among.ts'
import { familyNames, givenNames, rarity } from './near-names.ts'

/** One of the listed names, with slips that make others of it; some in two words. */
function nameLike(kind: NameKind): fc.Arbitrary<string> {
  const listed = [...nameShares(kind).keys()]
  const slip = fc.record({ at: fc.nat(12), kind: fc.constantFrom('drop', 'double', 'change', 'swap', 'none') })
  const one = fc.tuple(fc.constantFrom(...listed), fc.array(slip, { maxLength: 2 })).map(([name, slips]) =>
    slips.reduce((text, { at, kind }) => {
      const place = Math.min(at, text.length - 1)
      const [before, letter, after] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)]
      if (kind === 'drop') return before + after || text
      if (kind === 'double') return before + letter + letter + after
      if (kind === 'change') return `${before}q${after}`
      return kind === 'swap' ? before + after.slice(0, 1) + letter + after.slice(1) : text
    }, name),
  )
  return fc.oneof(
    { weight: 5, arbitrary: one },
    fc.tuple(one, one).map((both) => both.join('-')),
    one.map((name) => name.slice(0, 3)),
  )
}

describe('names near to another are found among many without comparing each', () => {
  const agree = <Value extends Prepared>(kind: NameKind, rule: NameRule<Value>): void => {
    fc.assert(
      fc.property(fc.array(nameLike(kind), { minLength: 1, maxLength: 40 }), nameLike(kind), (texts, text) => {
        const values = texts.flatMap((one) => rule.comparator.prepare(one) ?? [])
        const name = rule.comparator.prepare(text)
        fc.pre(name !== null)
        const among = new NearAmong(rule)
        for (const value of values) among.add(value)
        const found = among.near(name).map(({ number, nearness }) => [number, nearness] as const)
        const expected = values.flatMap((value, n) => {
          const nearness = nameNearness(rule, value, name)
          return nearness ? [[n, nearness] as const] : []
        })
        expect(found.sort(([a], [b]) => a - b)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  }
  it('given names', () => agree('given', GIVEN))
  it('family names', () => agree('family', FAMILY))

  /** Whether the one is found among names of which it is the only one, as comparing says that it must be. */
  const finds = <Value extends Prepared>(rule: NameRule<Value>, one: string, other: string): boolean => {
    const [value, name] = [rule.comparator.prepare(one), rule.comparator.prepare(other)]
    if (!value || !name) return true
    const among = new NearAmong(rule)
    among.add(value)
    return among.near(name).length === (nameNearness(rule, value, name) ? 1 : 0)
  }

  it('also short forms that look like another name, and initials and beginnings', () => {
    const variants = readReference('given-name-variants.csv').flatMap((row, n) =>
      n % 20 === 0 ? [row.split(',')] : [],
    )
    const names = [...nameShares('given').keys()].slice(0, 200)
    const beginnings = names.flatMap((name) => [1, 2, 3, 4, 5].map((length) => [name, name.slice(0, length)]))
    const pairs = [...variants, ...beginnings].flatMap(([a, b]) => [[a!, b!] as const, [b!, a!] as const])
    expect(pairs.filter(([one, other]) => !finds(GIVEN, one, other))).toEqual([])
  })

  it('and what only sounds alike', () => {
    const [one, other] = ['Geoffrey', 'Jeffri'].map((name) => GIVEN.comparator.prepare(name)!) as [GivenName, GivenName]
    expect(nameNearness(GIVEN, one, other)).not.toBeNull()
    expect(finds(GIVEN, 'Geoffrey', 'Jeffri')).toBe(true)
  })

  it('and initials of several names', () => {
    expect(finds(GIVEN, 'Anne Marie', 'AM') && finds(GIVEN, 'AMR', 'Anne-Marie Rose')).toBe(true)
  })

  it('and names that people were shown because they look like one another', () => {
    const pairs = readReference('labelled-name-pairs.csv').map((row) => row.split(','))
    const missed = pairs.filter(([part, one, other]) =>
      part === 'given' ? !finds(GIVEN, one!, other!) : !finds(FAMILY, one!, other!),
    )
    expect(missed).toEqual([])
  })
})

describe('what a name says is how few have one as near', () => {
  const bits = (shown: string, other: string): number => familyNames.of(shown).bits(familyNames.of(other))

  it('an equal one by its share; no other form of it more than that', () => {
    fc.assert(
      fc.property(nameLike('family'), nameLike('family'), (shown, other) => {
        const { share, folded } = familyNames.of(shown)
        fc.pre(folded !== '')
        expect(bits(shown, shown)).toBeCloseTo(rarity(share))
        expect(bits(shown, other)).toBeLessThanOrEqual(rarity(share) + 1e-9)
        expect(bits(shown, other)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('the share of those who are as near and no more frequent, worked out by hand over the table', () => {
    const [shown, other] = ['Wainwright', 'Wainwrigth']
    const [name, misspelt] = [FAMILY.comparator.prepare(shown)!, FAMILY.comparator.prepare(other)!]
    const { level } = nameNearness(FAMILY, name, misspelt)!
    const table = [...nameShares('family')]
    const near = table.filter(([one]) => {
      const nearness = nameNearness(FAMILY, name, FAMILY.comparator.prepare(one)!)
      return nearness !== null && nearness.level > 0 && nearness.level <= level
    })
    const own = nameShares('family').get('wainwright') ?? RAREST
    const unlisted = 1 - table.reduce((sum, [, share]) => sum + share, 0)
    const asRare = near.filter(([, share]) => share <= RAREST).reduce((sum, [, share]) => sum + share, 0)
    const byLevel = own + asRare + (unlisted * (near.length + 1)) / (table.length + 1)
    expect(bits(shown, other)).toBeGreaterThanOrEqual(rarity(byLevel) - 0.401)
    expect(bits(shown, other)).toBeLessThan(rarity(own))
  })

  it('a rare name two slips off says more than a frequent one that is equal', () => {
    expect(bits('Wintergreen', 'Witnergrene')).toBeGreaterThan(bits('Smith', 'Smith') + 2)
  })

  it('a name that others have is rather theirs than a slip', () => {
    expect(bits('Khan', 'Khna')).toBeGreaterThan(bits('Khan', 'Chan') + 3)
  })

  it('an initial says what one letter says, and no name nothing but that somebody has none', () => {
    const given = (shown: string, other: string): number => givenNames.of(shown).bits(givenNames.of(other))
    expect(given('Oliver', 'O')).toBeLessThan(given('Oliver', 'Ollie'))
    expect(given('Oliver', 'O')).toBeGreaterThan(0)
    expect(given('Baby', 'Baby')).toBeCloseTo(rarity(1 / 100))
    expect(given('Baby', 'Oliver')).toBe(0)
    expect(given('', '')).toBe(0)
  })
})
