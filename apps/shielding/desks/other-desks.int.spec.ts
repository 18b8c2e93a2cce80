import {
  Fault,
  getPlace,
  listDesks,
  listNear,
  locateChild,
  mergeRecords,
  newChildId,
  readRecord,
  restrictChild,
  type Role,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { PLACING } from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { ListsService } from '../deciding/lists.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { MergesService } from '../protection/merges.service.ts'
import { NearService } from '../near/near.service.ts'
import { WaitingRowsService } from '../near/waiting-rows.service.ts'
import { ProposalsService } from '../proposals/proposals.service.ts'
import { RegisterService } from '../register/register.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
/** A sealed child of Leeds, a record that goes on as it, and a shielded child of the desk that asks. */
const [sealed, part, own] = Array.from({ length: 3 }, () => newChildId(randomInt)) as [string, string, string]

const who = (personId: string, role: Role, authority: string) => aCaller({ personId, role, authority })
const officer = who('o-1', 'shield-officer', '383')
const stranger = who('o-8', 'shield-officer', '380')

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const { directory, identity } = room.fakes
  const notFound = async (): Promise<never> => {
    throw Fault.notFound()
  }
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(own) }))
  identity.answers(listDesks, async () => ({ desks: ['383', '380'].map((authority) => ({ authority, officers: 2 })) }))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  directory.answers(restrictChild, async ({ childId }) => ({ hidden: [], authority: childId === own ? '380' : '383' }))
  const ask = { ground: 'police-protection', channel: 'user' } as const
  for (const childId of [sealed, own])
    await inACall(() => room.get(ShieldsService).request(who('p-1', 'practitioner', '383'), { childId, ...ask }))
  await inACall(() => room.get(TiersService).set(officer, { childId: sealed, tier: 'sealed' }))
  await inACall(() => room.get(MergesService).merge(officer, part, sealed))
  room.get(ErrandsService).wake()
  expect(await until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 50)).toBe(true)
  // As the directory answers about whom nobody sees.
  directory.answers(readRecord, notFound)
  directory.answers(locateChild, notFound)
  directory.answers(listNear, async ({ childId }) => (childId === own ? { authority: '380', records: [] } : notFound()))
  directory.answers(getPlace, async ({ code }) => ({ code, name: 'Somewhere' }))
})

afterAll(() => room?.close())

/** Whatever a desk can ask about an id. */
const ASKED: Record<string, (childId: string) => Promise<unknown>> = {
  'to read its shield': (childId) => room.get(RegisterService).read(stranger, childId),
  'what is near it': (childId) => room.get(NearService).review(stranger, childId),
  'to decide about what is near it': (childId) =>
    room.get(NearService).decide(stranger, { childId, otherId: own, decision: 'shield', code: 'school-confirms' }),
  'to decide that it is near its own': (childId) =>
    room
      .get(NearService)
      .decide(stranger, { childId: own, otherId: childId, decision: 'shield', code: 'school-confirms' }),
  'to decide about a row': (childId) =>
    room.get(WaitingRowsService).decide(stranger, {
      ...{ childId, source: 'pds', batchId: 'b-1', row: 1, decision: 'take', code: 'school-confirms' },
    }),
  'to seal it': (childId) => room.get(TiersService).set(stranger, { childId, tier: 'sealed' }),
  'to place its shield': (childId) => room.get(DecidingService).take(stranger, childId, PLACING),
  'to place it in a list': (childId) => room.get(ListsService).place(stranger, [{ childId, ground: 'other' }]),
  'to offer it': (childId) => room.get(ProposalsService).offer(stranger, childId, '383'),
  'to take it over': (childId) => room.get(ProposalsService).accept(stranger, childId),
  'to merge it into its own': (childId) => propose('merge', childId),
  'to split it from its own': (childId) => propose('split', childId),
}
const propose = (kind: 'merge' | 'split', otherChildId: string) =>
  room.get(ProposalsService).propose(stranger, own, { kind, otherChildId, authority: null })

/** What came of it, and what was asked of the directory on the way. */
async function asked(what: string, childId: string): Promise<unknown[]> {
  room.fakes.directory.forget()
  const came = await inACall(() => ASKED[what]!(childId)).then(
    () => 'done',
    ({ code, message, places }: Fault) => [code, message, places],
  )
  const questions = room.fakes.directory.asked.map(({ subject, question }) => [subject, question])
  return JSON.parse(JSON.stringify([came, questions]).replaceAll(childId, 'ID')) as unknown[]
}

it.each(Object.keys(ASKED))(
  'another desk that asks %s learns nothing of a sealed child, nor of what was merged with it: as much is looked up as of nobody',
  async (what) => {
    const ofNobody = await asked(what, newChildId(randomInt))
    expect(ofNobody[0]).not.toBe('done')
    for (const childId of [sealed, part]) expect(await asked(what, childId)).toEqual(ofNobody)
  },
)
