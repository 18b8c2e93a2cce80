import type { UnsurePair, UnsureReason } from '@contactpoint/matching'

/** What a run did, as the person who started it is told. */
export interface RunSummary {
  /** Of the left list, or of the only one. */
  readonly rows: number
  readonly rightRows?: number
  /** Pairs that blocking brought and that were compared. */
  readonly compared: number
  /** Pairs written: those from the floor on. */
  readonly written: number
  /** Records joined with another one, and into how many. */
  readonly joined?: { readonly records: number; readonly clusters: number }
  /** Pairs of records joined across the lists. */
  readonly links?: number
  /** Pairs that people had decided. */
  readonly decided?: number
  /** Pairs kept for a person to decide, by reason. */
  readonly unsure: Readonly<Partial<Record<UnsureReason, number>>>
  readonly seconds: number
  /** Of the seconds, how many went on what; starting and writing are the rest. */
  readonly stages: Readonly<Record<string, number>>
  /** The most memory the process has held, in megabytes of 2^20 bytes. */
  readonly megabytes: number
}

const NUMBER = new Intl.NumberFormat('en-GB')

const REASONS: Record<UnsureReason, string> = {
  'between-thresholds': 'the evidence is between the thresholds',
  'possible-twins': 'possible twins',
  'possible-siblings': 'possible siblings',
  'possible-relatives': 'possible relatives',
  'name-and-birth-date-only': 'agree on name and birth date only',
  'conflicting-identifier': 'trusted numbers disagree',
  'several-candidates': 'several candidates',
  'other-records': 'other records speak against it',
}

/** The summary as lines to read. */
export function summaryText(summary: RunSummary): string {
  const { rows, rightRows, compared, written, joined, links, decided, unsure, seconds, stages, megabytes } = summary
  const reasons = Object.entries(unsure) as [UnsureReason, number][]
  const spent = Object.entries(stages)
    .map(([stage, time]) => `${stage} ${time.toFixed(1)}`)
    .join(', ')
  const lists = rightRows === undefined ? '' : ` and ${NUMBER.format(rightRows)}`
  return [
    `rows       ${NUMBER.format(rows)}${lists}`,
    `compared   ${NUMBER.format(compared)} pairs`,
    `written    ${NUMBER.format(written)} pairs`,
    ...(joined ? [`joined     ${NUMBER.format(joined.records)} rows into ${NUMBER.format(joined.clusters)}`] : []),
    ...(links === undefined ? [] : [`linked     ${NUMBER.format(links)} pairs`]),
    ...(decided === undefined ? [] : [`decided    ${NUMBER.format(decided)} pairs, by people`]),
    `unsure     ${NUMBER.format(reasons.reduce((sum, [, pairs]) => sum + pairs, 0))} pairs, for a person to decide`,
    ...reasons.map(([reason, pairs]) => `           ${NUMBER.format(pairs)}: ${REASONS[reason]}`),
    `took       ${seconds.toFixed(1)} s (${spent}), ${NUMBER.format(Math.round(megabytes))} MB`,
  ].join('\n')
}

/** How many pairs there are for each reason, the commonest first. */
export function countReasons(unsure: readonly UnsurePair[]): Partial<Record<UnsureReason, number>> {
  const groups = Map.groupBy(unsure, ({ reason }) => reason)
  const counts = [...groups].map(([reason, pairs]) => [reason, pairs.length] as const)
  return Object.fromEntries(counts.toSorted(([, a], [, b]) => b - a))
}

/** Records in clusters of two or more, and the number of those clusters. @param clusters the lowest row of each row's */
export function countJoined(clusters: Uint32Array): { records: number; clusters: number } {
  const sizes = new Uint32Array(clusters.length)
  for (const cluster of clusters) sizes[cluster]!++
  const large = sizes.filter((size) => size > 1)
  return { records: large.reduce((sum, size) => sum + size, 0), clusters: large.length }
}
