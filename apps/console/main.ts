import { Command, CommanderError } from 'commander'
import { ConfigError } from '@contactpoint/runtime/environment'
import { StackError } from '@contactpoint/stack/stack-error'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Mistyped } from './mistyped.rules.ts'
import { Unreadable } from './unreadable.rules.ts'

/** Each with what it needs, loaded when it is typed: whoever links two lists waits for no database driver. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.command.ts')).startCommand(),
  stop: async () => (await import('./stop.command.ts')).stopCommand(),
  status: async () => (await import('./status.command.ts')).statusCommand(),
  doctor: async () => (await import('./doctor.command.ts')).doctorCommand(),
  demo: async () => (await import('./demo.command.ts')).demoCommand(),
  feed: async () => (await import('./feed.command.ts')).feedCommand(),
  match: async () => (await import('./match.command.ts')).matchCommand(),
  log: async () => (await import('./log.command.ts')).logCommand(),
  receipt: async () => (await import('./receipt.command.ts')).receiptCommand(),
  secrets: async () => (await import('./secrets.command.ts')).secretsCommand(),
  'shut-off': async () => (await import('./shut-off.command.ts')).shutOffCommand(),
  'risk-register': async () => (await import('./risk-register.command.ts')).riskRegisterCommand(),
  drill: async () => (await import('./drill.command.ts')).drillCommand(),
  init: async () => (await import('./init.command.ts')).initCommand(),
  lapses: async () => (await import('./lapses.command.ts')).lapsesCommand(),
  supplier: async () => (await import('./supplier.command.ts')).supplierCommand(),
}

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  version: string
}
/** Exit codes: 0 done, 1 it did not work or does not hold, 2 the command was mistyped, 3 something could not be read. */
const program = new Command('console')
  .description(
    'Runs ContactPoint: starts and stops it, loads feeds, links lists, verifies the audit log, and says how it is.',
  )
  .version(version, '--version', 'which ContactPoint this is')
  .showHelpAfterError('(add --help for what can be said here)')
  .exitOverride()
const [typed = ''] = process.argv.slice(2)
const wanted = Object.hasOwn(COMMANDS, typed) ? [COMMANDS[typed]!] : Object.values(COMMANDS)
for (const command of wanted) program.addCommand(await command())
inheritExitOverride(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    console.error(error instanceof StackError || error instanceof ConfigError ? error.message : unexpected(error))
    process.exitCode = error instanceof Unreadable ? 3 : error instanceof Mistyped ? 2 : 1
  }
}

/** Required options say so in every command's help; commander itself leaves it to the first mistake. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    for (const option of child.options) if (option.mandatory) option.description = `(required) ${option.description}`
    child.exitOverride().showHelpAfterError('(add --help for what can be said here)')
    inheritExitOverride(child)
  }
}

/** Users' mistakes are StackErrors and ConfigErrors; anything else is ours, and says where. */
function unexpected(error: unknown): string {
  return `This should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
