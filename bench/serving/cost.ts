import { readFileSync } from 'node:fs'
import type { Stack } from '@contactpoint/stack'

/** Processor milliseconds and resident megabytes of each process of a stack. */
export type Costs = Record<string, { cpuMs: number; rssMb: number }>

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10
const PAGE_MB = 4096 / 2 ** 20

/** What each process has used until now. Processes of servers stand below a guard of ours. */
export function costsOf({ children }: Pick<Stack, 'children'>): Costs {
  return Object.fromEntries(
    [...children].map(([name, { pid }]) => [name, sumOf(pid === null ? [] : [pid, ...below(pid)])]),
  )
}

function sumOf(pids: number[]): { cpuMs: number; rssMb: number } {
  const all = pids.map(costOf)
  const total = (of: 'cpuMs' | 'rssMb'): number => all.reduce((sum, cost) => sum + cost[of], 0)
  return { cpuMs: total('cpuMs'), rssMb: total('rssMb') }
}

function costOf(pid: number): { cpuMs: number; rssMb: number } {
  try {
    // The name, in brackets, may hold spaces: what follows it is numbered from the third field on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, rssMb: pages * PAGE_MB }
  } catch {
    return { cpuMs: 0, rssMb: 0 }
  }
}

function below(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return children === '' ? [] : children.split(' ').map(Number)
  } catch {
    return []
  }
}

/** Milliseconds a request by process, from what was used before and after so many. */
export function costOfEach(before: Costs, after: Costs, requests: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, { cpuMs }]) => [name, (cpuMs - (before[name]?.cpuMs ?? 0)) / requests]),
  )
}
