import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { MergingService } from './merging.service.ts'

type AtHome = Pick<PresentRecord, 'address' | 'carers'>
let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))
beforeAll(async () => {
  room = await aRoom(directory)
})
afterAll(() => room?.close())
const merging = () => room.get(MergingService)
const stored = (childId: string) => room.get(RecordsService).findById(childId)

async function three(homes: AtHome[]) {
  const records = homes.map((home) => aRecord(home))
  await feeds.apply(...records)
  return { records, ids: await Promise.all(records.map((one) => feeds.idOf(one))) }
}

it('two records that are parts of a third are what their own sources say, split off in whichever order, whatever came in between', async () => {
  const value = fc.record({
    of: fc.nat(2),
    home: fc.option(fc.nat(3), { nil: null }),
    carer: fc.option(fc.nat(3), { nil: null }),
    practice: fc.option(fc.constantFrom('B86001', 'B86002'), { nil: null }),
  })
  const rows = fc.array(value, { maxLength: 3 })
  const order = fc.constantFrom([1, 2], [2, 1])
  await fc.assert(
    fc.asyncProperty(rows, rows, rows, rows, rows, order, order, async (r0, r1, r2, r3, r4, joinOrder, splitOrder) => {
      const homes = Array.from({ length: 4 }, () => anotherHome())
      const first = [anotherHome(), anotherHome(), anotherHome()]
      const [one, control] = [await three(first), await three(first)]
      const say = async (all: typeof r0): Promise<void> => {
        for (const { of, home, carer, practice } of all)
          for (const world of [one, control])
            await feeds.apply({
              ...world.records[of]!,
              address: home === null ? null : homes[home]!.address,
              carers: carer === null ? [] : homes[carer]!.carers,
              gpPracticeCode: practice,
            })
      }
      const into = one.ids[0]!
      await say(r0)
      await merging().merge({ childId: one.ids[joinOrder[0]!]!, into })
      await say(r1)
      await merging().merge({ childId: one.ids[joinOrder[1]!]!, into })
      await say(r2)
      await merging().split({ childId: one.ids[splitOrder[0]!]!, into, version: 2, restricted: false })
      await say(r3)
      await merging().split({ childId: one.ids[splitOrder[1]!]!, into, version: 2, restricted: false })
      await say(r4)
      for (const n of [0, 1, 2]) expect(told(await stored(one.ids[n]!))).toEqual(told(await stored(control.ids[n]!)))
      expect(await room.db.collection('parts').countDocuments({ into: into as never })).toBe(0)
    }),
    { numRuns: 10, endOnFailure: true },
  )
})

it('a part that another authority has become responsible for is of that when it is given back, and the whole stays whose it was', async () => {
  const { ids } = await three([anotherHome(), anotherHome(), anotherHome()])
  const [into, part, other] = ids as [string, string, string]
  await merging().move({ childId: into, authority: '383' })
  for (const childId of [part, other]) {
    await merging().move({ childId, authority: '383' })
    await merging().merge({ childId, into })
  }
  await merging().move({ childId: part, authority: '380' })
  await merging().split({ childId: part, into, version: 2, restricted: false })
  await merging().split({ childId: other, into, version: 2, restricted: false })
  const authorities = await Promise.all([into, part, other].map(async (id) => (await stored(id))!.authority))
  expect(authorities).toEqual(['383', '380', '383'])
})

function told(child: Child | null) {
  const { formerNames: _f, address, carers, education, gpPracticeCode, identifiers, authority, restricted } = child!
  return { address, carers, education, gpPracticeCode, identifiers, authority, restricted, of: child!.visibility }
}
