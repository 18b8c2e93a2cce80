import { settingsFor, type MatchSettings } from '../engine/settings.ts'
import type { Table } from '../fields/table.ts'
import { candidates } from './candidates.ts'
import type { BlockingReport } from './report.ts'

/** What blocking would bring, rule by rule, without comparing a pair. */
export function planBlocks(table: Table, options: Partial<MatchSettings> = {}): BlockingReport {
  return candidates(table, settingsFor(table.rows, options)).report
}
