import { Fault } from '@contactpoint/contracts'
import type { NatsConnection } from '@nats-io/transport-node'

/** NATS' own default. */
const MOST_BYTES = 1024 * 1024
/** A token, a trace and the remaining time. */
const HEADER_BYTES = 8 * 1024

/** Bytes of content that one message carries, less what its headers may take. */
export function mostBytes({ info }: Pick<NatsConnection, 'info'>): number {
  return (info?.max_payload ?? MOST_BYTES) - HEADER_BYTES
}

/** Asking again would not help: whoever asks must ask for less at a time. */
export function tooLarge(subject: string): Fault {
  return new Fault('too-large', `What was to be said on ${subject} is larger than a message may be`)
}
