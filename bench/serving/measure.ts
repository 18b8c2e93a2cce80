import { setTimeout as sleep } from 'node:timers/promises'
import { closedLoad, openLoad, type LoadResult } from '../load.ts'
import { costOfEach, costsOf, type Costs } from './cost.ts'
import type { ServedEngland } from './england.ts'

/** One load on a stack, the medians of its rounds. */
export interface Served extends LoadResult {
  load: string
  /** Processor milliseconds a request, by process. */
  cost: Record<string, number>
}

export interface Loads {
  /** Connections of closed loops, each asking again when it was answered. */
  closed: number[]
  /** Requests a second of open loops. */
  open: number[]
  rounds: number
  seconds: number
}

/** Requests before anything is measured: code that runs for the first time is slow. */
const WARM_UP_SECONDS = 4
/** After the start, before it is taken for being at rest. */
const SETTLE_SECONDS = 10
const REST_SECONDS = 20

/** @param ask makes one request; it fails when that is not answered well */
export async function measure(
  { stack }: Pick<ServedEngland, 'stack'>,
  ask: () => Promise<unknown>,
  { closed, open, rounds, seconds }: Loads,
  say: (text: string) => void,
): Promise<Served[]> {
  await closedLoad(32, ask, { seconds: WARM_UP_SECONDS, warmUpSeconds: 0 })
  const loads = [
    ...closed.map((many) => ({
      load: `${many} connections`,
      run: () => closedLoad(many, ask, { seconds, warmUpSeconds: 0.5 }),
    })),
    ...open.map((rate) => ({
      load: `${rate} a second`,
      run: () => openLoad(rate, ask, { seconds, warmUpSeconds: 0.5 }),
    })),
  ]
  const served: Served[] = []
  for (const { load, run } of loads) {
    const each: Served[] = []
    for (let n = 0; n < rounds; n++) each.push(await oneRound(stack, load, run))
    served.push(medianOf(each))
    say(`${load}: ${served.at(-1)!.rate.toFixed(0)} a second, p99 ${served.at(-1)!.p99.toFixed(0)} ms`)
  }
  return served
}

async function oneRound(stack: ServedEngland['stack'], load: string, run: () => Promise<LoadResult>): Promise<Served> {
  await sleep(500)
  const before = costsOf(stack)
  const result = await run()
  return { ...result, load, cost: costOfEach(before, costsOf(stack), result.asked) }
}

function medianOf(rounds: Served[]): Served {
  const byRate = rounds.toSorted((a, b) => a.rate - b.rate)
  return byRate[byRate.length >> 1]!
}

/** What the stack uses while nobody asks anything: its memory, and the share of one core that each process takes. */
export async function atRest(
  { stack }: Pick<ServedEngland, 'stack'>,
  say: (text: string) => void,
): Promise<{ costs: Costs; idle: Record<string, number> }> {
  say(`${SETTLE_SECONDS + REST_SECONDS} s of rest`)
  await sleep(SETTLE_SECONDS * 1000)
  const before = costsOf(stack)
  await sleep(REST_SECONDS * 1000)
  const costs = costsOf(stack)
  return { costs, idle: costOfEach(before, costs, REST_SECONDS * 1000) }
}
