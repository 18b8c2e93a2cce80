import type { NearDecision, PresentRecord } from '@contactpoint/contracts'
import { Outbox } from '@contactpoint/mongo'
import { until } from '@contactpoint/stack'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { EffectsService, type Cause } from './effects.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

/** Looking again begins with the commit that makes it due: long before the outbox looks by itself for what was left. */
async function isDone(): Promise<void> {
  const isEmpty = async () => (await room.db.collection('outbox').countDocuments()) === 0
  expect(await until(isEmpty, 10_000, 20)).toBe(true)
}

const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!

async function restrict(record: PresentRecord): Promise<void> {
  await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
}

async function decide(record: PresentRecord, other: PresentRecord, decision: NearDecision): Promise<void> {
  const [childId, otherId] = [(await childOf(record)).childId, (await childOf(other)).childId]
  await room.get(NearRecordsService).decide({ childId, otherId, decision, code: 'school-confirms', by: 'p-1' })
}

const isCovered = async (record: PresentRecord): Promise<boolean> => (await childOf(record)).covered

/** A child to be shielded, a record that looks like it at another home, and brothers and sisters there. */
function aFamily(home: Pick<PresentRecord, 'address' | 'carers'>) {
  const child = aRecord({ ...home, carers: [] })
  const [given] = child.name.given
  const { address } = anotherHome()
  const there = { address, carers: [] }
  const lookalike = { ...child, ...there, recordId: aRecord().recordId, name: { ...child.name, given: [`${given}e`] } }
  const sibling = () => aRecord({ ...there, name: { given: aRecord().name.given, family: child.name.family } })
  return { child, lookalike, sibling }
}

const HOMES = [
  ['it has a home of its own', anotherHome],
  ['no home of it is known', () => ({ address: null, carers: [] })],
] as const

describe.each(HOMES)(
  'what a record says that looks like a shielded child counts as hidden of it: %s',
  (_name, homeOf) => {
    it('who lives there is covered, whether a feed brought it before, with it, or brings it after', async () => {
      const { child, lookalike, sibling } = aFamily(homeOf())
      const [before, beside, after] = [sibling(), sibling(), sibling()]
      await feeds.apply(child, before)
      await restrict(child)
      await feeds.apply(lookalike, beside)
      await isDone()
      await feeds.apply(after)
      expect((await childOf(lookalike)).visibility).toBe('quarantined')
      expect(await Promise.all([before, beside, after].map(isCovered))).toEqual([true, true, true])
    })

    it('also where the record was there before the shield', async () => {
      const { child, lookalike, sibling } = aFamily(homeOf())
      const before = sibling()
      await feeds.apply(child, lookalike, before)
      await restrict(child)
      await isDone()
      expect(await isCovered(before)).toBe(true)
    })

    it('and where the record says something else while it is unseen', async () => {
      const { child, lookalike, sibling } = aFamily(homeOf())
      const there = sibling()
      await feeds.apply(child)
      await restrict(child)
      await feeds.apply(lookalike)
      const home = { address: anotherHome().address }
      await feeds.apply({ ...there, ...home })
      expect(await isCovered(there)).toBe(false)
      await feeds.apply({ ...lookalike, ...home })
      await isDone()
      expect(await isCovered(there)).toBe(true)
    })

    it('until somebody finds that it is another: who comes later is not covered, and of the others people say so', async () => {
      const { child, lookalike, sibling } = aFamily(homeOf())
      const [before, after] = [sibling(), sibling()]
      await feeds.apply(child, before)
      await restrict(child)
      await feeds.apply(lookalike)
      await isDone()
      await decide(child, lookalike, 'not-the-child')
      await isDone()
      await feeds.apply(after)
      expect(await Promise.all([before, after].map(isCovered))).toEqual([true, false])
      await decide(child, before, 'justified')
      expect(await isCovered(before)).toBe(false)
    })
  },
)

it('what was seen before somebody decided does not open it again', async () => {
  const { child, lookalike } = aFamily(anotherHome())
  await feeds.apply(child, lookalike)
  await restrict(child)
  await decide(child, lookalike, 'not-the-child')
  const cause: Cause = { restricted: (await childOf(child)).childId, effect: 'invisible', common: ['shown'] }
  const hidden = { visibility: 'quarantined' } as const
  expect(await room.get(EffectsService).write(await childOf(lookalike), hidden, [cause])).toBe(false)
  expect((await childOf(lookalike)).visibility).toBe('visible')
})

it('also where the service stops between the two: what is to be done is written with the record', async () => {
  const { child, lookalike, sibling } = aFamily(anotherHome())
  const before = sibling()
  await feeds.apply(child, before)
  await restrict(child)
  await isDone()
  await room.get(Outbox).stop()
  await feeds.apply(lookalike)
  expect(await isCovered(before)).toBe(false)
  const errands = await room.db.collection('outbox').find().toArray()
  expect(errands).toMatchObject([{ kind: 'look-again', payload: { childId: (await childOf(child)).childId } }])
})
