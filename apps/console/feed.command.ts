import { SOURCES } from '@contactpoint/contracts'
import { Command } from 'commander'
import { basename } from 'node:path'
import { generateFeed } from './feed-generate.service.ts'
import { batchReport, loadFeed, toSource, type LoadReport } from './feed-load.service.ts'
import { withBar } from './progress-bar.service.ts'
import { wholeNumber } from './whole-number.rules.ts'

export function feedCommand(): Command {
  const feed = new Command('feed').description('Makes, loads and reports on feeds.')
  feed
    .command('generate')
    .description('Writes synthetic children as one file a feed, and the truth beside them: people.csv and links.csv.')
    .requiredOption('--children <n>', 'how many, 1 to 12,000,000', wholeNumber(1, 12_000_000))
    .option('--seed <n>', 'the same seed makes the same files', wholeNumber(0, 2 ** 31), 1)
    .requiredOption('--out <dir>', 'folder to write into')
    .action(generateAction)
  feed
    .command('load')
    .argument('<file>')
    .description('Sends a file as its supplier, waits for the fate of every row, and prints the report.')
    .requiredOption('--source <source>', `which feed: ${SOURCES.join(', ')}`)
    .option('--json', 'the report as one line of JSON')
    .action(loadAction)
  feed
    .command('report')
    .argument('<batchId>')
    .description('Prints what a supplier learns of a batch, with its refused rows.')
    .requiredOption('--source <source>', `which feed: ${SOURCES.join(', ')}`)
    .action(reportAction)
  return feed
}

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130

async function generateAction({ children, seed, out }: { children: number; seed: number; out: string }): Promise<void> {
  // An end of ours, unlike the signal's own, takes the files away that are not whole.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(INTERRUPTED))
  const { feeds, people, links } = await withBar(rowsBar('generating'), children, (show) =>
    generateFeed({ children, seed, out, onProgress: (done) => show(done, children) }),
  )
  for (const { file, rows } of feeds) console.log(`${file}  ${rows} rows`)
  console.log(`${people}\n${links}`)
}

async function loadAction(file: string, { source, json }: { source: string; json?: boolean }): Promise<void> {
  const { batchId, report } = await withBar(rowsBar(basename(file)), 0, (show) =>
    loadFeed(file, toSource(source), ({ done, total }) => show(done, total)),
  )
  console.log(json ? JSON.stringify(report) : describe(batchId, report))
}

async function reportAction(batchId: string, { source }: { source: string }): Promise<void> {
  const { state, rows, accepted, refused, waiting, refusals, fileFault } = await batchReport(toSource(source), batchId)
  console.log(`${state}: ${rows} rows, ${accepted} accepted (${waiting} still waiting), ${refused} refused`)
  if (fileFault) console.log(`file refused: ${fileFault.code} at line ${fileFault.line}`)
  for (const { line, recordId, field, code } of refusals)
    console.log(`line ${line}  ${recordId ?? '-'}  ${field}  ${code}`)
}

function describe(
  batchId: string,
  { rows, created, updated, unchanged, parked, refused, seconds }: LoadReport,
): string {
  const rate = seconds > 0 ? Math.round(rows / seconds) : rows
  return [
    `rows       ${rows}  in ${seconds.toFixed(1)} s, ${rate} a second`,
    `created    ${created}`,
    `updated    ${updated}`,
    `unchanged  ${unchanged}`,
    `parked     ${parked}   (kept, but a person must decide)`,
    `refused    ${refused}   (see: npm run console -- feed report ${batchId} --source …)`,
  ].join('\n')
}

function rowsBar(name: string): string {
  return `${name} {bar} {value}/{total} rows · {percentage}% · {left}`
}
