import { Command } from 'commander'
import { runningStack } from './console.config.ts'
import { exportLog } from './log/export.service.ts'
import { verify, type VerifyOptions } from './log/verify.service.ts'
import { withBar } from './progress-bar.service.ts'
import { verdictCodes } from './unreadable.rules.ts'
import { givingVerdict } from './verdict.service.ts'

export function logCommand(): Command {
  const log = new Command('log').description('Copies the public audit log, and verifies it without trusting anybody.')
  log
    .command('export')
    .argument('<folder>')
    .description(
      'Copies the log in the layout of C2SP tlog-tiles, with its public key (log.vkey). Again adds what is new.',
    )
    .option('--from <url>', 'address of a public log; the one that runs here when left out')
    .addHelpText('after', KEY_ADVICE)
    .action(exportAction)
  log
    .command('verify')
    .description('Recomputes the log from its raw entries, and names the first entry that is wrong.')
    .requiredOption('--log <folder|url>', 'what log export wrote, or the address of a public log')
    .requiredOption('--key <key>', "the log's public key, or a file with it; trust only one that came another way")
    .option('--entries <file>', 'receipts or entries that you kept, one a line in JSON: the log must still have them')
    .option(
      '--checkpoint <files...>',
      'signed checkpoints, or proofs, that you kept: the log must still agree with them',
    )
    .option('--json', 'the verdict as one line of JSON')
    .addHelpText(
      'after',
      `\n${KEY_ADVICE}${verdictCodes('all agrees: the log is whole', 'the log is not whole, or not what was kept of it')}`,
    )
    .action(givingVerdict(verifyAction))
  return log
}

const KEY_ADVICE =
  "KEY is the log's public key, which you should have from somewhere else than the log: log.vkey in the copy is only what it says of itself."

async function exportAction(folder: string, { from }: { from?: string }): Promise<void> {
  const address = from ?? (await runningStack()).logUrl
  const { size, written } = await withBar('copying {bar} {percentage} %', 1, (onProgress) =>
    exportLog(address, folder, onProgress),
  )
  console.log(`${size} entries of ${address} in ${folder}; ${written} files are new.`)
  console.log(`Verify it: npm run console -- log verify --log ${folder} --key KEY\n${KEY_ADVICE}`)
}

async function verifyAction({ json, ...options }: VerifyOptions & { json?: boolean }): Promise<void> {
  const began = performance.now()
  const verdict = await withBar('verifying {bar} {percentage} %', 1, (onProgress) => verify(options, onProgress))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const root = verdict.ok ? Buffer.from(verdict.root).toString('base64') : undefined
  if (json) console.log(JSON.stringify({ ...verdict, ...(root && { root }) }))
  else if (verdict.ok)
    console.log(
      `The log is whole: ${verdict.size} entries, root ${root}.\n${agreeing(verdict.checkpoints)} ${seconds} s`,
    )
  else console.log(`The log is NOT whole. ${verdict.why}\n${placeOf(verdict)}`)
  if (!verdict.ok) process.exitCode = 1
}

function agreeing(checkpoints: number): string {
  if (checkpoints === 1) return 'Its signed checkpoint agrees with it.'
  return `${checkpoints} signed checkpoints agree with it and with each other.`
}

function placeOf({ index, until, checkpoint }: { index: number; until: number; checkpoint?: string }): string {
  const shownBy = checkpoint ? ` (${checkpoint})` : ''
  if (until <= index + 1) return `First wrong entry: ${index}${shownBy}.`
  return `First wrong entry: one of ${index} to ${until - 1}${shownBy}; all before are as they were signed.`
}
