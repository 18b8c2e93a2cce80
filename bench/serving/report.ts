import { machineFacts } from '../machine.ts'
import { keepPage } from '../results-page.ts'
import { countCell, markdownTable, type Cell } from '../tables.ts'
import type { Costs } from './cost.ts'
import type { Served } from './measure.ts'

/** What was measured with so many children. */
export interface ServedSize {
  children: number
  served: Served[]
  /** Share of one core by process, while nobody asked anything. */
  idle: Record<string, number>
  memory: { before: Costs; after: Costs; twoMinutesLater: Costs | null }
}

/** A figure of somebody else's, measured on such a machine: see shared notes on performance, HAPI FHIR with policy and audit. */
export interface Peer {
  load: string
  rate: number
  p99: number
}

export interface Report {
  /** `disclosure`: also the name of the file. */
  name: string
  title: string
  command: string
  sizes: ServedSize[]
  peers: Peer[]
}

const PROCESSES = ['mongo', 'nats', 'gateway', 'shielding', 'directory', 'audit', 'identity', 'ingestion']

/** Prints tables and writes them with the machine's facts. */
export async function report({ name, title, command, sizes, peers }: Report): Promise<void> {
  const text = [
    `# ${title}`,
    `\n${machineFacts()}`,
    `- command: \`${command}\``,
    '- everything on this machine: load, gateway, five services, nats-server, mongod 6 (journaled majority writes)',
    `\n${markdownTable(['children', 'load', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms a request'], sizes.flatMap(rowsOf))}`,
    `\n## CPU ms a request, by process\n\n${markdownTable(['children', 'load', ...PROCESSES], sizes.flatMap(costsOfRows))}`,
    `\n## CPU at rest, in hundredths of one core\n\n${markdownTable(['children', ...PROCESSES, 'all'], sizes.map(restRow))}`,
    `\n## Memory, MB\n\n${markdownTable(['children', 'when', ...PROCESSES, 'all'], sizes.flatMap(memoryRows))}`,
    ...growth(sizes),
    ...(peers.length > 0
      ? [
          `\n## Peer: HAPI FHIR with field policy and audit\n\n${markdownTable(
            ['load', 'a second', 'p99 ms'],
            peers.map(({ load, rate, p99 }) => [load, rate, p99]),
          )}`,
        ]
      : []),
    '',
  ].join('\n')
  process.stdout.write(`${text}\n`)
  await keepPage(name, text)
}

function rowsOf({ children, served }: ServedSize): Cell[][] {
  return served.map(({ load, rate, p50, p95, p99, cost }) => {
    const whole = sumOf(Object.values(cost))
    return [
      countCell(children),
      load,
      rate.toFixed(0),
      p50.toFixed(1),
      p95.toFixed(1),
      p99.toFixed(1),
      whole.toFixed(2),
    ]
  })
}

function costsOfRows({ children, served }: ServedSize): Cell[][] {
  return served.map(({ load, cost }) => [countCell(children), load, ...PROCESSES.map((name) => cost[name]?.toFixed(2))])
}

function restRow({ children, idle }: ServedSize): Cell[] {
  const hundredths = PROCESSES.map((name) => 100 * (idle[name] ?? 0))
  return [countCell(children), ...[...hundredths, sumOf(hundredths)].map((share) => share.toFixed(1))]
}

function memoryRows({ children, memory }: ServedSize): Cell[][] {
  const { before, after, twoMinutesLater } = memory
  const moments = { 'at rest': before, 'after the load': after, 'two minutes later': twoMinutesLater }
  return Object.entries(moments).flatMap(([when, costs]) => {
    if (!costs) return []
    const megabytes = PROCESSES.map((name) => costs[name]?.rssMb ?? 0)
    return [[countCell(children), when, ...[...megabytes, sumOf(megabytes)].map((one) => one.toFixed(0))]]
  })
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

/** How the median time grows with the number of children: 0 is flat, 1 is in proportion. */
function growth(sizes: ServedSize[]): string[] {
  const [small, large] = [sizes.at(0)!, sizes.at(-1)!]
  if (sizes.length < 2) return []
  const at = ({ served }: ServedSize): number => served.at(-1)!.p50
  const exponent = Math.log(at(large) / at(small)) / Math.log(large.children / small.children)
  const range = `${countCell(small.children)} to ${countCell(large.children)} children`
  return [`\nMedian at ${large.served.at(-1)!.load} grows with the exponent ${exponent.toFixed(3)} from ${range}.`]
}
