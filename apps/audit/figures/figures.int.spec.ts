import type { Caller } from '@contactpoint/bus'
import { FIGURES, newChildId, type AppendEntry, type Figures, type ReadFigures } from '@contactpoint/contracts'
import { asAdministrator, aService, asService, settingsIn, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { INestApplicationContext } from '@nestjs/common'
import { randomInt, randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { CheckingService } from './checking.service.ts'
import { CountingRepository } from './counting.repository.ts'
import { CountingService } from './counting.service.ts'
import { FiguresService } from './figures.service.ts'

let stack: TestStack
let bus: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
const copies: INestApplicationContext[] = []
const COUNTED = ['figure_counts', 'figure_columns', 'figure_names', 'figure_positions']

beforeAll(async () => {
  // Started for its own provisioning; what is tested are further copies on its store, in this process.
  stack = await startTestStack({ apps: ['audit'] })
  await stack.children.get('audit')!.stop()
  databases = await asAdministrator(stack)
  bus = await asService(stack, 'audit')
})

beforeEach(async () => {
  for (const name of ['entries', 'checkpoints', 'tiles', ...COUNTED]) await db().collection(name).deleteMany({})
})

afterEach(async () => {
  for (const copy of copies.splice(0)) await copy.close()
})

afterAll(async () => {
  await bus?.connection.close()
  await databases?.close()
  await stack?.remove()
})

const db = () => databases.db('audit')
const stored = (name: string) => db().collection(name).find().sort({ _id: 1 }).toArray()

async function aCopy() {
  const copy = await aService(audit, { settings: settingsIn(stack, 'audit'), connection: bus.connection })
  copies.push(copy)
  const get = <T>(service: new (...given: never[]) => T): T => copy.get(service, { strict: false })
  const counting = get(CountingService)
  // Rounds are run by hand here, not by the clock.
  await counting.onModuleDestroy()
  return {
    ledger: get(LedgerService),
    counting,
    repository: get(CountingRepository),
    checking: get(CheckingService),
    read: (ask: ReadFigures, caller = AUDITOR): Promise<Figures> => get(FiguresService).read(caller, ask),
    follow: () => counting.follow(() => true),
  }
}

const aCaller = (given: Partial<Caller>): Caller =>
  ({
    personId: 'a-1',
    role: 'auditor',
    authority: '000',
    organisation: 'National',
    trace: 'a'.repeat(32),
    ...given,
  }) as Caller
const AUDITOR = aCaller({})
const CHILD_ID = newChildId(randomInt)
const ROLES = ['practitioner', 'shield-officer', 'cpmt']
/** The nth of many: each is another mixture. */
const anEntry = (n: number): AppendEntry => ({
  entryId: randomUUID(),
  caller: { personId: `p-${n % 37}`, role: ROLES[n % 3]!, organisation: `Authority ${n % 7}` },
  action: n % 2 === 0 ? 'search' : 'disclosure',
  outcome: 'shown',
  reason: n % 4 === 0 ? 'transition' : 'assessment',
  // Some of them find nothing.
  children: n % 5 === 0 ? [] : [{ childId: CHILD_ID, shown: 'visible' }],
  particulars: null,
})
const append = (ledger: LedgerService, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => ledger.append(anEntry(n))))
const today = () => new Date().toISOString().slice(0, 10)
const sumOf = ({ rows }: Figures, column: number) => rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0)

describe('what is counted of the ledger', () => {
  it('is each entry once, in whatever steps it grows', async () => {
    const { ledger, checking, read, follow } = await aCopy()
    for (const count of [1, 7, 250]) {
      await append(ledger, count)
      await follow()
    }
    const byRole = await read({ name: 'accesses', by: 'role' })
    expect(byRole).toMatchObject({ countedTo: 258, columns: ['searches', 'disclosures', 'reads', 'steps'] })
    expect([sumOf(byRole, 0), sumOf(byRole, 1)]).toEqual([130, 128])
    const byOrganisation = await read({ name: 'misses', by: 'organisation' })
    expect([sumOf(byOrganisation, 0), sumOf(byOrganisation, 1)]).toEqual([130, 27])
    expect(byOrganisation.rows.map(({ key }) => key).sort()).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `Authority ${n}`))
    const byHour = await read({ name: 'accesses', by: 'hour', from: today() })
    expect(sumOf(byHour, 0) + sumOf(byHour, 1)).toBe(258)
    expect(await checking.check(today())).toEqual([])
    expect(await checking.check(today().slice(0, 7))).toEqual([])
  })

  it('is each entry once by two copies at a time, and when one is cut off in the middle of keeping it', async () => {
    const [one, other] = [await aCopy(), await aCopy()]
    await append(one.ledger, 300)
    const keep = one.repository.moveOn.bind(one.repository)
    let cuts = 0
    one.repository.moveOn = async (...given) => {
      // What was written before in this transaction goes with it.
      if (cuts++ < 2) throw new Error('cut off')
      return keep(...given)
    }
    await expect(one.follow()).rejects.toThrow('cut off')
    expect(await stored('figure_counts')).toEqual([])
    await Promise.allSettled([one.follow(), other.follow(), other.follow()])
    await other.follow()
    expect((await other.counting.position()).counted).toBe(300)
    expect(await other.checking.check(today())).toEqual([])
    const [all] = await db().collection('figure_counts').find({ organisation: null, when: today() }).toArray()
    const cells = Object.values(all!.counts as Record<string, number>)
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(300)
  })

  it('is not kept where another counted from there', async () => {
    const { ledger, counting } = await aCopy()
    await append(ledger, 10)
    await counting.position()
    const entries = await ledger.headersFrom(0, 10)
    expect(await counting.count(0, entries)).toBe(true)
    expect(await counting.count(0, entries)).toBe(false)
    expect(await counting.count(5, entries.slice(5))).toBe(false)
    expect((await counting.position()).counted).toBe(10)
  })

  it('says the same when it is forgotten and counted anew', async () => {
    const { ledger, counting, checking, follow } = await aCopy()
    await append(ledger, 300)
    await follow()
    const before = [await stored('figure_counts'), await stored('figure_columns'), await stored('figure_names')]
    await counting.rebuild()
    expect((await counting.position()).counted).toBe(0)
    await follow()
    const after = [await stored('figure_counts'), await stored('figure_columns'), await stored('figure_names')]
    expect(after).toEqual(before)
    expect(await checking.check(today())).toEqual([])
  })

  it('remembers whose people there are, with who came since, and until it is counted anew', async () => {
    const { ledger, counting, follow, read } = await aCopy()
    const adopted = async () => (await read({ name: 'adoption' })).rows.map(({ key }) => key)
    for (const more of [3, 60]) await append(ledger, more).then(follow).then(adopted)
    await db()
      .collection('entries')
      .updateMany({}, { $set: { organisation: 'Another' } })
    await counting.rebuild()
    await follow()
    expect(await adopted()).toEqual(['Another'])
  })
})

