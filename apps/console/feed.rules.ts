import {
  agreementIn,
  PREVIEW_ITEMS,
  type BatchPreview,
  type BatchReport,
  type BatchTally,
  type GetBatch,
} from '@contactpoint/contracts'

/** What became of a file, as the operator is told. */
export interface LoadReport {
  rows: number
  created: number
  updated: number
  unchanged: number
  parked: number
  refused: number
  seconds: number
}

/** Without its time it had waited for somebody, which has no rate. */
type TakenIn = Omit<LoadReport, 'seconds'> & Partial<LoadReport>

/** What became of a file that was taken in. */
export function loadShown({ batchId, source, report }: GetBatch & { report: TakenIn }): string {
  const { rows, created, updated, unchanged, parked, refused, seconds } = report
  return [
    `rows       ${rows}${seconds === undefined ? '' : `  in ${seconds.toFixed(1)} s, ${rateOf(rows, seconds)} a second`}`,
    `created    ${created}`,
    `updated    ${updated}`,
    `unchanged  ${unchanged}`,
    `parked     ${parked}   (kept, but a person must decide)`,
    `refused    ${refused}   (see: ${command('report', { batchId, source })})`,
    `to take it back: ${command('rollback', { batchId, source })}`,
  ].join('\n')
}

/** What a file that waits would change, as a small table. */
export function previewShown({ rows, refused, preview }: Pick<BatchReport, 'rows' | 'refused' | 'preview'>): string {
  return [`rows       ${rows}, ${refused} refused`, ...(preview ? tableOf(preview) : [])].join('\n')
}

/** How somebody goes on with a file that waits. */
export function whatWaits({ batchId, source, brake }: BatchReport): string {
  const at = { batchId, source }
  const away = `Throw it away:  ${command('rollback', at)}`
  if (brake === null) return `It waits, and nothing is changed.\nApply it:       ${command('apply', at)}\n${away}`
  return [
    `The file was set aside: it changes the ${brake.replaceAll('-', ' ')} of more records than a file may unseen. Nothing is changed.`,
    'A data steward who did not send it looks at it in the pages, under Feeds, and applies it there. On the demonstration also:',
    `Apply it:       ${command('apply', at)} --as data-steward`,
    away,
  ].join('\n')
}

/** What a supplier learns of a file. */
export function reportShown(report: BatchReport): string {
  const { state, rows, accepted, refused, waiting, refusals, fileFault, preview, brake } = report
  return [
    `${state}: ${rows} rows, ${accepted} accepted (${waiting} still waiting), ${refused} refused`,
    ...(fileFault ? [`file refused: ${fileFault.code} at line ${fileFault.line}`] : []),
    ...(brake
      ? [`set aside: it changes the ${brake.replaceAll('-', ' ')} of more records than a file may unseen`]
      : []),
    ...(preview ? tableOf(preview) : []),
    ...refusals.map(({ line, recordId, field, code }) => `line ${line}  ${recordId ?? '-'}  ${field}  ${code}`),
  ].join('\n')
}

function rateOf(rows: number, seconds: number): number {
  return seconds > 0 ? Math.round(rows / seconds) : rows
}

function tableOf({ new: fresh, known, missing, changed, changes }: BatchPreview): string[] {
  return [
    `new        ${fresh}`,
    `known      ${known}, ${changed} of them change`,
    ...PREVIEW_ITEMS.filter((item) => changes[item] > 0).map(
      (item) => `           ${item.padEnd(14)} ${changes[item]} of ${known}`,
    ),
    `missing    ${missing}`,
  ]
}

/** How far what a source holds agrees with what it has sent: counts, and nobody's name. */
export function reconciliationShown({
  source,
  rows,
  refused,
  preview,
}: Pick<BatchReport, 'source' | 'rows' | 'refused' | 'preview'>): string {
  const { new: fresh, known, missing } = preview!
  return [
    `rows       ${rows}, ${refused} refused`,
    `both       ${known}`,
    `it alone   ${fresh}   (it holds them, and has never sent them)`,
    `we alone   ${missing}   (it has sent them, and holds them no more or has left them out)`,
    'agreement of what both have:',
    ...agreementIn(source, preview!).map(
      ({ item, share }) => `           ${item.padEnd(14)} ${share === null ? '-' : `${share} %`}`,
    ),
  ].join('\n')
}

function command(name: string, { batchId, source }: GetBatch): string {
  return `npm run console -- feed ${name} ${batchId} --source ${source}`
}

/** Hardly a moment: nothing has gone on for this long. Milliseconds. */
const LONG_MS = 15_000

/**
 * What to say to somebody who waits for a file that does not go on; null: it does, or may in a moment.
 *
 * @param tally as ingestion told it; null: it did not
 * @param stillMs since anything of it was otherwise
 */
export function whyItStands(tally: Pick<BatchTally, 'failure'> | null, stillMs: number): string | null {
  if (stillMs < LONG_MS || (tally && !tally.failure)) return null
  const why = tally ? `The file does not go on: ${tally.failure}` : 'Ingestion does not answer'
  return `${why}. It is tried again by itself. What is wrong with the stack: npm run console -- doctor.`
}
