import { StackError } from '@contactpoint/stack/stack-error'

/** What was to be looked at could not be read, so that nothing can be said about it: exit code 3. */
export class Unreadable extends StackError {}

/** The exit codes of a command that gives a verdict, for its help. */
export function verdictCodes(holds: string, fails: string): string {
  return `
Exit codes:
  0  ${holds}
  1  ${fails}
  2  the command was mistyped
  3  no verdict: something could not be read (an address, folder, key or file; the network; a part that is missing)`
}

/** What went wrong on the way to a verdict: no verdict. */
export function asUnreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new Unreadable(error instanceof StackError ? reason : `No verdict could be reached: ${reason}`, {
    cause: error,
  })
}

/** The same as JSON: neither `ok: true` nor `ok: false`, since nothing is known. */
export function noVerdict({ message }: Unreadable): { ok: null; code: 'unreadable'; why: string } {
  return { ok: null, code: 'unreadable', why: message }
}
