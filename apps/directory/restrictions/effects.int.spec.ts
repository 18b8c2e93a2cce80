import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { EffectsService } from './effects.service.ts'
import { causeOf, JudgingService } from './judging.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { RestrictionsRepository, StaleLook } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
let versions = 0
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const idOf = (record: PresentRecord) => feeds.idOf(record)
const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await idOf(record)))!
const restrict = async (record: PresentRecord) =>
  room.get(RestrictionsService).restrict({ childId: await idOf(record), version: (versions += 1) })
const release = async (record: PresentRecord) =>
  room.get(WaitingRowsService).release({ childId: await idOf(record), version: (versions += 1) })
const merge = async (one: PresentRecord, into: PresentRecord) =>
  room.get(MergingService).merge({ childId: await idOf(one), into: await idOf(into) })
const notTheChild = async (record: PresentRecord, other: PresentRecord) => {
  const [childId, otherId] = [await idOf(record), await idOf(other)]
  const said = { decision: 'not-the-child', code: 'school-confirms', by: 'p-1' } as const
  await room.get(NearRecordsService).decide({ childId, otherId, ...said })
}
const effects = () => room.get(EffectsService)
const inTransaction = (work: () => Promise<void>) => room.get(RestrictionsService).written(false, work)

const sisterOf = ({ address, carers, name }: PresentRecord): PresentRecord => {
  const other = aRecord({ address, carers })
  return { ...other, name: { ...other.name, family: name.family } }
}
const twinOf = ({ name, dateOfBirth, gender }: PresentRecord): PresentRecord =>
  aRecord({ name, dateOfBirth, gender, ...anotherHome(), carers: [] })

/** Has something happen once, after one of these was asked so often, and before whoever asked goes on. */
function after<Asked>(of: Asked, name: keyof Asked, happens: () => Promise<unknown>, times = 1): void {
  const ask = (of[name] as (...asked: unknown[]) => Promise<unknown>).bind(of)
  let asked = 0
  const asking = async (...question: unknown[]): Promise<unknown> => {
    const answer = await ask(...question)
    if ((asked += 1) === times) {
      of[name] = ask as never
      await happens()
    }
    return answer
  }
  of[name] = asking as never
}

describe('what a restricted child does to a record', () => {
  it('is done though the record is written at the same moment', async () => {
    const record = aRecord(anotherHome())
    const sister = sisterOf(record)
    await feeds.apply(record, sister)
    // Looked at as one of the household first, and then as it is to be written.
    after(room.get(NearRowsRepository), 'find', () => feeds.apply({ ...sister, gpPracticeCode: 'B86001' }), 2)
    await restrict(record)
    expect((await childOf(sister)).covered).toBe(true)
  })

  it('is not done once its shield is lifted, however late', async () => {
    const record = aRecord(anotherHome())
    const sister = sisterOf(record)
    await feeds.apply(record, sister)
    await restrict(record)
    await release(record)
    const cause = causeOf(await idOf(record), 'covered', ['postcode'])
    expect(await effects().apply(await idOf(sister), cause, true)).toBe(false)
    expect((await childOf(sister)).covered).toBe(false)
  })

  it('is not opened again by a look of before people decided, also where they decided about one of many', async () => {
    const record = aRecord(anotherHome())
    const twins = [twinOf(record), twinOf(record)] as const
    await feeds.apply(record, ...twins)
    await restrict(record)
    await notTheChild(record, twins[0])
    const restricted = await idOf(record)
    const seen = await Promise.all(twins.map(childOf))
    const all = seen.map((child) => ({ child, causes: [causeOf(restricted, 'invisible', ['shown'])] }))
    await expect(inTransaction(() => effects().open(all))).rejects.toBeInstanceOf(StaleLook)
  })

  it('lasts where it is shielded again while what it did is given back', async () => {
    const record = aRecord(anotherHome())
    const sister = sisterOf(record)
    await feeds.apply(record, sister)
    await restrict(record)
    // Judged as the child that is lifted first, and then as who is given back.
    after(room.get(JudgingService), 'judge', () => restrict(record), 2)
    await release(record)
    expect((await childOf(sister)).covered).toBe(true)
  })
})

describe('of a record that is part of another', () => {
  it('that one is not hidden by its own shield: a look-alike is the child itself, once people have said so', async () => {
    const record = aRecord(anotherHome())
    const [twin, other] = [twinOf(record), aRecord(anotherHome())]
    await feeds.apply(record, twin, other)
    await restrict(record)
    await merge(twin, record)
    expect((await childOf(record)).visibility).toBe('visible')
    const open = await room.get(NearRowsRepository).findOpenOf([await idOf(record)])
    expect(open).toEqual([])
  })

  it('nothing lasts that a shield did which is lifted by now', async () => {
    const record = aRecord(anotherHome())
    const [twin, whole] = [twinOf(record), aRecord({ address: null, carers: [] })]
    await feeds.apply(record, twin, whole)
    await restrict(record)
    const ids = await Promise.all([twin, whole].map(idOf))
    await inTransaction(async () => {
      const kept = await room.get(RestrictionsRepository).find(await idOf(record))
      const { sequence: _sequence, counted: _counted, ...child } = kept!
      await room.get(RestrictionsRepository).write({ ...child, restricted: false })
      await effects().inherit(ids[0]!, ids[1]!, [ids[1]!])
    })
    expect(await room.get(NearRowsRepository).findOpenOf([ids[1]!])).toEqual([])
  })

  it('nothing is left when the shield is lifted that had hidden it', async () => {
    const record = aRecord(anotherHome())
    const [twin, whole] = [twinOf(record), aRecord({ address: null, carers: [] })]
    await feeds.apply(record, twin, whole)
    await restrict(record)
    await restrict(whole)
    await merge(twin, whole)
    await release(record)
    expect(await room.get(NearRowsRepository).findOthers(await idOf(record))).toEqual([])
  })
})
