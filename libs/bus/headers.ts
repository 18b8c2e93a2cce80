import { context, propagation } from '@opentelemetry/api'
import { headers, type MsgHdrs } from '@nats-io/transport-node'
import { DEFAULT_BUDGET_MS, newTrace, type Call } from './call.ts'

const TOKEN = 'Cp-Token'
const ADDRESS = 'Cp-Address'
const PROVED_KEY = 'Cp-Proved-Key'
const REMAINING = 'Cp-Remaining-Ms'
/** Of a message with several questions: one for each, with commas. */
const TRACE = 'Cp-Trace'
export const FAULT = 'Cp-Fault'
const LEAVE_WITHIN = 'Cp-Leave-Within-Ms'
/** The message is a list of questions, and its answer a list of answers. */
export const TOGETHER = 'Cp-Together'

/** Time the answer needs on its way back, taken off the remaining time at each hop, in milliseconds. */
const HOP_MS = 50

/** Writes the call into headers. The remaining time is relative, because clocks differ between machines. */
export function toHeaders(call: Call, timeoutMs: number): MsgHdrs {
  const written = headers()
  if (call.token) written.set(TOKEN, call.token)
  if (call.address) written.set(ADDRESS, call.address)
  if (call.provedKey) written.set(PROVED_KEY, call.provedKey)
  written.set(TRACE, call.trace)
  written.set(REMAINING, String(Math.max(0, Math.floor(timeoutMs - HOP_MS))))
  propagation.inject(context.active(), written, { set: (carrier, key, value) => carrier.set(key, value) })
  return written
}

/** A trace as its sender wrote it, or a new one: it stands in logs, so it may be nothing else. */
export function traceIn(text: string | undefined): string {
  return text !== undefined && /^[0-9a-f]{32}$/.test(text) ? text : newTrace()
}

/** Reads the call of the nth question from headers; a missing or senseless time means the default. */
export function fromHeaders(read: MsgHdrs | undefined, nth = 0): Call {
  const remaining = Number(read?.get(REMAINING) || Number.NaN)
  const provedKey = read?.get(PROVED_KEY)
  const budget = Number.isFinite(remaining) ? Math.min(Math.max(remaining, 0), 300_000) : DEFAULT_BUDGET_MS
  return {
    token: read?.get(TOKEN) || null,
    address: read?.get(ADDRESS) || null,
    trace: traceIn(read?.get(TRACE).split(',')[nth]),
    deadline: performance.now() + budget,
    ...(provedKey && { provedKey }),
  }
}

/** Headers of an answer: what is left of the time in which it must reach the caller. */
export function answerHeaders({ leaveBy }: Call): MsgHdrs | undefined {
  if (leaveBy === undefined) return undefined
  const written = headers()
  written.set(LEAVE_WITHIN, String(Math.max(0, Math.floor(leaveBy - performance.now()))))
  return written
}

/** The time within which this answer must be handed on, in milliseconds; null: no such time. */
export function leaveWithinOf(read: MsgHdrs | undefined): number | null {
  const text = read?.get(LEAVE_WITHIN)
  return text ? Number(text) : null
}

/** The trace this message belongs to. */
export function traceOf(read: MsgHdrs | undefined): ReturnType<typeof context.active> {
  return propagation.extract(context.active(), read, {
    get: (carrier, key) => carrier?.get(key) || undefined,
    keys: (carrier) => carrier?.keys() ?? [],
  })
}
