import { Command, CommanderError } from 'commander'
import { ConfigError } from '@contactpoint/runtime'
import { projectRoot, StackError } from '@contactpoint/stack'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCommand } from './demo.command.ts'
import { doctorCommand } from './doctor.command.ts'
import { feedCommand } from './feed.command.ts'
import { initCommand } from './init.command.ts'
import { logCommand } from './log.command.ts'
import { matchCommand } from './match.command.ts'
import { receiptCommand } from './receipt.command.ts'
import { secretsCommand } from './secrets.command.ts'
import { startCommand } from './start.command.ts'
import { statusCommand } from './status.command.ts'
import { stopCommand } from './stop.command.ts'
import { Unreadable } from './unreadable.rules.ts'

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
/** Exit codes: 0 done, 1 it did not work or does not hold, 2 the command was mistyped, 3 something could not be read. */
const program = new Command('console')
  .description(
    'Runs ContactPoint: starts and stops it, loads feeds, links lists, verifies the audit log, and says how it is.',
  )
  .version(version, '--version', 'which ContactPoint this is')
  .showHelpAfterError('(add --help for what can be said here)')
  .exitOverride()
for (const command of [
  startCommand(),
  stopCommand(),
  statusCommand(),
  doctorCommand(),
  demoCommand(),
  feedCommand(),
  matchCommand(),
  logCommand(),
  receiptCommand(),
  secretsCommand(),
  initCommand(),
])
  program.addCommand(command)
inheritExitOverride(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    console.error(error instanceof StackError || error instanceof ConfigError ? error.message : unexpected(error))
    process.exitCode = error instanceof Unreadable ? 3 : 1
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
