import {
  appendEntry,
  Fault,
  newChildId,
  readRecord,
  searchChildren,
  type SearchCriteria,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt, randomUUID } from 'node:crypto'
import { AppealsService } from '../appeals/appeals.service.ts'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { SearchesService } from '../searches/searches.service.ts'
import { ShieldingConfig } from '../shielding.config.ts'
import { BudgetsService } from './budgets.service.ts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { WINDOWS, type Budget } from './policy.rules.ts'
import { SpendingsRepository } from './spendings.repository.ts'
import type { Spending } from './spendings.schema.ts'

const { budgets } = FOUNDING_POLICY
const HOURLY = budgets.practitioner.hour

let room: Room<'directory' | 'audit'>
let caller = aCaller()

const nothing = { address: null, education: null, gpPracticeCode: null, dateOfDeath: null, authority: null }
const hidden = { formerNames: [], carers: [], involvements: [], ...nothing }
const someone = () => newChildId(randomInt)
const some = (count: number) => Array.from({ length: count }, someone)
const open = (childId: string) =>
  inACall(() => room.get(DisclosuresService).open(caller, { childId, reason: 'assessment' }))
const search = (criteria: Partial<SearchCriteria> = { dateOfBirth: '2012-06-27' }) =>
  inACall(() =>
    room.get(SearchesService).run(caller, { reason: 'assessment', criteria: { familyName: 'Mainwood', ...criteria } }),
  )
const appeals = () => room.get(AppealsService)
const manager = aCaller({ role: 'cpmt', personId: 'm-1' })
const spendings = () => room.db.collection<Spending>('spendings')
const answersOf = async (asked: Promise<unknown>[]) =>
  (await Promise.allSettled(asked)).map((answer) =>
    answer.status === 'fulfilled' ? 'shown' : (answer.reason as Fault).code,
  )
/** Some at a time: near the end of a budget one waits for the other, and a machine that is busy has not forever. */
async function openAll(childIds: string[]): Promise<string[]> {
  const answers: string[] = []
  for (let n = 0; n < childIds.length; n += 20)
    answers.push(...(await answersOf(childIds.slice(n, n + 20).map((childId) => open(childId)))))
  return answers
}
const tally = (answers: string[], which: string) => answers.filter((answer) => answer === which).length

/** As if what was spent until now had been spent so much earlier. */
async function passes(personId: string, ms: number): Promise<void> {
  const found = await spendings().findOne({ _id: personId })
  if (!found) return
  const earlier = (at: Date): Date => new Date(at.getTime() - ms)
  const seen = Object.fromEntries(Object.entries(found.seen ?? {}).map(([key, at]) => [key, earlier(at)]))
  const slots = Object.entries(found.searches ?? {})
  const searches = Object.fromEntries(slots.map(([key, { cost, at }]) => [`${key}-`, { cost, at: earlier(at) }]))
  await spendings().updateOne({ _id: personId }, { $set: { seen, searches } })
}

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'])
})

beforeEach(() => {
  caller = aCaller({ personId: randomUUID() })
  room.fakes.directory.answers(searchChildren, async () => ({ hits: [], refine: false }))
  answerAsUsual(room.fakes, () => ({ full: true, child: { ...aVisibleChild(someone()), ...hidden } }))
})

afterAll(() => room?.close())

