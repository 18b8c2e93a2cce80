import { context, propagation } from '@opentelemetry/api'
import { headers, type MsgHdrs } from '@nats-io/transport-node'
import { DEFAULT_BUDGET_MS, type Call } from './call.ts'

const TOKEN = 'Cp-Token'
const ADDRESS = 'Cp-Address'
const REMAINING = 'Cp-Remaining-Ms'
export const FAULT = 'Cp-Fault'

/** Time the answer needs on its way back, taken off the remaining time at each hop, in milliseconds. */
const HOP_MS = 50

/** Writes the call into headers. The remaining time is relative, because clocks differ between machines. */
export function toHeaders(call: Call, timeoutMs: number): MsgHdrs {
  const written = headers()
  if (call.token) written.set(TOKEN, call.token)
  if (call.address) written.set(ADDRESS, call.address)
  written.set(REMAINING, String(Math.max(0, Math.floor(timeoutMs - HOP_MS))))
  propagation.inject(context.active(), written, { set: (carrier, key, value) => carrier.set(key, value) })
  return written
}

/** Reads the call from headers; a missing or senseless time means the default. */
export function fromHeaders(read: MsgHdrs | undefined): Call {
  const remaining = Number(read?.get(REMAINING) || Number.NaN)
  const budget = Number.isFinite(remaining) ? Math.min(Math.max(remaining, 0), 300_000) : DEFAULT_BUDGET_MS
  return {
    token: read?.get(TOKEN) || null,
    address: read?.get(ADDRESS) || null,
    deadline: performance.now() + budget,
  }
}

/** The trace this message belongs to. */
export function traceOf(read: MsgHdrs | undefined): ReturnType<typeof context.active> {
  return propagation.extract(context.active(), read, {
    get: (carrier, key) => carrier?.get(key) || undefined,
    keys: (carrier) => carrier?.keys() ?? [],
  })
}
