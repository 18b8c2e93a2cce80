import { checkShape } from '@contactpoint/bus'
import { PolicyDocument, POLICY_ITEMS, TIERS, type ChildRecord, type FoundChild } from '@contactpoint/contracts'
import { aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { shownRecord } from '../disclosures/disclosures.rules.ts'
import { termsOf, type Span, type Term } from '../protection/terms.rules.ts'
import { toHit } from '../searches/searches.rules.ts'
import { FOUNDING_POLICY } from './founding.rules.ts'

type Bounds = [least: number, most: number]

/** What each figure may be, said again by who wrote this test from the design (S21, S24, S29; AC-17, AC-18). */
const FIGURES: Record<string, Bounds> = {
  ...Object.fromEntries(
    ['practitioner', 'shield-officer', 'cpmt'].flatMap((role): [string, Bounds][] => [
      [`budgets.${role}.hour`, [1, 500]],
      [`budgets.${role}.day`, [1, 2_000]],
      [`budgets.${role}.month`, [1, 10_000]],
    ]),
  ),
  'shields.placeWithinHours': [1, 24],
  'shields.confirmWithinHours': [1, 24],
  'shields.reviewWithinMonths.standard': [1, 6],
  'shields.reviewWithinMonths.sealed': [1, 6],
  'shields.decideWithinDays': [1, 7],
  'shields.escalateAfterDays': [0, 7],
  'shields.escalateEveryDays': [1, 7],
  'overrides.minutes': [1, 10],
  'overrides.escalateAfterMinutes': [1, 60],
  'overrides.suspendAfterHours': [1, 48],
}
const PARTS = ['views', 'budgets', 'budgets.cpmt', 'shields', 'shields.reviewWithinMonths', 'overrides', '']

type Tree = Record<string, unknown>

/** A document with something set at a path; undefined takes it away. */
function withAt(document: object, path: string, value: unknown): Tree {
  const made = structuredClone(document) as Tree
  const names = path.split('.')
  const last = names.pop()!
  const place = names.reduce((part, name) => part[name] as Tree, made)
  if (value === undefined) delete place[last]
  else place[last] = value
  return made
}

const at = (document: object, path: string) =>
  path.split('.').reduce<unknown>((part, name) => (part as Tree)[name], document)
const isAccepted = (document: object) =>
  checkShape(PolicyDocument, document).then(
    () => true,
    () => false,
  )

const acceptable = fc
  .tuple(
    fc.tuple(
      ...Object.entries(FIGURES).map(([path, [min, max]]) => fc.tuple(fc.constant(path), fc.integer({ min, max }))),
    ),
    fc.subarray([...POLICY_ITEMS]),
    fc.constantFrom('nothing', 'unspecified'),
  )
  .map(([figures, full, sensitive]) => {
    const filled = figures.reduce<object>((made, [path, value]) => withAt(made, path, value), FOUNDING_POLICY)
    return withAt(withAt(filled, 'views.full', full), 'sensitiveServices', sensitive) as unknown as PolicyDocument
  })
  .map((document) => {
    for (const budget of Object.values(document.budgets) as { hour: number; day: number; month: number }[]) {
      budget.day = Math.max(budget.day, budget.hour)
      budget.month = Math.max(budget.month, budget.day)
    }
    return document
  })

/** Mostly outside what is acceptable: a figure that is too great, too small or none, something missing, something more. */
const anything = fc.oneof(
  acceptable,
  fc
    .tuple(
      acceptable,
      fc.constantFrom(...Object.keys(FIGURES)),
      fc.oneof(
        fc.integer({ min: -2, max: 20_000 }),
        fc.double(),
        fc.constantFrom(null, undefined, '6', true, Infinity),
      ),
    )
    .map(([document, path, value]) => withAt(document, path, value)),
  fc
    .tuple(
      acceptable,
      fc.constantFrom(...PARTS),
      fc.constantFrom('visible', 'sealed', 'hiddenCriterion', 'liftAfterDays', 'postcode'),
      fc.anything(),
    )
    .map(([document, part, name, value]) => withAt(document, part ? `${part}.${name}` : name, value ?? 1)),
  fc
    .tuple(acceptable, fc.array(fc.constantFrom(...POLICY_ITEMS, 'name', 'childId', 'postcode', '*')))
    .map(([document, full]) => withAt(document, 'views.full', full)),
)

const approximately: Record<Span['unit'], number> = { hour: 1, day: 24, month: 31 * 24 }
const hoursOf = (span: Span) => span.amount * approximately[span.unit]

describe('A policy', () => {
  it('is accepted when every figure is within what the design promises, and never otherwise (S19)', async () => {
    await fc.assert(fc.asyncProperty(acceptable, async (document) => expect(await isAccepted(document)).toBe(true)))
    await fc.assert(
      fc.asyncProperty(anything, async (document) => {
        if (!(await isAccepted(document))) return
        for (const [path, [least, most]] of Object.entries(FIGURES)) {
          expect(Number.isInteger(at(document, path))).toBe(true)
          expect(at(document, path)).toBeGreaterThanOrEqual(least)
          expect(at(document, path)).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('has no field but those of the first version, at any level', async () => {
    const shapeOf = (part: unknown): unknown =>
      typeof part !== 'object' || part === null || Array.isArray(part)
        ? true
        : Object.fromEntries(
            Object.entries(part)
              .map(([name, inner]) => [name, shapeOf(inner)])
              .toSorted(),
          )
    await fc.assert(
      fc.asyncProperty(anything, async (document) => {
        if (await isAccepted(document)) expect(shapeOf(document)).toEqual(shapeOf(FOUNDING_POLICY))
      }),
      { numRuns: 500 },
    )
  })

  it('lets nobody see more children in a shorter span of time than in a longer one', async () => {
    for (const [field, value] of [
      ['day', 100],
      ['month', 399],
    ] as const)
      expect(await isAccepted(withAt(FOUNDING_POLICY, `budgets.cpmt.${field}`, value))).toBe(false)
  })
})

const childId = 'KLJ6G4D4VGLR'
const stance = { childId, version: 1, view: 'visible', isSealed: false } as const
const four: ChildRecord = { full: false, child: aVisibleChild(childId) }
const found: FoundChild = {
  ...{ ...aVisibleChild(childId), byVisibleKeys: true },
  ...{ postcode: 'LS1 4AP', schoolName: 'School' },
}

describe('No policy that is accepted', () => {
  const everyAccepted = (holds: (document: PolicyDocument) => void): Promise<void> =>
    fc.assert(
      fc.asyncProperty(anything, async (document) => {
        if (await isAccepted(document)) holds(document as PolicyDocument)
      }),
      { numRuns: 500 },
    )

  it('adds to the four things of a shielded child, or takes one away (S21)', () =>
    everyAccepted(({ views }) => {
      expect(shownRecord(four, stance, views)).toEqual(shownRecord(four, stance, FOUNDING_POLICY.views))
      expect(shownRecord(four, stance, views).content!.record.child).toEqual(aVisibleChild(childId))
      expect(toHit(found, stance, views)).toEqual({ ...aVisibleChild(childId), shielded: true })
    }))

  it('lets a hidden criterion find a shielded child, or anything find a sealed one (S25, AC-09)', () =>
    everyAccepted(({ views }) => {
      expect(toHit({ ...found, byVisibleKeys: false }, stance, views)).toBeNull()
      expect(toHit(found, { ...stance, isSealed: true }, views)).toBeNull()
    }))

  it('has a shield reviewed later than in six months, confirmed later than in a day, or ended by time (S29, AC-13)', () =>
    everyAccepted(({ shields }) => {
      for (const tier of TIERS) {
        const terms = termsOf(shields, tier)
        for (const kind of ['confirm', 'review-keep', 'keep'] as const)
          expect(terms[kind]!.within).toMatchObject({ unit: 'month', amount: expect.any(Number) })
        expect(hoursOf(terms.confirm!.within!)).toBeLessThanOrEqual(6 * 31 * 24)
        for (const kind of ['interim-shield', 'place'] as const) {
          expect(hoursOf(terms[kind]!.within!)).toBeLessThanOrEqual(24)
          expect(hoursOf(terms[kind]!.escalateAfter)).toBe(0)
        }
        for (const term of Object.values(terms) as Term[])
          expect(hoursOf(term.escalateAfter)).toBeLessThanOrEqual(7 * 24)
        expect(terms.escalate!.within).toBeNull()
        expect(hoursOf(terms.escalate!.escalateAfter)).toBeGreaterThan(0)
      }
    }))

  it('lets an override last longer than ten minutes, or an unanswered one go on for more than two days (AC-17)', () =>
    everyAccepted(({ overrides }) => {
      expect(overrides.minutes).toBeLessThanOrEqual(10)
      expect(overrides.escalateAfterMinutes).toBeLessThanOrEqual(60)
      expect(overrides.suspendAfterHours).toBeLessThanOrEqual(48)
    }))
})

describe('What a policy leaves out', () => {
  const nothing = { education: null, gpPracticeCode: null, dateOfDeath: null, authority: null, involvements: [] }
  const whole: ChildRecord = {
    full: true,
    child: {
      ...{ ...aVisibleChild(childId), ...nothing, formerNames: [{ given: ['Grace'], family: 'Before' }] },
      address: { lines: ['1 High Street'], postcode: 'LS1 4AP' },
      carers: [{ name: { given: ['Mary'], family: 'Mainwood' }, relationship: 'mother', phone: null }],
    },
  }
  const full = { ...stance, view: 'full' } as const

  it('of a whole record is exactly what it names no more, and its entry still says that the whole record was shown', () => {
    fc.assert(
      fc.property(fc.subarray([...POLICY_ITEMS]), (items) => {
        const { content, children } = shownRecord(whole, full, { full: items })
        const { formerNames, carers, address, ...rest } = content!.record.child as Exclude<
          typeof whole.child,
          { address?: never }
        > &
          Tree
        expect([formerNames, carers].map((list) => (list as unknown[]).length > 0)).toEqual(
          (['former-names', 'carers'] as const).map((item) => items.includes(item)),
        )
        expect(address !== null).toBe(items.includes('address'))
        expect(rest).toEqual({ ...aVisibleChild(childId), ...nothing })
        expect(children).toEqual([{ childId, shown: 'full' }])
        expect(toHit(found, full, { full: items })!.postcode).toBe(items.includes('address') ? 'LS1 4AP' : null)
      }),
    )
  })
})
