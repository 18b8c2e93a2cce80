import type { Command } from 'commander'
import { asUnreadable, noVerdict } from './unreadable.rules.ts'

/**
 * Runs what gives a verdict. Whatever goes wrong on the way is none: a monitor must not take it for tampering. Whoever wants JSON is
 * told of that in JSON too.
 */
export function givingVerdict<Args extends unknown[]>(
  work: (...args: Args) => Promise<void>,
): (...args: [...Args, Command]) => Promise<void> {
  return async (...given) => {
    const [command, args] = [given.at(-1) as Command, given.slice(0, -1) as Args]
    try {
      await work(...args)
    } catch (error) {
      const unreadable = asUnreadable(error)
      if (command.opts<{ json?: boolean }>().json) console.log(JSON.stringify(noVerdict(unreadable)))
      throw unreadable
    }
  }
}
