import { COVERAGE_CELLS, SOURCES, type FedService, type Source } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CoverageTally, restAfter } from './coverage.rules.ts'

const aService = (leadProfessional: boolean): FedService => ({
  ...{ service: 'early-help', organisation: '383', personName: null, phone: null, email: null, startDate: null },
  leadProfessional,
})
const aChild = fc.record({
  childId: fc.uuid(),
  authority: fc.constantFrom('380', '383', null),
  education: fc.constantFrom(null, { schoolUrn: '100000', startDate: null }),
  gpPracticeCode: fc.constantFrom(null, 'B86002'),
  services: fc.array(fc.boolean().map(aService), { maxLength: 2 }),
  told: fc.subarray([...SOURCES]),
})

describe('counting coverage', () => {
  it('counts each child in exactly one cell of its authority, in whatever parts they come', () => {
    fc.assert(
      fc.property(
        fc.array(aChild),
        fc.nat(),
        fc.infiniteStream(fc.constantFrom(undefined, true, false)),
        (all, at, is) => {
          const leads = new Map(all.flatMap(({ childId }) => {
          const isLed = is.next().value
          return isLed === undefined ? [] : [[childId, isLed] as const]
        })) // prettier-ignore
          const [whole, inParts] = [new CoverageTally(), new CoverageTally()]
          const told = new Map(all.map((child) => [child.childId, new Set<Source>(child.told)]))
          whole.add(all, leads, told)
          for (const part of [all.slice(0, at), all.slice(at)]) inParts.add(part, leads, told)
          expect(inParts.rows()).toEqual(whole.rows())
          for (const { authority, counts, sources } of whole.rows()) {
            expect(counts).toHaveLength(COVERAGE_CELLS.length)
            const own = all.filter((child) => child.authority === authority)
            const of = (source: Source): number => own.filter((child) => child.told.includes(source)).length
            expect(sources).toEqual([own.length, ...SOURCES.map(of)])
            expect(counts.reduce((sum, count) => sum + count, 0)).toBe(own.length)
            const withSchool = counts
              .filter((_count, n) => COVERAGE_CELLS[n]!.school)
              .reduce((sum, one) => sum + one, 0)
            expect(withSchool).toBe(own.filter(({ education }) => education).length)
            const led = counts
              .filter((_count, n) => COVERAGE_CELLS[n]!.involved === 'lead')
              .reduce((sum, one) => sum + one, 0)
            const isLedBy = ({ leadProfessional }: FedService): boolean => leadProfessional
            expect(led).toBe(own.filter(({ childId, services }) => leads.get(childId) || services.some(isLedBy)).length)
            const alone = counts
              .filter((_count, n) => COVERAGE_CELLS[n]!.involved === 'nobody')
              .reduce((sum, one) => sum + one, 0)
            expect(alone).toBe(
              own.filter(({ childId, services }) => !leads.has(childId) && services.length === 0).length,
            )
          }
        },
      ),
    )
  })

  it('takes a hundredth of the time, and is done at most twice a minute', () => {
    expect([restAfter(0), restAfter(20), restAfter(60_000)]).toEqual([30_000, 30_000, 6_000_000])
  })
})