describe('the children that somebody sees', () => {
  it('are as many in an hour as the role may see, also when they are asked for at once at two copies (AC-18)', async () => {
    const copies = [0, 1].map(
      () => new BudgetsService(new ShieldingConfig(), room.get(SpendingsRepository), { warn: () => {} } as never),
    )
    const paid = await Promise.all(
      some(HOURLY + 80).map((childId, nth) =>
        copies[nth % 2]!.pay(caller, { childIds: [childId], search: 0 }, budgets),
      ),
    )
    expect(paid.filter(({ isWithin }) => isWithin)).toHaveLength(HOURLY)
  })

  it('are distinct: one that was seen is seen again, at the end too', async () => {
    const seen = some(HOURLY)
    expect(tally(await openAll(seen), 'shown')).toBe(HOURLY)
    await expect(open(someone())).rejects.toMatchObject({ code: 'over-budget' })
    await expect(search()).rejects.toMatchObject({ code: 'over-budget' })
    expect(await open(seen[0]!)).toMatchObject({ budget: { window: 'hour', limit: HOURLY, left: 0 } })
  })

  it('are withheld when they are too many, and the log says so', async () => {
    await openAll(some(HOURLY))
    room.fakes.audit.forget()
    const childId = someone()
    await expect(open(childId)).rejects.toMatchObject({ code: 'over-budget' })
    expect(room.fakes.audit.questions(appendEntry).map(({ outcome, children }) => ({ outcome, children }))).toEqual([
      { outcome: 'shown', children: [{ childId, shown: 'full' }] },
      { outcome: 'withheld', children: [{ childId, shown: 'nothing' }] },
    ])
  })

  it('count though there is no such child: the end tells nothing of who there is', async () => {
    room.fakes.directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    const answers = await openAll(some(HOURLY + 5))
    expect([tally(answers, 'not-found'), tally(answers, 'over-budget')]).toEqual([HOURLY, 5])
  })

  it('count for whoever sees them, by whichever account, and for nobody else', async () => {
    await openAll(some(HOURLY))
    caller = aCaller({ personId: randomUUID(), identity: caller.identity })
    await expect(open(someone())).rejects.toMatchObject({ code: 'over-budget' })
    caller = aCaller({ personId: randomUUID() })
    expect(await open(someone())).not.toHaveProperty('budget')
  })

  it('are told of when little is left, and not before', async () => {
    const answers = []
    for (const childId of some(HOURLY * 0.8 + 1)) answers.push(await open(childId))
    expect(answers.at(-1)!.budget).toEqual({ window: 'hour', limit: HOURLY, left: HOURLY * 0.2 - 1 })
    expect(answers.slice(0, HOURLY * 0.8 - 1).every(({ budget }) => budget === undefined)).toBe(true)
  })

  it('count no more in an hour that has passed, and still in the day', async () => {
    await openAll(some(HOURLY))
    await passes(caller.personId, WINDOWS.hour + 1)
    expect(await open(someone())).not.toHaveProperty('budget')
    const { hour, day } = (await spendings().findOne({ _id: caller.personId }))!
    expect({ hour, day }).toEqual({ hour: 1, day: HOURLY + 1 })
  })

  it('cost a search with its hits, and the more the wider it was', async () => {
    const found = some(3).map((childId) => ({ ...aVisibleChild(childId), byVisibleKeys: true }))
    room.fakes.directory.answers(searchChildren, async () => ({ hits: found as never, refine: false }))
    await search()
    await search({ familyName: 'Ma*', dateOfBirthFrom: '2012-01-01', dateOfBirthTo: '2012-12-31' })
    const nothing = { identity: caller.identity, cost: { childIds: [], search: 0 }, atMost: budgets.practitioner }
    expect(await room.get(SpendingsRepository).payExactly(nothing)).toMatchObject({ hour: 3 + 1 + 9 })
  })

  it('are twice as many for a day, when the management grants an appeal, and no longer', async () => {
    await openAll(some(HOURLY))
    const { appealId } = await appeals().open(caller, 'school-intake')
    expect(await appeals().open(caller, 'other')).toEqual({ appealId })
    expect(await appeals().decide(manager, { appealId, decision: 'grant' })).toEqual({})
    const answers = await openAll(some(HOURLY + 1))
    expect([tally(answers, 'shown'), tally(answers, 'over-budget')]).toEqual([HOURLY, 1])
    await spendings().updateOne({ _id: caller.personId }, { $set: { raisedUntil: new Date(Date.now() - 1) } })
    await expect(open(someone())).rejects.toMatchObject({ code: 'over-budget' })
  })

  it('are no more when it is refused, decided by whoever asks, whichever of their accounts they use, or by another authority (I8)', async () => {
    await openAll(some(HOURLY))
    const asker = aCaller({ role: 'cpmt', personId: caller.personId })
    const { appealId } = await appeals().open(asker, 'other')
    const elsewhere = aCaller({ role: 'cpmt', personId: 'm-2', authority: '380' })
    const secondAccount = aCaller({ role: 'cpmt', personId: 'm-3', identity: asker.identity })
    for (const who of [asker, elsewhere, secondAccount])
      await expect(appeals().decide(who, { appealId, decision: 'grant' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await appeals().list(elsewhere)).appeals).toEqual([])
    expect((await appeals().list(manager)).appeals).toContainEqual(expect.objectContaining({ appealId, code: 'other' }))
    await appeals().decide(manager, { appealId, decision: 'refuse' })
    await expect(appeals().decide(manager, { appealId, decision: 'grant' })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(open(someone())).rejects.toMatchObject({ code: 'over-budget' })
  })

  it('are appealed for once, however often it is asked at the same moment, and each step is recorded', async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => appeals().open(caller, 'emergency')))
    expect(new Set(opened.map(({ appealId }) => appealId)).size).toBe(1)
    await appeals().decide(manager, { appealId: opened[0]!.appealId, decision: 'refuse' })
    const said = () =>
      room.fakes.audit
        .questions(appendEntry)
        .filter(({ particulars }) => particulars?.appealId === opened[0]!.appealId)
        .map(({ caller: { personId }, particulars }) => [personId, particulars!.state])
    expect(await until(async () => said().length === 2, 15_000)).toBe(true)
    expect(said().sort()).toEqual(
      [
        [caller.personId, 'open'],
        ['m-1', 'refuse'],
      ].sort(),
    )
  })

  it('are none for a role that is to see none', async () => {
    const paid = await room
      .get(BudgetsService)
      .pay(aCaller({ personId: randomUUID(), role: 'auditor' }), { childIds: [someone()], search: 0 }, budgets)
    expect(paid.isWithin).toBe(false)
  })
})

