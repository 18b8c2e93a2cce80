import { describe, expect, it } from '@jest/globals'
import { hiddenFactsOf, MOST_FACTS, type Nearness } from '@contactpoint/matching'
import fc from 'fast-check'
import { toMatchRecord } from '../children/children.rules.ts'
import { VISIBILITIES, type Child } from '../children/children.schema.ts'
import {
  factsOf,
  factsSaidBy,
  isDecided,
  isSeenOtherwise,
  nearestFirst,
  seenOf,
  shownRecord,
  toRestrictedChild,
  visibilityIn,
} from './restrictions.rules.ts'

const UPN = { scheme: 'upn', value: 'H801200001001' } as const
const mary: Child['carers'][number] = {
  name: { given: ['Mary'], family: 'Reed' },
  relationship: 'mother',
  phone: '07700900123',
}
const grace: Child = {
  childId: 'C',
  version: 1,
  visibility: 'visible',
  restricted: true,
  covered: false,
  restriction: 1,
  name: { given: ['Grace', 'Ann'], family: 'Mainwood' },
  formerNames: [{ given: ['Grace'], family: 'Wood' }],
  dateOfBirth: '2012-06-27',
  dateOfDeath: null,
  gender: 'female',
  address: { lines: ['1 High Street'], postcode: 'LS1 4AP' },
  identifiers: [UPN],
  carers: [mary],
  education: { schoolUrn: '100000', startDate: null },
  gpPracticeCode: 'A12345',
  services: [],
  authority: '383',
  provenance: {},
}
const hidden = hiddenFactsOf(toMatchRecord(grace))

describe('A restricted child is kept for the near test', () => {
  it('as what it shows and, apart from that, what its shield hides; and nothing else of it', () => {
    const { childId: _id, restricted, name, dateOfBirth, gender } = grace
    expect(toRestrictedChild(grace, [])).toEqual({
      _id,
      restricted,
      name,
      dateOfBirth,
      gender,
      facts: hidden,
      alike: [],
    })
    expect(hidden.length).toBeGreaterThanOrEqual(5)
  })

  it('so that what it shows there tells nothing of what it hides', () => {
    const shown = shownRecord(toRestrictedChild(grace, []))
    expect(shown).toMatchObject({ name: grace.name, dateOfBirth: grace.dateOfBirth, gender: grace.gender })
    expect(hiddenFactsOf(shown)).toEqual([])
  })

  const moves = (count: number): string[] => Array.from({ length: count }, (_, n) => `postcode:${n}`)

  it('with everything that it hides now, once, however long that has been hidden and whatever came after it', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(hidden), fc.nat(2 * MOST_FACTS), (already, later) => {
        const kept = toRestrictedChild(grace, [...already, ...moves(later)]).facts
        expect(kept).toEqual(expect.arrayContaining(hidden))
        expect(new Set(kept).size).toBe(kept.length)
      }),
    )
  })

  it('with what was hidden before too, of which what came neither first nor last is forgotten when it is too much', () => {
    const [few, many] = [moves(3), moves(MOST_FACTS)]
    expect(toRestrictedChild(grace, [...few, ...few]).facts).toEqual([...few, ...hidden])
    const half = Math.floor((MOST_FACTS - hidden.length) / 2)
    expect(toRestrictedChild(grace, many).facts).toEqual([...many.slice(0, half), ...many.slice(-half), ...hidden])
  })
})

describe('Others around a restricted child', () => {
  it('are found by what is hidden of it, and of those who look like it', () => {
    const kept = toRestrictedChild(grace, [], ['postcode:TR19ZZ'])
    expect(factsOf(kept)).toEqual([...hidden, 'postcode:TR19ZZ'])
  })

  it('are, by what look-alikes hide, each fact once, whatever order they came in, and no more than a child may have', () => {
    const cared = { ...grace, carers: [{ ...mary, phone: '07700900999' }] }
    const expected = [...new Set([...hidden, ...hiddenFactsOf(toMatchRecord(cared))])].sort()
    for (const both of [
      [grace, cared],
      [cared, grace, grace],
    ])
      expect(factsSaidBy(both)).toEqual(expected)
    const many = Array.from({ length: MOST_FACTS + 1 }, (_, n) => ({
      ...grace,
      address: { lines: [], postcode: `N${n} 1AA` },
    }))
    expect(factsSaidBy(many)).toHaveLength(MOST_FACTS)
  })
})

describe('A sealed child', () => {
  it('exists for nobody, whatever it was before', () => {
    for (const visibility of VISIBILITIES) expect(visibilityIn({ visibility }, 'sealed')).toBe('sealed')
  })

  it('is looked at as if it were new when it is sealed no more', () => {
    expect(visibilityIn({ visibility: 'sealed' }, 'standard')).toBe('hidden')
    expect(visibilityIn({ visibility: 'sealed' })).toBe('hidden')
  })
})