describe('a check', () => {
  it('counts one day again, wherever its entries stand among those of others', async () => {
    const { ledger, checking, counting, follow } = await aCopy()
    await append(ledger, 1)
    const pattern = (await db().collection('entries').findOne({ index: 0 }))!
    // Four entries an hour for a week, and every tenth a little before the one that stands before it.
    const first = Date.parse('2026-11-01T00:00:00Z')
    const timeOf = (n: number) => new Date(first + (n % 10 === 9 ? n - 2 : n) * 15 * 60_000)
    const week = Array.from({ length: 7 * 96 }, (_, n) => ({
      ...{ ...pattern, _id: randomUUID() as never, index: n, time: timeOf(n), personId: `p-${n % 5}` },
    }))
    await db().collection('entries').deleteMany({})
    await db().collection('entries').insertMany(week)
    await follow()
    expect((await counting.position()).counted).toBe(week.length)
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-11-0${day}`)
    for (const day of days) expect(await checking.check(day)).toEqual([])
    await db().collection('entries').deleteOne({ index: 300 })
    const wrong = await Promise.all(days.map((day) => checking.check(day)))
    expect(wrong.flatMap((found, n) => (found.length > 0 ? [days[n]] : []))).toContain('2026-11-04')
  })

  it('finds a number that was changed, one that is gone, and a person who was made somebody else', async () => {
    const { ledger, checking, follow } = await aCopy()
    await append(ledger, 60)
    await follow()
    const [day] = await db().collection('figure_counts').find({ organisation: 'Authority 3', when: today() }).toArray()
    const [cell, count] = Object.entries(day!.counts as Record<string, number>)[0]!
    const changed = async (update: object) => {
      await db().collection('figure_counts').updateOne({ _id: day!._id }, update)
      return checking.check(today())
    }
    const [field, wrong] = [`counts.${cell}`, { where: `${today()} Authority 3`, what: cell, ledger: count }]
    expect(await changed({ $inc: { [field]: 1 } })).toEqual([{ ...wrong, counted: count + 1 }])
    expect(await changed({ $unset: { [field]: 1 } })).toEqual([{ ...wrong, counted: 0 }])
    expect(await changed({ $set: { [field]: count } })).toEqual([])
    await db()
      .collection('figure_names')
      .updateOne({ personId: 'p-5' }, { $set: { personId: 'p-6' } })
    expect((await checking.check(today())).length).toBeGreaterThan(0)
  })
})

describe('a figure', () => {
  it('is an entry before it is answered, and counted as one afterwards', async () => {
    const { ledger, read, follow } = await aCopy()
    await append(ledger, 3)
    await follow()
    const { receipt, countedTo, log } = await read({ name: 'log' })
    expect({ index: receipt.index, countedTo, log }).toMatchObject({
      index: 3,
      countedTo: 3,
      log: { size: 4, behind: 1 },
    })
    const [entry] = await ledger.storedFrom(3, 1)
    expect(entry).toMatchObject({ action: 'figures-read', outcome: 'shown', personId: 'a-1', parts: [] })
    await follow()
    expect((await read({ name: 'accesses', by: 'action' })).rows).toContainEqual({
      ...{ key: 'figures-read', values: [0, 0, 1, 0], masked: false },
    })
  })

  it('is not answered when the look cannot be recorded', async () => {
    const { ledger, read, follow } = await aCopy()
    await append(ledger, 3)
    await follow()
    ledger.append = () => Promise.reject(new Error('not recorded'))
    for (const name of FIGURES) await expect(read({ name })).rejects.toThrow('not recorded')
  })

  it('of people shows who did most, and what is usual in their role', async () => {
    const { ledger, read, follow } = await aCopy()
    const busy = { personId: 'busy', role: 'practitioner', organisation: 'Authority 1' }
    for (let n = 0; n < 40; n++) await ledger.append({ ...anEntry(n), caller: busy })
    await append(ledger, 111)
    await follow()
    const { people, peers } = await read({ name: 'people' })
    expect(people[0]).toEqual({ ...busy, entries: 40 })
    expect(peers.find(({ role }) => role === 'practitioner')).toEqual({
      ...{ role: 'practitioner', people: 38, median: 1, ninetyFifth: 1 },
    })
  })
})
