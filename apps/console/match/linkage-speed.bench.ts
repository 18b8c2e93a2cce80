// Usage: npm run bench -- linkage-speed [--rows 1000000] [--work DIR] [--no-latency]
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { runMatch, type Summary } from '../../../bench/linkage/console.ts'
import { machineFacts } from '../../../bench/linkage/machine.ts'
import { writeMillion } from '../../../bench/linkage/million.ts'
import { countCell, markdownTable, qualityCell, shareCell } from '../../../bench/linkage/tables.ts'
import type { Evaluation } from './evaluate.service.ts'

const RESULTS = join(import.meta.dirname, '..', '..', '..', 'bench', 'results')
/** Two columns each, as in the measurement of Splink. */
const SIX_RULES = [
  ['given-name exact', 'family-name exact'],
  ['given-name exact', 'date-of-birth exact'],
  ['family-name exact', 'date-of-birth exact'],
  ['given-name exact', 'postcode exact'],
  ['family-name exact', 'postcode exact'],
  ['date-of-birth exact', 'postcode exact'],
]
const text = { type: 'string' } as const
const { values } = parseArgs({ options: { rows: text, work: text, 'no-latency': { type: 'boolean' } } })
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
const evaluation = await evaluated('pairs.csv', 'clusters.csv')
const sixQuality = await evaluated('six.csv', 'six-clusters.csv')
const report = [
  '# Record linkage: speed\n',
  `${countCell(rows)} made-up people (bench/linkage/million.ts, seed 1: six columns, 5 % duplicates, their cells wrong with`,
  'probability .12 and missing with .04). `match dedupe` in a process of its own: reading CSV, learning, comparing, deciding,',
  'writing. Beside it Splink 5 with DuckDB, two threads, a million rows of the same shape, six two-column blocks, 1.6 million',
  'candidate pairs (issue 4). Made by `npm run bench -- linkage-speed`.\n',
  `${machineFacts()}\n`,
  speedTable(),
  ...(values['no-latency'] ? [] : ['\n## One record against the list\n', await latencyTable()]),
  '',
].join('\n')
process.stdout.write(`\n${report}`)
await mkdir(RESULTS, { recursive: true })
if (rows === 1_000_000) await writeFile(join(RESULTS, 'linkage-speed.md'), report)

async function evaluated(pairs: string, clusters: string): Promise<Evaluation> {
  const { answer } = await runMatch<Evaluation>('evaluate', at(pairs), at('truth.csv'), '--clusters', at(clusters))
  return answer
}

function speedTable(): string {
  const row = (name: string, of: (run: typeof whole) => string, peer?: string): (string | undefined)[] => [
    name,
    of(six),
    of(whole),
    peer,
  ]
  const stage = (name: string, peer?: string): (string | undefined)[] =>
    row(`${name}, s`, ({ answer }) => (answer.stages[name] ?? 0).toFixed(1), peer)
  return markdownTable(
    ['', 'ours, six rules', 'ours, own rules', 'Splink 5, six rules'],
    [
      stage('reading'),
      stage('blocking'),
      stage('training', '10.2, with reading'),
      stage('scoring', '2.5'),
      stage('deciding'),
      row('whole, with start and writing, s', ({ wall }) => wall.toFixed(1)),
      row('pairs compared', ({ answer }) => countCell(answer.compared), '1,600,000'),
      row('largest memory, MB', ({ answer }) => String(Math.round(answer.megabytes)), '956'),
      ['joined P / R / F1', qualityCell(sixQuality.joined), qualityCell(evaluation.joined), undefined],
      ['best F1', shareCell(sixQuality.best?.quality.f1), shareCell(evaluation.best?.quality.f1), undefined],
    ],
  )
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
  const row = (name: string, cell: string, peer?: string) => [name, cell, peer]
  return markdownTable(
    ['', 'ours', 'Splink 5'],
    [
      row('records asked for', countCell(records)),
      row('half are answered within, ms', p50.toFixed(2), '199'),
      row('99 of 100 within, ms', p99.toFixed(2)),
      row('memory with list and index, MB', countCell(Math.round(megabytes))),
    ],
  )
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