it.each(['visible', 'hidden', 'quarantined'] as const)(
  'A shield that does not seal leaves a %s child as it is',
  (visibility) => {
    expect(visibilityIn({ visibility }, 'standard')).toBe(visibility)
    expect(visibilityIn({ visibility })).toBe(visibility)
  },
)

describe('The nearest of several records', () => {
  const near = (bits: number, ...common: string[]): { nearness: Nearness } => ({ nearness: { bits, facts: common } })

  it('is the one that agrees with most of what is hidden, then the one that is most alike by what is shown', () => {
    const [two, one, alike, unlike] = [near(5, 'phone', 'upn'), near(40, 'upn'), near(30), near(26)]
    expect([unlike, alike, one, two].sort(nearestFirst)).toEqual([two, one, alike, unlike])
    expect([one, unlike, two, alike].sort(nearestFirst)).toEqual([two, one, alike, unlike])
  })
})

describe('A record is looked at again', () => {
  const other = { given: ['Grace'], family: 'Reed' }

  it.each<[string, Partial<Child>]>([
    ['given name', { name: { ...grace.name, given: ['Grace'] } }],
    ['family name', { name: { ...grace.name, family: 'Reed' } }],
    ['former family name', { formerNames: [other] }],
    ['birth date', { dateOfBirth: '2012-06-28' }],
    ['gender', { gender: 'male' }],
    ['postcode', { address: { ...grace.address!, postcode: 'LS1 4AQ' } }],
    ['address, which is gone,', { address: null }],
    ['number', { identifiers: [{ ...UPN, value: 'A801200001002' }] }],
    ['kind of number', { identifiers: [{ ...UPN, scheme: 'nhs-number' }] }],
    ['carer’s given name', { carers: [{ ...mary, name: { ...mary.name, given: ['Ann'] } }] }],
    ['carer’s family name', { carers: [{ ...mary, name: { ...mary.name, family: 'Palin' } }] }],
    ['carer’s phone', { carers: [{ ...mary, phone: null }] }],
  ])('when its %s is another', (_what, change) => {
    expect(isSeenOtherwise(grace, { ...grace, ...change })).toBe(true)
  })

  it('and not when something changes that the near test does not see', () => {
    const unseen: Child = {
      ...grace,
      formerNames: [{ given: ['Ann'], family: 'Wood' }],
      address: { ...grace.address!, lines: ['2 High Street'] },
      carers: [{ ...mary, relationship: 'guardian' }],
      education: null,
      version: 2,
    }
    expect(isSeenOtherwise(grace, unseen)).toBe(false)
  })
})

describe('What the near test saw of a record', () => {
  it('is kept as a hash, in which nothing of the record can be read', () => {
    expect(seenOf(grace)).toMatch(/^[\w-]{43}$/)
    expect(seenOf({ ...grace, address: null })).toMatch(/^[\w-]{43}$/)
  })
})

describe('What people have decided of a record near a restricted child', () => {
  const row = { state: 'justified', seen: seenOf(grace), common: ['carer', 'phone'] } as const
  const decided = (given: Partial<Parameters<typeof isDecided>[0]>, common: ('carer' | 'phone' | 'postcode')[]) =>
    isDecided({ ...row, common: [...row.common], ...given }, grace, common)

  it('holds while the record says the same, and has nothing else in common with the child', () => {
    for (const common of [[], ['carer'], ['phone', 'carer']] as const) expect(decided({}, [...common])).toBe(true)
    for (const common of [['postcode'], ['carer', 'phone', 'postcode']] as const)
      expect(decided({}, [...common])).toBe(false)
    expect(decided({ seen: 'otherwise' }, ['carer'])).toBe(false)
  })

  it('holds of one that is not shielded itself', () => {
    const seen = { ...row, common: [...row.common] }
    for (const state of ['justified', 'not-the-child'] as const)
      expect(isDecided({ ...seen, state }, { ...grace, restricted: false }, ['carer'])).toBe(true)
  })

  it('that it gets a shield of its own holds as long as it has one', () => {
    const gets = { ...row, state: 'shield' as const, common: [...row.common] }
    expect(isDecided(gets, { ...grace, restricted: true }, ['carer'])).toBe(true)
    expect(isDecided(gets, { ...grace, restricted: false }, ['carer'])).toBe(false)
  })

  it('is nothing where nobody has, or where it is open again', () => {
    expect(isDecided(undefined, grace, [])).toBe(false)
    expect(decided({ state: 'open' }, ['carer'])).toBe(false)
  })
})
