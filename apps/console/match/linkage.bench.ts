// Usage: npm run bench -- linkage [--data DIR] [--work DIR] [--only SET,SET]
// How well the engine links lists of which the truth is known. england_huge runs only when it is named.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runMatch, type Summary } from '../../../bench/linkage/console.ts'
import { writeEngland } from '../../../bench/linkage/england.ts'
import { ENGLANDS, type MadeEngland } from '../../../bench/linkage/englands.ts'
import { dedupeMetrics, linkMetrics, type EnglandMetrics } from '../../../bench/linkage/england-metrics.ts'
import { machineFacts } from '../../../bench/machine.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { PEERS } from '../../../bench/linkage/peers.ts'
import { prepareSet } from '../../../bench/linkage/prepare.ts'
import { LINKAGE_SETS } from '../../../bench/linkage/sets.ts'
import { countCell, markdownTable, qualityCell, shareCell, type Cell } from '../../../bench/tables.ts'
import type { Evaluation } from './evaluate.service.ts'

const text = { type: 'string' } as const
const { values: options } = parseArgs({ options: { data: text, work: text, only: text } })
const only = options.only?.split(',')
const work = options.work ?? (await mkdtemp(join(tmpdir(), 'linkage-')))

/** One line of the table of results. */
interface Measured {
  readonly set: string
  readonly summary: Summary
  readonly wall: number
  readonly evaluation: Evaluation
  readonly england?: EnglandMetrics
}

const measured: Measured[] = []
for (const set of LINKAGE_SETS) {
  if (only && !only.includes(set.name)) continue
  const prepared = await prepareSet(set, { out: work, data: options.data })
  if (!prepared) say(`${set.name}: not in the project; give its folder with --data`)
  else await add(set.name, (name) => measureList(name, join(work, name), 'config.json'))
}
for (const england of ENGLANDS)
  if (only ? only.includes(england.group) : england.group !== 'england_huge') await addEngland(england)
const report = reportText(measured)
process.stdout.write(`\n${report}`)
if (!only) {
  await keepPage('linkage', report)
}

async function addEngland({ name, group, lists, ...how }: MadeEngland): Promise<void> {
  const out = join(work, `${group}-${name.replaceAll(/\W+/g, '-')}`)
  await writeEngland({ ...how, out })
  const folder = join(out, 'england')
  if (lists.includes('one')) await add(name, (set) => measureList(set, folder, 'config.json', true))
  if (lists.includes('no-upn'))
    await add(`${name}, no UPN`, (set) => measureList(set, folder, 'config_no_upn.json', true))
  if (lists.includes('two'))
    await add(`${name}, two lists`, (set) => measureLink(set, join(out, 'england_link'), 'config.json'))
  await rm(out, { recursive: true })
}

async function add(name: string, measure: (set: string) => Promise<Measured>): Promise<void> {
  const one = await measure(name)
  measured.push(one)
  say(`${name}: joined F1 ${shareCell(one.evaluation.joined?.f1)}, ${one.wall.toFixed(1)} s`)
}

async function measureList(set: string, folder: string, config: string, isEngland = false): Promise<Measured> {
  const at = (file: string): string => join(folder, file)
  const [pairs, clusters, unsure, truth] = [at('pairs.csv'), at('clusters.csv'), at('unsure.csv'), at('truth.csv')]
  const outputs = ['--out', pairs, '--clusters', clusters, '--unsure', unsure]
  const run = await runMatch<Summary>('dedupe', at('input.csv'), '--config', at(config), ...outputs)
  const { answer } = await runMatch<Evaluation>('evaluate', pairs, truth, '--clusters', clusters)
  const england = isEngland ? dedupeMetrics({ truth, clusters, unsure }) : undefined
  return { set, summary: run.answer, wall: run.wall, evaluation: answer, england }
}

async function measureLink(set: string, folder: string, config: string): Promise<Measured> {
  const at = (file: string): string => join(folder, file)
  const [pairs, links, unsure, truth] = [at('pairs.csv'), at('links.csv'), at('unsure.csv'), at('truth.csv')]
  const outputs = ['--out', pairs, '--links', links, '--unsure', unsure]
  const inputs = [at('left.csv'), at('right.csv'), '--config', at(config), '--one-to-one']
  const run = await runMatch<Summary>('link', ...inputs, ...outputs)
  const { answer } = await runMatch<Evaluation>('evaluate', pairs, truth, '--links', links)
  const england = linkMetrics({ truth, people: at('people.csv'), links, unsure })
  return { set, summary: run.answer, wall: run.wall, evaluation: answer, england }
}

