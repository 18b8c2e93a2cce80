// Usage: npm run bench -- timing [--help]
// Whether the time of an answer tells what must not be told: two-sample tests over paired requests.
import {
  aCensus,
  aPupil,
  asAdministrator,
  Callers,
  childIdsOf,
  Observer,
  startTestStack,
  type Pupil,
} from '@contactpoint/testing'
import { api, pathTo } from '@contactpoint/contracts'
import { parseArgs } from 'node:util'
import { machineFacts } from '../machine.ts'
import { mannWhitney } from '../mann-whitney.ts'
import { median } from '../median.ts'
import { keepPage } from '../results-page.ts'
import { markdownTable, type Cell } from '../tables.ts'
import { comparisons, type Comparison, type Request } from './comparisons.ts'

const USAGE = `npm run bench -- timing [--pairs 2000]

Asks in pairs, by turns first one then the other, each request alone on one connection, and reports the share of pairs of times in which
the first is smaller, with p. Writes bench/results/timing.md.`

/** Children of a kind, asked about by turns. */
const CHILDREN = 50
const WARM_UP = 200
/** The desk of its children is that of `shield-officer-1`. */
const LEEDS_SCHOOL = '107809'

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '2000' }, help: { type: 'boolean', short: 'h', default: false } },
})
const pairs = Number(values.pairs)
if (values.help) process.stdout.write(`${USAGE}\n`)
else if (Number.isSafeInteger(pairs) && pairs > 0) await bench()
else throw new Error(USAGE)

async function bench(): Promise<void> {
  const stack = await startTestStack()
  try {
    const callers = await Callers.of(stack)
    const observer = new Observer(stack.address.gatewayUrl, 1)
    const { children, idOf } = await people(callers, stack)
    const ask: Ask = async ({ path, body }, by) => {
      const token = await callers.tokenOf(by)
      const asked =
        body === null
          ? { method: 'GET' as const, contentType: null }
          : { method: 'POST' as const, contentType: 'application/json' }
      const { status } = await observer.observe({ path, body, ifMatch: null, ...asked }, token)
      if (status !== 200 && status !== 404) throw new Error(`Answered ${status}`)
      return observer.lastMs
    }
    const rows: Cell[][] = []
    for (const comparison of comparisons(children, idOf)) rows.push(await compare(comparison, ask))
    observer.close()
    await report(rows)
  } finally {
    await stack.remove()
  }
}

/** @returns in how many milliseconds it was answered */
type Ask = (one: Request, by: string) => Promise<number>

async function compare({ first, second, by = 'practitioner', pair }: Comparison, ask: Ask): Promise<Cell[]> {
  const times: [number[], number[]] = [[], []]
  for (let n = -WARM_UP; n < pairs; n++) {
    const requests = pair(n)
    // Which of the two comes first takes turns, but where one must.
    const order = second === 'its second access' || n % 2 === 0 ? [0, 1] : [1, 0]
    for (const which of order) {
      const ms = await ask(requests[which]!, by)
      if (n >= 0) times[which]!.push(ms)
    }
  }
  const { smaller, z, p } = mannWhitney(times[0], times[1])
  const [one, other] = times.map((all) => median(all).toFixed(2)) as [string, string]
  const row = [first, second, one, other, smaller.toFixed(3), z.toFixed(2), p.toFixed(4)]
  process.stderr.write(`  … ${row.join(', ')}\n`)
  return row
}

/** Shielded children with little and with much to hide, sealed ones, and invisible ones. */
async function people(callers: Callers, stack: Parameters<typeof asAdministrator>[0]) {
  const small = Array.from({ length: CHILDREN }, () => aPupil({ contacts: [] }))
  const large = Array.from({ length: CHILDREN }, (_, n) => {
    const contacts = Array.from({ length: 8 }, (_one, nth) => {
      const phone = `0781${String(n * 10 + nth).padStart(7, '0')}`
      return { surname: 'Long'.repeat(10), forename: 'Name'.repeat(10), relationship: 'other', phone }
    })
    const lines = Array.from({ length: 4 }, () => 'Long Lane '.repeat(9).trim())
    return aPupil({ contacts, address: { lines, postcode: 'LS2 4AP' }, formerSurname: 'Former'.repeat(10) })
  })
  const lookalikes = small.map(({ surname, forename, dob, sex }) => {
    return { ...aPupil({ address: { lines: ['1 Elsewhere'], postcode: 'TR1 1AA' } }), surname, forename, dob, sex }
  })
  const sealed = Array.from({ length: CHILDREN }, () => aPupil({ urn: LEEDS_SCHOOL }))
  await callers.supplier.loadFeed(aCensus([...small, ...large, ...sealed]))
  const databases = await asAdministrator(stack)
  const ids = await childIdsOf(databases, [...small, ...large, ...sealed])
  for (const some of [small, large, sealed])
    await Promise.all(some.map((pupil) => callers.practitioner.shield(ids.get(pupil.ref)!)))
  for (const { ref } of sealed) await seal(callers, ids.get(ref)!)
  await callers.supplier.loadFeed(aCensus(lookalikes, { serial: '002' }))
  for (const [ref, childId] of await childIdsOf(databases, lookalikes)) ids.set(ref, childId)
  await databases.close()
  return { children: { small, large, lookalikes, sealed }, idOf: ({ ref }: Pupil): string => ids.get(ref)! }
}

/** By the desk of the child. */
async function seal(callers: Callers, childId: string): Promise<void> {
  const path = pathTo(api.shields.setTier, { childId })
  const { status } = await callers.clientOf('shield-officer-1').post(path, { tier: 'sealed' })
  if (status !== 200) throw new Error(`A child was not sealed: ${status}`)
}

async function report(rows: Cell[][]): Promise<void> {
  const header = ['first', 'second', 'median ms', 'median ms', 'first smaller', 'z', 'p']
  const text = `# Whether times tell

${machineFacts()}
- command: \`npm run bench -- timing ${process.argv.slice(2).join(' ')}\`
- ${pairs} pairs each, one request at a time on one connection; Mann-Whitney U, two-sided

${markdownTable(header, rows)}
`
  await keepPage('timing', text)
  process.stdout.write(text)
}
