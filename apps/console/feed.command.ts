import { SOURCES, type GetBatch } from '@contactpoint/contracts'
import { Command } from 'commander'
import { basename } from 'node:path'
import { generateFeed } from './feed-generate.service.ts'
import { applyFeed, batchReport, loadFeed, retryFeed, rollBackFeed, toSource } from './feed-load.service.ts'
import { loadShown, previewShown, reconciliationShown, reportShown, whatWaits } from './feed.rules.ts'
import { withBar } from './progress-bar.service.ts'
import { wholeNumber } from './whole-number.rules.ts'

export function feedCommand(): Command {
  const feed = new Command('feed').description('Makes, loads and reports on feeds, and takes them back.')
  addGenerate(feed)
  ofFeed(feed, 'load')
    .argument('<file>')
    .description(
      'Sends a file as its supplier, waits for the fate of every row, and prints the report. A file that would change too much is set aside: it says of ' +
        'what, and ends with 1.',
    )
    .option('--preview', 'only say what it would change, and let it wait until it is applied')
    .option('--json', 'what came of it as one line of JSON')
    .action(loadAction)
  ofFeed(feed, 'report')
    .argument('<batchId>')
    .description('Prints what a supplier learns of a batch: what it changes, why it was set aside, its refused rows.')
    .action(reportAction)
  ofFeed(feed, 'reconcile')
    .argument('<file>')
    .description(
      'Holds all that a source has, as a file of it, against what it has sent: what the one has and the other has not, and agreement by item, as counts. ' +
        'Nothing is changed, and the file is thrown away.',
    )
    .action(reconcileAction)
  addSteps(feed)
  return feed
}

function addGenerate(feed: Command): void {
  feed
    .command('generate')
    .description('Writes synthetic children as one file a feed, and the truth beside them: people.csv and links.csv.')
    .requiredOption('--children <n>', 'how many, 1 to 12,000,000', wholeNumber(1, 12_000_000))
    .option('--seed <n>', 'the same seed makes the same files', wholeNumber(0, 2 ** 31), 1)
    .option(
      '--shielded <n>',
      'how many of them, evenly spread, count as shielded: writes shielded.csv, which names them, and files of rows that would make twins of them ' +
        '(…-twins), to be loaded once they are shielded',
      wholeNumber(0, 12_000_000),
      0,
    )
    .option(
      '--later <days>',
      'a later delivery of the same children: what a source had not been told it may have been told by then. Into another folder',
      wholeNumber(0, 365),
      0,
    )
    .requiredOption('--out <dir>', 'folder to write into')
    .action(generateAction)
}

/** What is done about a file that came. */
function addSteps(feed: Command): void {
  ofFeed(feed, 'apply')
    .argument('<batchId>')
    .description('Applies a file that waits as its supplier, waits for the fate of every row, and prints the report.')
    .option('--as <username>', 'a demo account that applies it: data-steward, for a file that was set aside')
    .action(applyAction)
  ofFeed(feed, 'rollback')
    .argument('<batchId>')
    .description(
      'Takes back what a file said, as its supplier, and waits until it is done. What people have done stays: no shield, and nobody who works with a ' +
        'child, goes with it. A file that waits is thrown away. The same file may be sent again.',
    )
    .option('--as <username>', 'a demo account that takes it back: data-steward')
    .action(rollbackAction)
  feed
    .command('retry')
    .argument('<batchId>')
    .description('Gives rows that could not be applied to the directory again, once what stood against them is mended.')
    .action(retryAction)
}

function ofFeed(feed: Command, name: string): Command {
  return feed.command(name).requiredOption('--source <source>', `which feed: ${SOURCES.join(', ')}`)
}

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130

interface GenerateAction {
  children: number
  seed: number
  shielded: number
  later: number
  out: string
}

async function generateAction({ children, ...options }: GenerateAction): Promise<void> {
  // An end of ours, unlike the signal's own, takes the files away that are not whole.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(INTERRUPTED))
  const { feeds, people, links, twins } = await withBar(rowsBar('generating'), children, (show) =>
    generateFeed({ children, ...options, onProgress: (done) => show(done, children) }),
  )
  for (const { file, rows } of [...feeds, ...(twins?.feeds ?? [])]) console.log(`${file}  ${rows} rows`)
  for (const file of [people, links, ...(twins ? [twins.shielded] : [])]) console.log(file)
}

interface LoadOptions {
  source: string
  preview?: boolean
  json?: boolean
}

async function loadAction(file: string, { source: text, preview = false, json }: LoadOptions): Promise<void> {
  const source = toSource(text)
  const loaded = await withBar(rowsBar(basename(file)), 0, (show) =>
    loadFeed(file, { source, preview }, ({ done, total }) => show(done, total)),
  )
  if ('report' in loaded) {
    console.log(json ? JSON.stringify(loaded.report) : loadShown({ ...loaded, source }))
    return
  }
  const { refusals: _rows, ...waits } = loaded.waits
  console.log(json ? JSON.stringify(waits) : previewShown(loaded.waits))
  console.error(whatWaits(loaded.waits))
  if (waits.state === 'set-aside') process.exitCode = 1
}

async function reconcileAction(file: string, { source }: { source: string }): Promise<void> {
  const at = { source: toSource(source), preview: true }
  const loaded = await withBar(rowsBar(basename(file)), 0, (show) =>
    loadFeed(file, at, ({ done, total }) => show(done, total)),
  )
  if (!('waits' in loaded)) throw new Error('A file that was sent for a preview was applied')
  console.log(reconciliationShown(loaded.waits))
  await rollBackFeed({ batchId: loaded.batchId, source: at.source })
}

async function retryAction(batchId: string): Promise<void> {
  const { rows, report } = await retryFeed(batchId)
  console.log(
    rows === 0
      ? 'It has no rows that could not be applied.'
      : `${rows} rows tried again; ${report.parked} wait for a person now`,
  )
}

async function reportAction(batchId: string, { source }: { source: string }): Promise<void> {
  console.log(reportShown(await batchReport({ batchId, source: toSource(source) })))
}

interface StepOptions {
  source: string
  as?: string
}

async function applyAction(batchId: string, { source, as }: StepOptions): Promise<void> {
  const at: GetBatch = { batchId, source: toSource(source) }
  const { seconds: _waited, ...report } = await applyFeed(at, as)
  console.log(loadShown({ ...at, report }))
}

async function rollbackAction(batchId: string, { source, as }: StepOptions): Promise<void> {
  await rollBackFeed({ batchId, source: toSource(source) }, as)
  console.log('Taken back. The same file may be sent again.')
}

function rowsBar(name: string): string {
  return `${name} {bar} {value}/{total} rows · {percentage}% · {left}`
}
