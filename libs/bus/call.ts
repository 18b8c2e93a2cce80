import { Fault } from '@contactpoint/contracts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

/** What travels with one request through every service it reaches: never inside a message, always in its headers. */
export interface Call {
  /** Access token of the person or supplier this is done for; null between services. */
  token: string | null
  /** Network address of the person, for limits on sign-in only. */
  address: string | null
  /** Names the request in every line of every log it leads to, and to whoever made it: 32 hexadecimal digits, random. */
  trace: string
  /** When the asker stops waiting, on this process's own monotonic clock (`performance.now()`, ms). */
  deadline: number
  /** The service that asks, where it is one: it hears the answer in its own inbox. */
  asker?: string
  /** Thumbprint of the key (RFC 7638) that whoever asks has proved to hold, where a session is begun or renewed. Unset: of none. */
  provedKey?: string
  /** When an answer to this call must have left, on the same clock, or not leave at all. Unset: no such time. */
  leaveBy?: number
}

/** The answer to the current call leaves within this time, in milliseconds, or is thrown away, here or at a later hop. */
export function leaveWithin(ms: number): void {
  const call = storage.getStore()
  if (call) call.leaveBy = performance.now() + ms
}

/** Whoever made this call holds the key of that thumbprint. */
export function proveKey(thumbprint: string): void {
  const call = storage.getStore()
  if (call) call.provedKey = thumbprint
}

/** @throws Fault `unavailable` when the answer to this call would leave too late */
export function assertInTime({ leaveBy }: Call, who: string): void {
  if (leaveBy !== undefined && performance.now() > leaveBy) throw Fault.unavailable(who)
}

/** Time a request has in all when nobody said otherwise, in milliseconds. */
export const DEFAULT_BUDGET_MS = 10_000

const storage = new AsyncLocalStorage<Call>()

/** The call that is being answered now, if any. */
export function currentCall(): Call | undefined {
  return storage.getStore()
}

/** Does the work as part of this call: every `ask` inside carries its token and what remains of its time. */
export function withCall<T>(call: Call, work: () => T): T {
  return storage.run(call, work)
}

/** A name for a request that has none. */
export function newTrace(): string {
  return randomBytes(16).toString('hex')
}

/** A call that nobody outside waits for: a sweep, a delivery. */
export function ownCall(budgetMs: number = DEFAULT_BUDGET_MS): Call {
  return { token: null, address: null, trace: newTrace(), deadline: performance.now() + budgetMs }
}