function reportText(all: readonly Measured[]): string {
  const england = all.filter((one) => one.england)
  return [
    '# Record linkage: quality, time and memory\n',
    'One set of defaults for all; only the mapping of columns differs. Each run is `match dedupe` or `match link` in a',
    'process of its own, on shuffled rows with opaque ids, without truth columns and near-keys. P / R / F1 are over pairs;',
    '*joined* is after clustering, the engine’s own decision; *wrong* are pairs of two people that it joined; *questions* are',
    'all pairs that are left to a person, as a share of the true pairs. Made by `npm run bench -- linkage --data DIR`.\n',
    `${machineFacts()}\n`,
    resultTable(all),
    '\n## Beside others\n',
    'Measured with one evaluator on 2 cores (issue 4): Splink 5, GoldenMatch 3.22, recordlinkage 0.16; joined F1.\n',
    peersTable(all),
    ...(england.length
      ? [
          '\n## The synthetic England\n',
          englandTable(england),
          '\nTrue pairs found automatically / or shown to a person, by the community that a name is common in:\n',
          communityTable(england),
        ]
      : []),
    '',
  ].join('\n')
}

function resultTable(all: readonly Measured[]): string {
  const header = ['set', 'rows', 'pairs considered', 'true pairs', 'of them scored', 'P / R / F1 at .99']
  const more = ['best F1', 'recall at P .999', 'joined P / R / F1', 'wrong', 'questions', 'wall s', 'MB']
  const rows = all.map(({ set, summary, wall, evaluation }): Cell[] => [
    set,
    countCell(summary.rows + (summary.rightRows ?? 0)),
    countCell(summary.compared),
    countCell(evaluation.truePairs),
    shareCell(evaluation.truePairs ? evaluation.scoredTruePairs / evaluation.truePairs : undefined),
    qualityCell(evaluation.at),
    shareCell(evaluation.best?.quality.f1),
    recallAt999(evaluation),
    qualityCell(evaluation.joined),
    countCell(evaluation.joined?.falsePositives ?? 0),
    questionsCell(summary, evaluation.truePairs),
    wall.toFixed(1),
    Math.round(summary.megabytes),
  ])
  return markdownTable([...header, ...more], rows)
}

function peersTable(all: readonly Measured[]): string {
  const header = ['set', 'Splink at .99', 'ours at .99', 'Splink', 'GoldenMatch', 'recordlinkage', 'ours', 'goal']
  const rows = all.flatMap(({ set, evaluation }): Cell[][] => {
    const peer = PEERS[set]
    if (!peer) return []
    const joined = [
      peer.splinkJoined,
      peer.goldenMatchJoined,
      peer.recordLinkageJoined,
      evaluation.joined?.f1,
      peer.goal,
    ]
    const recall = [recallAt999(evaluation), shareCell(peer.recallToBeat)]
    return [[set, peer.splinkAt, qualityCell(evaluation.at), ...joined.map(shareCell), ...recall]]
  })
  return markdownTable([...header, 'our recall at P .999', 'to beat'], rows)
}

function englandTable(all: readonly Measured[]): string {
  const header = ['set', 'found automatically', 'or shown', 'or reachable', 'questions']
  const wrong = ['wrong: twins', 'siblings', 'same name and birthday', 'others', 'gap of communities', 'gap with shown']
  const rows = all.map(({ set, summary, evaluation, england }): Cell[] => {
    const { found, wrong: merges, gap } = england!
    return [
      set,
      ...[found.automatic, found.shown, found.reachable].map(shareCell),
      questionsCell(summary, evaluation.truePairs),
      ...[merges.twins, merges.siblings, merges.doubles, merges.others],
      shareCell(gap?.automatic),
      shareCell(gap?.shown),
    ]
  })
  return markdownTable([...header, ...wrong], rows)
}

/** All pairs that are asked, also the false ones, as a share of the true pairs. */
function questionsCell({ unsure }: Summary, truePairs: number): Cell {
  const asked = Object.values(unsure).reduce((sum, pairs) => sum + pairs, 0)
  return shareCell(truePairs ? asked / truePairs : undefined)
}

/** Of the first England of 20,000 and the large one: their smaller communities are too small to tell more. */
function communityTable(measuredAll: readonly Measured[]): string {
  const all = measuredAll.filter(({ set }) => /^england(,|$)/.test(set))
  if (all.length === 0) return ''
  const largest = all.toSorted((a, b) => b.evaluation.truePairs - a.evaluation.truePairs)[0]!.england!.communities
  const names = [...largest].toSorted(([, a], [, b]) => b.truePairs - a.truePairs).map(([name]) => name)
  const rows = names.map((name): Cell[] => {
    const cells = all.map(({ england }) => {
      const one = england!.communities.get(name)
      return `${shareCell(one?.automatic)} / ${shareCell(one?.shown)}`
    })
    return [name, countCell(largest.get(name)!.truePairs), ...cells]
  })
  return markdownTable(['community', 'true pairs at most', ...all.map(({ set }) => set)], rows)
}

function recallAt999({ recallAtPrecision }: Evaluation): Cell {
  return shareCell(recallAtPrecision.find(({ precision }) => precision === 0.999)?.recall)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
