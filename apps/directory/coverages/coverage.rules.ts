import { COVERAGE_CELLS, type Involved } from '@contactpoint/contracts'
import type { FedFields } from '../children/children.rules.ts'
import type { AuthorityCoverage } from './coverage.schema.ts'

/** Children as they are being counted. */
export class CoverageTally {
  private readonly counts = new Map<string | null, number[]>()

  /** @param leads of children with whom somebody is recorded: whether one of them is the lead professional */
  add(children: readonly FedFields[], leads: ReadonlyMap<string, boolean>): void {
    for (const child of children) this.of(child.authority)[cellOf(child, leads.get(child.childId))]! += 1
  }

  rows(): AuthorityCoverage[] {
    return [...this.counts].map(([authority, counts]) => ({ authority, counts }))
  }

  private of(authority: string | null): number[] {
    const known = this.counts.get(authority) ?? COVERAGE_CELLS.map(() => 0)
    this.counts.set(authority, known)
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
