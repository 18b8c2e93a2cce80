import { setTimeout as sleep } from 'node:timers/promises'

/** What came of a load. Times in milliseconds. */
export interface LoadResult {
  /** Done a second. */
  readonly rate: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly done: number
  /** All that was begun, what is not counted among it. */
  readonly asked: number
}

/** So many at a time, each beginning the next when the last is done, for so long; what ends in the first part is not counted. */
export async function closedLoad(
  writers: number,
  work: () => Promise<unknown>,
  { seconds = 5, warmUpSeconds = 1.5 } = {},
): Promise<LoadResult> {
  const began = performance.now()
  const from = began + warmUpSeconds * 1000
  const until = from + seconds * 1000
  const times: number[] = []
  let asked = 0
  const write = async (): Promise<void> => {
    for (let now = performance.now(); now < until; now = performance.now()) {
      asked += 1
      await work()
      const end = performance.now()
      if (now >= from && end <= until) times.push(end - now)
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  return resultOf(times, seconds, asked)
}

/** So many a second, whether those before are done or not; a time begins when the work was due, not when it was begun. */
export async function openLoad(
  perSecond: number,
  work: () => Promise<unknown>,
  { seconds = 5, warmUpSeconds = 1.5 } = {},
): Promise<LoadResult> {
  const began = performance.now()
  const times: number[] = []
  const running: Promise<void>[] = []
  const all = Math.floor((warmUpSeconds + seconds) * perSecond)
  for (let n = 0; n < all; n++) {
    const due = began + (n * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    const isCounted = n >= warmUpSeconds * perSecond
    running.push(work().then(() => void (isCounted && times.push(performance.now() - due))))
  }
  await Promise.all(running)
  return resultOf(times, seconds, all)
}

function resultOf(times: number[], seconds: number, asked: number): LoadResult {
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { rate: times.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), done: times.length, asked }
}
