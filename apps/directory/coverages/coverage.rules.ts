import { COVERAGE_CELLS, SOURCES, type Involved, type Source } from '@contactpoint/contracts'
import type { FedFields } from '../children/children.rules.ts'
import type { AuthorityCoverage } from './coverage.schema.ts'

/** Children as they are being counted. */
export class CoverageTally {
  private readonly authorities = new Map<string | null, AuthorityCoverage>()

  /**
   * @param leads of children with whom somebody is recorded: whether one of them is the lead professional
   * @param sources which have said anything of each
   */
  add(
    children: readonly FedFields[],
    leads: ReadonlyMap<string, boolean>,
    sources: ReadonlyMap<string, ReadonlySet<Source>>,
  ): void {
    for (const child of children) {
      const coverage = this.of(child.authority)
      coverage.counts[cellOf(child, leads.get(child.childId))]! += 1
      const told = sources.get(child.childId)
      coverage.sources[0]! += 1
      for (const [n, source] of SOURCES.entries()) if (told?.has(source)) coverage.sources[n + 1]! += 1
    }
  }

  rows(): AuthorityCoverage[] {
    return [...this.authorities.values()]
  }

  private of(authority: string | null): AuthorityCoverage {
    const empty = { authority, counts: COVERAGE_CELLS.map(() => 0), sources: [0, ...SOURCES.map(() => 0)] }
    const known = this.authorities.get(authority) ?? empty
    this.authorities.set(authority, known)
    return known
  }
}

/** Counting takes at most this share of the time, however many children there are. */
const REST = 100
const SHORTEST_REST_MS = 30_000

/** In how many milliseconds it is counted again. @param tookMs the last time */
export function restAfter(tookMs: number): number {
  return Math.max(SHORTEST_REST_MS, Math.round(tookMs * REST))
}

function cellOf({ education, gpPracticeCode, services }: FedFields, isLed: boolean | undefined): number {
  const isAny = isLed !== undefined || services.length > 0
  const hasLead = isLed || services.some(({ leadProfessional }) => leadProfessional)
  const involved: Involved = hasLead ? 'lead' : isAny ? 'somebody' : 'nobody'
  const [school, practice] = [education !== null, gpPracticeCode !== null]
  return COVERAGE_CELLS.findIndex(
    (cell) => cell.school === school && cell.practice === practice && cell.involved === involved,
  )
}
