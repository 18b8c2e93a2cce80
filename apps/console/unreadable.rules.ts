import { StackError } from '@contactpoint/stack'

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

/** Runs what gives a verdict. Whatever goes wrong on the way is none: a monitor must not take it for tampering. */
export function givingVerdict<Args extends unknown[]>(
  work: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return (...args) =>
    work(...args).catch((error: unknown) => {
      if (error instanceof Unreadable) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw new Unreadable(error instanceof StackError ? reason : `No verdict could be reached: ${reason}`, {
        cause: error,
      })
    })
}
