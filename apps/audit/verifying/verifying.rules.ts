import type { VerificationDocument } from './verifying.schema.ts'

/** Whoever changes what is stored is found out within this time. Milliseconds. */
export const EVERY_MS = 24 * 60 * 60 * 1000
/** A copy that has just started has other things to do. Milliseconds. */
const FIRST_AFTER_MS = 5 * 60 * 1000

/** In how many milliseconds the log is to be gone through; 0 or less: now. @param last null: nobody has yet */
export function dueIn(last: Pick<VerificationDocument, 'at'> | null, startedAt: number, now: number): number {
  return (last ? last.at.getTime() + EVERY_MS : startedAt + FIRST_AFTER_MS) - now
}
