import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exactKey } from '@contactpoint/matching'
import { BenefitClaims, type BenefitClaim } from './benefit-claims.ts'
import { benefitRow, BENEFIT_HEADER, extractDate } from './child-benefit-csv.ts'
import { readEngland } from './england.ts'
import { COVERAGE, NO_LAGS, USUAL_ERRORS } from './errors-of-registers.ts'
import { Hearsay } from './hearsay.ts'
import { generate, syntheticChildren, type Generated, type SyntheticChild } from './index.ts'
import { readRecords } from './reference.ts'

const errors = USUAL_ERRORS['child-benefit']
/** Of a source that writes down what it is told. */
const NO_SLIPS = {
  ...{ misspeltFamilyName: 0, misspeltGivenName: 0, shortForm: 0, namesExchanged: 0 },
  ...{ dayAndMonth: 0, firstOfJanuary: 0, wrongSex: 0 },
}

const folder = mkdtempSync(join(tmpdir(), 'synthetic-'))
afterAll(() => rmSync(folder, { recursive: true }))

const children = [...syntheticChildren({ children: 30_000, seed: 4 })]
const claims = new BenefitClaims(4, readEngland().places)
const pairs = children.flatMap((child) => {
  const claim = claims.claimFor(child)
  return claim ? [{ child, claim }] : []
})
type Pair = { child: SyntheticChild; claim: BenefitClaim }
const share = (those: (pair: Pair) => boolean) => pairs.filter(those).length / pairs.length
const isMoved = ({ child, claim }: Pair) => claim.address.postcode !== child.address!.postcode
const isCapitals = ({ claim }: Pair) => claim.familyName === claim.familyName.toUpperCase()
const keyOf = (one: SyntheticChild | BenefitClaim) =>
  exactKey({ given: [one.givenName], family: one.familyName }, one.dateOfBirth, one.address!.postcode)

describe('a claim for a child', () => {
  it('is made for most, family by family, and for nobody without an address, with a foster carer or in a children’s home', () => {
    expect(pairs.length / children.length).toBeCloseTo(1 - COVERAGE.notClaimed - 0.013, 1)
    const siblings = Map.groupBy(children, ({ householdId }) => householdId)
    const claimed = Map.groupBy(pairs, ({ child }) => child.householdId)
    const partly = [...claimed].filter(([id, all]) => all.length < siblings.get(id)!.length)
    expect(partly.slice(0, 3)).toEqual([])
    expect(
      pairs.filter(
        ({ child }) => child.carers[0]!.relationship === 'foster-carer' || child.dwelling === 'childrens-home',
      ),
    ).toEqual([])
  })

  it('is linked to the child by the declared rule, unless the family has moved', () => {
    const wrong = pairs.filter((pair) => (keyOf(pair.claim) === keyOf(pair.child)) === isMoved(pair))
    expect(wrong).toEqual([])
    expect(share(isMoved)).toBeGreaterThan(errors.neverTold / 2)
    expect(share(isMoved)).toBeLessThan(errors.neverTold * 2)
  })

  it('is of nobody else among the children: no old address makes it another child’s', () => {
    const keys = new Map(children.filter(({ address }) => address).map((child) => [keyOf(child), child.personId]))
    const wrong = pairs.filter(({ child, claim }) => (keys.get(keyOf(claim)) ?? child.personId) !== child.personId)
    expect(wrong).toEqual([])
  })

  it('differs as often as the table says', () => {
    expect(share(isCapitals)).toBeCloseTo(errors.inCapitals, 1)
    const dropped = ({ child, claim }: Pair) => claim.middleNames.length < child.middleNames.length
    const named = pairs.filter(({ child }) => child.middleNames.length > 0)
    expect(named.filter(dropped).length / named.length).toBeCloseTo(errors.noMiddleNames, 1)
    const reached = pairs.filter(({ child }) => child.carers[0]!.telephone)
    const silent = reached.filter(({ claim }) => !claim.claimant.telephone)
    expect(silent.length / reached.length).toBeCloseTo(errors.noTelephone, 1)
    const renamed = ({ child, claim }: Pair) =>
      !isCapitals({ child, claim }) && claim.claimant.familyName !== child.carers[0]!.familyName
    expect(share(renamed)).toBeGreaterThan(0.002)
    expect(share(renamed)).toBeLessThan(errors.claimantAsChild)
  })
})

it('a row has quotes where they are needed', () => {
  const { claim } = pairs[0]!
  const row = benefitRow({ ...claim, address: { lines: ['Flat 1, "The Mill"'], postcode: 'LS1 4AP' } }, '2026-09-03')
  expect(row).toContain(',"Flat 1, ""The Mill""",,,,LS1 4AP,')
  expect(extractDate('2026-10-01')).toBe('2026-09-03')
})

describe('a file of claims', () => {
  let generated: Generated
  beforeAll(
    async () =>
      void (generated = await generate({
        ...{ children: 3_000, seed: 4, out: join(folder, 'x'), lags: NO_LAGS },
        errors: { ...USUAL_ERRORS, 'child-benefit': { ...errors, ...NO_SLIPS } },
      })),
  )

  it('has a row for each claim, with its day, and the truth says of whom', () => {
    const [census, benefit] = generated.feeds
    expect([census!.source, benefit!.source]).toEqual(['school-census', 'child-benefit'])
    expect(benefit!.file).toMatch(/child-benefit-2026-09-03\.csv$/)
    const text = readFileSync(benefit!.file, 'utf8')
    expect(text.startsWith(BENEFIT_HEADER)).toBe(true)
    const known = new Hearsay('child-benefit', 4, '2026-09-03', NO_LAGS['child-benefit'])
    const again = new BenefitClaims(4, readEngland().places)
    const expected = children.slice(0, 3_000).flatMap((child) => {
      const claim = again.claimFor(known.known(child))
      return claim ? [{ child, claim }] : []
    })
    expect(expected).toHaveLength(benefit!.rows)
    expect(text.split('\n').slice(1, -1).join('\n')).toBe(
      expected
        .map(({ claim }) => benefitRow(claim, '2026-09-03'))
        .join('')
        .trimEnd(),
    )
    const links = readRecords(generated.links).filter(({ source }) => source === 'child-benefit')
    expect(links.map(({ recordId, personId }) => [recordId, personId])).toEqual(
      expected.map(({ child, claim }) => [claim.childRef, child.personId]),
    )
    expect(new Set(links.map(({ recordId }) => recordId)).size).toBe(benefit!.rows)
  })
})
