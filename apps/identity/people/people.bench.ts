// Usage: npm run bench -- people [--sizes 1000,390000] [--sign-ins 400] [--failures 80]
// So many people who may use the directory: signing in, who of all of them may, what an authority lacks; and whether failures look alike.
import { NestFactory } from '@nestjs/core'
import { connectBus } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import { asAdministrator, inACall, letIn, settingsIn, shellOf, startTestStack } from '@contactpoint/testing'
import type { Db } from 'mongodb'
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { generateSecret, generateSync } from 'otplib'
import { machineFacts } from '../../../bench/machine.ts'
import { mannWhitney } from '../../../bench/mann-whitney.ts'
import { median } from '../../../bench/median.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { costsOf } from '../../../bench/serving/cost.ts'
import { countCell, markdownTable, type Cell } from '../../../bench/tables.ts'
import type { Person } from './people.schema.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { sizes: text, 'sign-ins': text, failures: text } })
const sizes = (values.sizes ?? '1000,390000').split(',').map(Number)
const SIGN_INS = Number(values['sign-ins'] ?? 400)
const FAILURES = Number(values.failures ?? 80)
/** As many as hash at a time. */
const AT_ONCE = 4
const AUTHORITIES = 150
const PEOPLE_OF_AN_ORGANISATION = 20
const AT_A_TIME = 5_000
const SECRETS = { password: 'a long walk to the sea', pin: '4821' }
const totpSecret = generateSecret()

const stack = await startTestStack({ apps: ['identity'] })
try {
  await stack.children.get('identity')!.stop()
  await measureAll()
} finally {
  await stack.remove()
}

async function measureAll(): Promise<void> {
  const client = await asAdministrator(stack)
  const connection = await connectBus({
    ...{ servers: stack.address.natsUrl, service: 'identity', seed: stack.secrets.busSeeds.identity },
  })
  const { identity } = await built<typeof import('../app.module.ts')>('app.module.js')
  const shell = shellOf(identity, { settings: settingsIn(stack, 'identity'), connection })
  const app = await NestFactory.createApplicationContext(shell, { logger: false })
  const { SessionsService } =
    await built<typeof import('../sessions/sessions.service.ts')>('sessions/sessions.service.js')
  const { PeopleService } = await built<typeof import('./people.service.ts')>('people/people.service.js')
  const sessions = app.get(SessionsService, { strict: false })
  const people = app.get(PeopleService, { strict: false })
  const db = client.db('identity')
  const found: Found[] = []
  for (const size of sizes) {
    await fill(db, size)
    const open = (typed: object) => inACall(() => sessions.open(typed), randomUUID())
    const everybody = await cost(() => passOverAll(db, people))
    const readiness = await cost(() => people.countValid('practitioner', codeOf(1)))
    const signIn = await cost(() => signInAll(open, size))
    found.push({ size, signIn, everybody, readiness, failures: await failuresOf(open, size) })
    say(`${countCell(size)} people measured`)
  }
  await app.close()
  await connection.close()
  await client.close()
  await report(found)
}

interface Cost<T> {
  answer: T
  ms: number
  cpuMs: number
}

interface Found {
  size: number
  signIn: Cost<number[]>
  everybody: Cost<number>
  readiness: Cost<number>
  failures: [name: string, times: number[]][]
}

function codeOf(authority: number): string {
  return String(200 + authority)
}

/** People alike but for who and where they are, all of whom may sign in, with one password, PIN and token. */
async function fill(db: Db, size: number): Promise<void> {
  const template = await letIn(db, { _id: 'template' })
  const collectionOf = (name: string) => db.collection<{ _id: string }>(name)
  const [people, organisations, authorities] = [
    collectionOf('people'),
    collectionOf('organisations'),
    collectionOf('authorities'),
  ]
  const person = await people.findOne({ _id: template })
  const [organisation, authority] = [await organisations.findOne(), await authorities.findOne()]
  const authenticators = collectionOf('authenticators')
  for (const kept of [people, organisations, authorities, authenticators]) await kept.deleteMany({})
  const authenticator = await theirAuthenticator()
  const inAYear = new Date(Date.now() + 365 * 86_400_000)
  const whereOf = (n: number) => {
    const nth = Math.floor(n / PEOPLE_OF_AN_ORGANISATION)
    return { organisationId: `o-${nth}`, organisation: `Organisation ${nth}`, authority: codeOf(nth % AUTHORITIES) }
  }
  await authorities.insertMany(Array.from({ length: AUTHORITIES }, (_, n) => ({ ...authority, _id: codeOf(n) })))
  const preconditions = { identityCheck: inAYear, enhancedDisclosure: inAYear, training: inAYear }
  for (let from = 0; from < size; from += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, size - from) }, (_, n) => from + n)
    const firsts = some.filter((n) => n % PEOPLE_OF_AN_ORGANISATION === 0).map(whereOf)
    await organisations.insertMany(
      firsts.map(({ organisationId: _id, organisation: name, authority: of }) => ({
        ...{ ...organisation, _id, name, authority: of, accreditedUntil: inAYear },
      })),
    )
    await people.insertMany(
      some.map((n) => ({
        ...{ ...person, _id: `p-${n}`, username: `p-${n}`, ...whereOf(n), attestedUntil: inAYear, preconditions },
      })),
    )
    await authenticators.insertMany(some.map((n) => ({ ...authenticator, _id: `p-${n}` })))
  }
}