describe('what is counted', () => {
  const MODEL: Budget = { hour: 6, day: 10, month: 14 }
  const PASSING = [31, 61, 13 * 60, 25 * 60, 31 * 24 * 60].map((minutes) => minutes * 60_000)
  const ids = some(9)
  const steps = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ see: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ search: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 2, arbitrary: fc.record({ pass: fc.constantFrom(...PASSING) }) },
    ),
    { minLength: 5, maxLength: 14 },
  )

  it('is what a person saw in each window, whatever the order: nothing more is let through, and nothing less', async () => {
    const repository = room.get(SpendingsRepository)
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const personId = randomUUID()
        let told: { key: string; cost: number; ago: number }[] = []
        for (const step of taken) {
          if ('pass' in step) {
            await passes(personId, step.pass)
            told = told.map((one) => ({ ...one, ago: one.ago + step.pass }))
            continue
          }
          const [childIds, cost] = 'see' in step ? [step.see, 0] : [[], step.search]
          if (childIds.length + cost === 0) continue
          const fresh = childIds.map((key) => ({ key, cost: 1, ago: 0 }))
          const after = [...told.filter(({ key }) => !childIds.includes(key)), ...fresh]
          if (cost > 0) after.push({ key: '', cost, ago: 0 })
          const spent = (ms: number) => after.reduce((sum, one) => sum + (one.ago < ms ? one.cost : 0), 0)
          const fits = (['hour', 'day', 'month'] as const).every((window) => spent(WINDOWS[window]) <= MODEL[window])
          const payment = { identity: personId, cost: { childIds, search: cost }, atMost: MODEL }
          const isPaid = (await repository.pay([payment])) || (await repository.payExactly(payment)) !== null
          expect(isPaid).toBe(fits)
          if (isPaid) told = after
        }
      }),
      { numRuns: 60 },
    )
  })
})
