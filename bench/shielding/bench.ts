import { api, pathTo } from '@contactpoint/contracts'
import { aCensus, aPupil, asAdministrator, childIdsOf, clientsOf, type Pupil } from '@contactpoint/testing'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { machineFacts } from '../machine.ts'
import { median } from '../median.ts'
import { keepPage } from '../results-page.ts'
import { servedEngland, type KnownChild, type ServedEngland } from '../serving/england.ts'
import { HttpCaller } from '../serving/http-caller.ts'
import { measure, type Served } from '../serving/measure.ts'
import { tokensInTurn } from '../serving/people.ts'
import { markdownTable, type Cell } from '../tables.ts'
import { shieldShare } from './shield-share.ts'

const USAGE = `npm run bench -- shielding [--children 10000] [--rounds 5] [--seconds 4]

Searches and disclosures of random children with 0, 1 and 10 of a hundred shielded, in rounds that take turns; then shield requests on
children with a household of eight. Writes bench/results/shielding.md.`

/** Hundredths of the children. */
const SHARES = [0, 1, 10]
const CONNECTIONS = 16
const HOUSEHOLDS = 12
const HOUSEHOLD = 8
const WITHIN_MS = 3_000
/** After so many marks were written, before anything is measured. */
const REST_MS = 3_000
/** On a busy machine an answer that is late is thrown away, and asked for again. */
const TRIES = 5

const text = { type: 'string' } as const

export async function benchShielding(): Promise<void> {
  const { values } = parseArgs({ options: { children: text, rounds: text, seconds: text, help: { type: 'boolean' } } })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const say = (line: string): boolean => process.stderr.write(`  … ${line}\n`)
  const england = await servedEngland(Number(values.children ?? 10_000), say)
  try {
    const loads = { rounds: Number(values.rounds ?? 5), seconds: Number(values.seconds ?? 4) }
    const served = await serveShares(england, loads, say)
    const requests = await requestShields(england)
    await report(served, requests)
  } finally {
    await shieldShare(england, 0)
    await england.stack.stop()
  }
}

/** What was measured with a share of the children shielded. */
interface ServedShare {
  what: string
  share: number
  rounds: Served[]
}

/** Shares take turns, so that whatever else the machine does falls on all of them. */
async function serveShares(
  england: ServedEngland,
  { rounds, seconds }: { rounds: number; seconds: number },
  say: (line: string) => boolean,
): Promise<ServedShare[]> {
  const caller = new HttpCaller(england.stack.address.gatewayUrl, CONNECTIONS)
  const token = await tokensInTurn(england)
  const reason = 'coordinate-support'
  const asks: Record<string, (child: KnownChild) => Promise<string>> = {
    search: async ({ family, dateOfBirth }) =>
      caller.post(api.searches.run.path, { reason, criteria: { familyName: family, dateOfBirth } }, await token()),
    disclosure: async ({ childId }) =>
      caller.post(pathTo(api.children.disclose, { childId }), { reason }, await token()),
  }
  const all = Object.keys(asks).flatMap((what) => SHARES.map((share): ServedShare => ({ what, share, rounds: [] })))
  const pick = (): KnownChild => england.known[Math.floor(Math.random() * england.known.length)]!
  // The first round is for what runs for the first time, and is not counted.
  for (let round = 0; round <= rounds; round++)
    for (const share of round % 2 === 0 ? SHARES : SHARES.toReversed()) {
      await shieldShare(england, share)
      await sleep(REST_MS)
      for (const one of all.filter((served) => served.share === share)) {
        const loads = { closed: [CONNECTIONS], open: [], rounds: 1, seconds }
        const measured = await measure(
          england,
          () => again(() => asks[one.what]!(pick())),
          loads,
          () => undefined,
        )
        if (round > 0) one.rounds.push(...measured)
      }
      say(`round ${round} of ${rounds}, ${share} of a hundred shielded`)
    }
  caller.close()
  return all
}

async function again(ask: () => Promise<string>): Promise<string> {
  for (let tries = 1; ; tries++)
    try {
      return await ask()
    } catch (error) {
      if (tries === TRIES) throw error
    }
}

/** Milliseconds of shield requests on children of whose household seven others are, one after the other. */
async function requestShields({ stack, folder }: ServedEngland): Promise<number[]> {
  const clients = clientsOf({ ...stack, folder, kill: async () => undefined })
  const practitioner = await clients.signIn('practitioner')
  const supplier = await clients.supplier()
  const run = Date.now().toString(36).toUpperCase()
  const households = Array.from({ length: HOUSEHOLDS }, (_, n): Pupil[] => {
    const { surname } = aPupil()
    const address = { lines: [`${n} Long Terrace`], postcode: `HX${n + 1} 7AB` }
    return Array.from({ length: HOUSEHOLD }, (_one, nth) => aPupil({ surname, address, ref: `B-${run}-${n}-${nth}` }))
  })
  await supplier.loadFeed(aCensus(households.flat()))
  const databases = await asAdministrator(stack)
  const ids = await childIdsOf(databases, households.flat())
  const times: number[] = []
  for (const [first] of households) {
    const childId = ids.get(first!.ref)!
    const began = performance.now()
    const { status } = await practitioner.shield(childId)
    if (status !== 201) throw new Error(`A shield request was answered ${status}`)
    times.push(performance.now() - began)
  }
  await databases.close()
  return times.sort((a, b) => a - b)
}

async function report(served: ServedShare[], requests: number[]): Promise<void> {
  const cpuOf = ({ rounds }: ServedShare): number =>
    median(rounds.map(({ cost }) => Object.values(cost).reduce((sum, one) => sum + one, 0)))
  const rateOf = ({ rounds }: ServedShare): number => median(rounds.map(({ rate }) => rate))
  const rows = served.map((one): Cell[] => {
    const none = served.find(({ what, share }) => what === one.what && share === 0)!
    const [cpu, rate] = [cpuOf(one), rateOf(one)]
    const ratios = [(cpu / cpuOf(none)).toFixed(2), (rate / rateOf(none)).toFixed(2)]
    return [`${one.what}, ${one.share} of a hundred`, cpu.toFixed(2), rate.toFixed(0), ...ratios]
  })
  const page = `# Shielding

${machineFacts()}
- command: \`npm run bench -- shielding ${process.argv.slice(2).join(' ')}\`
- ${CONNECTIONS} connections; medians of rounds that take turns; a load on the machine falls on all

${markdownTable(['shielded', 'CPU ms a request', 'a second', 'CPU, of none', 'rate, of none'], rows)}

A shield request on a child with a household of ${HOUSEHOLD}: median ${median(requests).toFixed(0)} ms, longest ${requests.at(-1)!.toFixed(0)} ms, of
${requests.length}; the goal is ${WITHIN_MS} ms. Every answer of this door waits 2,500 ms.
`
  await keepPage('shielding', page)
  process.stdout.write(page)
}
