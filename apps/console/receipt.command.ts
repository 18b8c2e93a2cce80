import type { ProvenReceipt } from '@contactpoint/tamper-log'
import { Command } from 'commander'
import { readLogKey } from './log/log-key.service.ts'
import { verdictCodes } from './unreadable.rules.ts'
import { givingVerdict } from './verdict.service.ts'
import { verifyReceiptFile } from './log/receipt.service.ts'

export function receiptCommand(): Command {
  const receipt = new Command('receipt').description('Checks what the API gave as proof of an access.')
  receipt
    .command('verify')
    .argument('<file>', 'the proof (.tlog-proof), or the answer of the API that it came in')
    .description('Verifies a proof with the public key alone; needs no network.')
    .requiredOption('--key <key>', "the log's public key, or a file with it (log.vkey)")
    .option('--json', 'as one line of JSON')
    .addHelpText('after', verdictCodes('the proof holds', 'it does not hold: something was altered'))
    .action(givingVerdict(verifyAction))
  return receipt
}

async function verifyAction(file: string, { key, json }: { key: string; json?: boolean }): Promise<void> {
  const verdict = await verifyReceiptFile(file, await readLogKey(key))
  if (json) console.log(JSON.stringify(verdict.ok ? { ok: true, ...verdict.proven } : verdict))
  else if (verdict.ok) console.log(describe(verdict.proven))
  else console.log(`The proof does NOT hold: ${MEANINGS[verdict.code] ?? verdict.code}.`)
  if (!verdict.ok) process.exitCode = 1
}

const MEANINGS: Record<string, string> = {
  malformed: 'it is not a proof as the API gives it, or something was cut off or added',
  'bad-signature': 'the checkpoint in it was altered after it was signed',
  'wrong-origin': 'it is of another log',
  'not-included': 'what it says is not what the log has at that place',
}

const KEPT_BACK = 'kept back or destroyed'

function describe({ origin, index, size, header, parts, particulars }: ProvenReceipt): string {
  return [
    `The proof holds: entry ${index} of ${origin}, which had ${size} entries when it signed.`,
    ...Object.entries(header ?? { header: KEPT_BACK }).map(([name, value]) => `  ${name.padEnd(14)} ${String(value)}`),
    ...parts.map(
      (part) => `  ${'child'.padEnd(14)} ${part ? `${String(part.childId)}, shown: ${String(part.shown)}` : KEPT_BACK}`,
    ),
    ...(particulars === undefined
      ? []
      : [`  ${'asked'.padEnd(14)} ${particulars === null ? KEPT_BACK : JSON.stringify(particulars)}`]),
  ].join('\n')
}