/** What all of them sign in with. */
async function theirAuthenticator(): Promise<object> {
  const hashing = await built<typeof import('../authenticators/hashing.service.ts')>(
    'authenticators/hashing.service.js',
  )
  const { TOTP_SEED } = await built<typeof import('../authenticators/authenticators.service.ts')>(
    'authenticators/authenticators.service.js',
  )
  const totpSeed = new MasterKey(stack.secrets.masterKey).seal(TOTP_SEED, totpSecret)
  const [passwordHash, pinHash] = await Promise.all([SECRETS.password, SECRETS.pin].map(hashing.hashSecret))
  return { passwordHash, pinHash, totpSeed, lastStep: 0 }
}

/** Who of all may use the directory: what a nightly run would work out, if anything were kept of it. @returns how many */
async function passOverAll(db: Db, people: { standingsOf: (some: Person[]) => Promise<unknown[]> }): Promise<number> {
  const { valid } = await built<typeof import('./people.rules.ts')>('people/people.rules.js')
  let [count, some] = [0, [] as Person[]]
  const look = async () => {
    count += valid((await people.standingsOf(some)) as never, new Date()).length
    some = []
  }
  for await (const person of db.collection<Person>('people').find()) {
    if (some.push(person as Person) === AT_A_TIME) await look()
  }
  await look()
  return count
}

/** People in turn, spread over all; four at a time. @returns milliseconds of each */
async function signInAll(open: (typed: object) => Promise<unknown>, size: number): Promise<number[]> {
  const times: number[] = []
  let nth = 0
  const one = async () => {
    while (nth < SIGN_INS) {
      const username = `p-${Math.floor((nth++ * size) / SIGN_INS)}`
      const began = performance.now()
      await open({ username, ...SECRETS, code: generateSync({ secret: totpSecret }) })
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return times
}

/** Failures of each kind in turn, each of another name and address. */
async function failuresOf(open: (typed: object) => Promise<unknown>, size: number): Promise<Found['failures']> {
  const code = () => generateSync({ secret: totpSecret })
  const kinds: [string, (username: string) => object][] = [
    ['a wrong password', (username) => ({ username, ...SECRETS, password: 'not this one', code: code() })],
    ['a wrong PIN', (username) => ({ username, ...SECRETS, pin: '0000', code: code() })],
    ['a wrong code', (username) => ({ username, ...SECRETS, code: '000000' })],
    ['a name that nobody has', (username) => ({ username: `x${username}`, ...SECRETS, code: code() })],
  ]
  const times = kinds.map((): number[] => [])
  for (let round = 0; round < FAILURES; round++)
    for (const [n, [, typed]] of kinds.entries()) {
      const username = `p-${(round * kinds.length + n) % size}`
      const began = performance.now()
      await open(typed(username)).catch(() => undefined)
      times[n]!.push(performance.now() - began)
    }
  return kinds.map(([name], n) => [name, times[n]!])
}

async function cost<T>(work: () => Promise<T>): Promise<Cost<T>> {
  const [began, before] = [performance.now(), cpuMs()]
  const answer = await work()
  return { answer, ms: performance.now() - began, cpuMs: cpuMs() - before }
}

/** Of this process and of the store. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (costsOf(stack).mongo?.cpuMs ?? 0)
}

/** The compiled module: Node reads no decorators. */
async function built<T>(file: string): Promise<T> {
  return (await import(`../dist/${file}`)) as T
}

async function report(found: Found[]): Promise<void> {
  const at = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!
  const rows = found.map(({ size, signIn, everybody, readiness }): Cell[] => [
    countCell(size),
    ...[median(signIn.answer), at(signIn.answer, 0.99), signIn.cpuMs / SIGN_INS].map((one) => one.toFixed(1)),
    ...[(everybody.ms / 1000).toFixed(2), ((everybody.cpuMs * 1000) / size).toFixed(0)],
    ...[readiness.ms.toFixed(1), countCell(readiness.answer)],
  ])
  const header = ['people', 'sign-in: median ms', 'p99 ms', 'CPU ms', 'who of all may: s', 'CPU µs a person', 'who of an authority may: ms', 'of them'] // prettier-ignore
  const [, usual] = found.at(-1)!.failures[0]!
  const alike = found.at(-1)!.failures.map(([name, times]): Cell[] => {
    const { smaller, p } = mannWhitney(times, usual)
    return [name, median(times).toFixed(2), smaller.toFixed(3), p.toFixed(3)]
  })
  const lines = [
    '# The people who may use the directory\n',
    `Identity alone, in this process, on a store with so many people of ${AUTHORITIES} authorities, ${PEOPLE_OF_AN_ORGANISATION} in an organisation, all of whom may`,
    `sign in. ${SIGN_INS} sign in, ${AT_ONCE} at a time, two Argon2id hashes each. Nothing is worked out at night: who may is a question of the moment (decision 35). What a`,
    'nightly run would cost is the column of all. CPU is of this process and of the store. Made by `npm run bench -- people`.\n',
    `${machineFacts()}\n- store: mongod 6.0 (embedded), one member\n`,
    markdownTable(header, rows),
    '\n## Whether failures look alike\n',
    `One at a time, ${FAILURES} of each kind in turn, beside a wrong password (Mann-Whitney): how often one is quicker than it, .5 when nothing tells them apart, and how often`,
    'chance alone would be as far off.\n',
    markdownTable(['', 'median ms', 'quicker', 'p'], alike),
    '',
  ].join('\n')
  await keepPage('people', lines)
  process.stdout.write(lines)
}

function say(line: string): void {
  process.stderr.write(`  … ${line}\n`)
}
