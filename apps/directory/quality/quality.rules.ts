import type { EstimatedShare, LinkFindings, LinkQuality, Source } from '@contactpoint/contracts'

/**
 * What was found: of drawn rows, by what the model had decided of them; of all rows of which it had asked. `same`: it is about a child whom the
 * directory knew, and where the model had joined it, about that one.
 */
export const FINDINGS = ['joined', 'made', 'unsure', 'asked'] as const
export type Finding = (typeof FINDINGS)[number]

export interface Verdicts {
  same: number
  different: number
}

export type Counted = Record<Finding, Verdicts>

/** How often people found which of what a model decided. */
export interface FindingCounts extends Counted {
  /** `<model>/<source>/<community>`. */
  _id: string
  model: number
  source: Source
  /** Of the family name. It is counted here, and kept of nobody. */
  community: string
}

/** Of the normal distribution, so that a share lies within in 95 of a hundred samples. */
const Z = 1.96

/** @param counts of one version, by source and community */
export function qualityOf(version: number, counts: readonly FindingCounts[]): LinkQuality {
  return {
    version,
    all: findingsOf(counts),
    bySource: grouped(counts, ({ source }) => source),
    byCommunity: grouped(counts, ({ community }) => community),
  }
}

function grouped(counts: readonly FindingCounts[], by: (one: FindingCounts) => string): LinkQuality['bySource'] {
  const groups = [...Map.groupBy(counts, by)].map(([of, some]) => ({ of, ...findingsOf(some) }))
  const seen = groups.filter((one) => FOUND.some((thing) => one[thing] > 0))
  return seen.sort((a, b) => (a.of < b.of ? -1 : 1))
}

const FOUND = ['joinedRight', 'joinedWrong', 'newRight', 'newMissed', 'askedSame', 'askedDifferent'] as const

function findingsOf(counts: readonly Counted[]): LinkFindings {
  const { joined, made, unsure, asked } = sumOf(counts)
  const known = joined.same + made.same + unsure.same
  return {
    ...{ joinedRight: joined.same, joinedWrong: joined.different },
    ...{ newRight: made.different, newMissed: made.same },
    ...{ askedSame: asked.same, askedDifferent: asked.different },
    precision: estimated(joined.same, joined.same + joined.different),
    recall: estimated(joined.same, known),
  }
}

function sumOf(counts: readonly Counted[]): Counted {
  const sum = (finding: Finding, is: keyof Verdicts): number =>
    counts.reduce((total, one) => total + one[finding][is], 0)
  return Object.fromEntries(
    FINDINGS.map((finding) => [finding, { same: sum(finding, 'same'), different: sum(finding, 'different') }]),
  ) as Counted
}

/** A share of a sample with its Wilson interval; null for a sample of nobody. */
export function estimated(hits: number, all: number): EstimatedShare | null {
  if (all === 0) return null
  const value = hits / all
  const scale = 1 + Z ** 2 / all
  const middle = (value + Z ** 2 / (2 * all)) / scale
  const half = (Z * Math.sqrt((value * (1 - value)) / all + Z ** 2 / (4 * all ** 2))) / scale
  return {
    value: rounded(value),
    low: rounded(Math.max(0, Math.min(value, middle - half))),
    high: rounded(Math.min(1, Math.max(value, middle + half))),
  }
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
