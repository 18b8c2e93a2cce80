import { Fault, type FaultCode } from '@contactpoint/contracts'
import { isStoreLost } from './store-lost.ts'

const PASSING: readonly FaultCode[] = ['unavailable', 'shut-off']

/** Somebody who is away, a service or the store, comes back, and what is shut off is reopened; any other failure stays until somebody mends it. */
export function mayPass(error: unknown): boolean {
  return isStoreLost(error) || (error instanceof Fault && PASSING.includes(error.code))
}

/** What failed, as it may be kept and shown: a code or a name, never words, which might quote somebody. */
export function failureOf(error: unknown): string {
  if (error instanceof Fault) return error.code
  return error instanceof Error ? error.name : typeof error
}
