import { hiddenFactsOf, MOST_FACTS } from '@contactpoint/matching'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { toRestrictedChild } from './restrictions.rules.ts'

const child = {
  ...{ childId: 'c', restricted: true, name: { given: ['Ann'], family: 'Reed' }, formerNames: [], identifiers: [] },
  ...{ dateOfBirth: '2012-06-27', gender: 'female', address: null, carers: [] },
} as unknown as Child

const phone = fc.nat(999_999).map((n) => `07911${String(n).padStart(6, '0')}`)
const carer = fc.record({
  name: fc.record({ given: fc.constant<string[]>(['Mary']), family: fc.stringMatching(/^[a-z]{3,9}$/) }),
  relationship: fc.constant('mother' as const),
  phone: fc.option(phone),
})
const postcode = fc.nat(99).map((n) => `LS${1 + (n % 9)} ${n % 10}AP`)
/** What a row may say of what is hidden. */
const said = fc.record({
  address: postcode.map((one) => ({ lines: ['1 Mill Lane'], postcode: one })),
  carers: fc.array(carer, { minLength: 6, maxLength: 8 }),
})

describe('what a shield hides of a child, as it is kept for the near test', () => {
  it('is always all that is hidden now and all that was when the shield was asked for, whatever rows say in between', () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 40, size: 'max' }), fc.nat(39), (rows, repeats) => {
        let facts: string[] = []
        const first = hiddenFactsOf(toMatchRecord({ ...child, ...rows[0]! }))
        for (const row of [...rows, rows[repeats % rows.length]!]) {
          const told = { ...child, ...row }
          facts = toRestrictedChild(told, facts).facts
          expect([...first, ...hiddenFactsOf(toMatchRecord(told))].filter((fact) => !facts.includes(fact))).toEqual([])
          expect(facts.length).toBeLessThanOrEqual(MOST_FACTS)
          expect(new Set(facts).size).toBe(facts.length)
        }
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })
})
