// Usage: npm run bench -- linkage-speed [--rows 1000000] [--work DIR] [--no-latency] [--peer]
// --peer installs Splink in a temporary folder and measures it here, with python3. Else its figures are quoted ones.
import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { runMatch, type ConsoleRun, type Summary } from '../../../bench/linkage/console.ts'
import { machineFacts } from '../../../bench/machine.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { writeMillion } from '../../../bench/linkage/million.ts'
import { runSplink, type SplinkRun } from '../../../bench/linkage/splink.ts'
import { countCell, markdownTable, qualityCell, shareCell, type Cell } from '../../../bench/tables.ts'
import type { Evaluation } from './evaluate.service.ts'

/** Two columns each; Splink has the same in splink_peer.py. */
const SIX_RULES = [
  ['given-name exact', 'family-name exact'],
  ['given-name exact', 'date-of-birth exact'],
  ['family-name exact', 'date-of-birth exact'],
  ['given-name exact', 'postcode exact'],
  ['family-name exact', 'postcode exact'],
  ['date-of-birth exact', 'postcode exact'],
]
const QUOTED = 'Splink 5 (issue 4, another machine)'

interface Column {
  readonly name: string
  readonly run: ConsoleRun<Pick<Summary, 'compared' | 'stages' | 'megabytes'>>
  readonly quality: Evaluation
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const { values } = parseArgs({ options: { rows: text, work: text, 'no-latency': flag, peer: flag } })
const rows = Number(values.rows ?? 1_000_000)
const work = values.work ?? (await mkdtemp(join(tmpdir(), 'linkage-speed-')))
const at = (file: string): string => join(work, file)

say(`making ${countCell(rows)} rows in ${work}`)
await writeMillion({ out: work, rows })
const inputs = [at('input.csv'), '--config', at('config.json')]
const whole = await runMatch<Summary>('dedupe', ...inputs, '--out', at('pairs.csv'), '--clusters', at('clusters.csv'))
say(`read, trained, scored and decided in ${whole.wall.toFixed(1)} s`)
await writeFile(at('rules.json'), JSON.stringify(SIX_RULES))
const outputs = ['--out', at('six.csv'), '--clusters', at('six-clusters.csv')]
const six = await runMatch<Summary>('dedupe', ...inputs, ...outputs, '--rules', at('rules.json'))
say(`the same with six rules in ${six.wall.toFixed(1)} s`)
const columns: Column[] = [
  { name: 'ours, six rules', run: six, quality: await evaluated('six.csv', 'six-clusters.csv') },
  { name: 'ours, own rules', run: whole, quality: await evaluated('pairs.csv', 'clusters.csv') },
]
const peer = values.peer ? await runSplink(work) : undefined
if (peer) {
  columns.push(await splinkColumn('Splink, six rules', 'splink', peer.own))
  columns.push(await splinkColumn('Splink, e-mail equal or not', 'splink-exact-email', peer.exactEmail))
}
const report = [
  '# Record linkage: speed\n',
  `${countCell(rows)} made-up people (bench/linkage/million.ts, seed 1: six columns, 5 % duplicates, their cells wrong with`,
  'probability .12 and missing with .04). `match dedupe` in a process of its own: reading CSV, learning, comparing, deciding,',
  'writing. Made by `npm run bench -- linkage-speed`, with `--peer` to measure Splink as well.\n',
  `${aboutPeer()}\n`,
  `${machineFacts()}\n`,
  speedTable(),
  ...(values['no-latency'] ? [] : ['\n## One record against the list\n', await latencyTable()]),
  '',
].join('\n')
process.stdout.write(`\n${report}`)
if (rows === 1_000_000) await keepPage('linkage-speed', report)

async function evaluated(pairs: string, clusters: string): Promise<Evaluation> {
  const { answer } = await runMatch<Evaluation>('evaluate', at(pairs), at('truth.csv'), '--clusters', at(clusters))
  return answer
}

async function splinkColumn(name: string, folder: string, answer: SplinkRun): Promise<Column> {
  const quality = await evaluated(join(folder, 'pairs.csv'), join(folder, 'clusters.csv'))
  say(`${name}: ${answer.seconds.toFixed(1)} s`)
  return { name, run: { answer, wall: answer.seconds }, quality }
}

function aboutPeer(): string {
  if (!peer)
    return [
      'Splink 5 was not run here: its figures are quoted (issue 4, another machine), from a million rows of the same',
      'shape with DuckDB, two threads and six rules of two columns each.',
    ].join('\n')
  const versions = Object.entries(peer.own.versions).map(([name, version]) => `${name} ${version}`)
  return [
    `Beside it, on the same list and machine: ${versions.join(', ')}, two threads, set up by`,
    'bench/linkage/splink_peer.py. It has the same six rules, but compares blocks of any size: ours narrows large ones',
    'by one more column, so it compares fewer pairs. Splink’s own comparison of e-mail addresses also counts near',
    'ones, and here addresses have the names in them; its second column is without that. One program judges all.',
  ].join('\n')
}

function speedTable(): string {
  const row = (name: string, of: (column: Column) => Cell, quoted?: string): Cell[] => [
    name,
    ...columns.map(of),
    ...(peer ? [] : [quoted]),
  ]
  const stage = (name: string, quoted?: string): Cell[] =>
    row(`${name}, s`, ({ run }) => (run.answer.stages[name] ?? 0).toFixed(1), quoted)
  return markdownTable(row('', ({ name }) => name, QUOTED).map(String), [
    stage('reading'),
    stage('blocking'),
    stage('training', '10.2, with reading'),
    stage('scoring', '2.5'),
    stage('deciding'),
    row('whole, with start and writing, s', ({ run }) => run.wall.toFixed(1)),
    row('pairs compared', ({ run }) => countCell(run.answer.compared), '1,600,000'),
    row('largest memory, MB', ({ run }) => String(Math.round(run.answer.megabytes)), '956'),
    row('joined P / R / F1', ({ quality }) => qualityCell(quality.joined)),
    row('best F1', ({ quality }) => shareCell(quality.best?.quality.f1)),
  ])
}

interface Latency {
  readonly records: number
  readonly p50: number
  readonly p99: number
  readonly megabytes: number
}

async function latencyTable(): Promise<string> {
  await runMatch('train', ...inputs, '--out', at('model.json'))
  const bench = join(import.meta.dirname, 'record-latency.bench.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--folder', work, '--json'])
  const { records, p50, p99, megabytes } = JSON.parse(stdout) as Latency
  const splink = peer?.own.record
  return markdownTable(
    ['', 'ours', peer ? 'Splink' : QUOTED],
    [
      ['records asked for', countCell(records), splink?.records],
      ['half are answered within, ms', p50.toFixed(2), splink ? splink.p50.toFixed(0) : '199'],
      ['99 of 100 within, ms', p99.toFixed(2), undefined],
      ['memory with list and index, MB', countCell(Math.round(megabytes)), undefined],
    ],
  )
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
