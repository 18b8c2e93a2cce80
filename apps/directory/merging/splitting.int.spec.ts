import type { PresentRecord, SearchCriteria } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'
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
const restrict = (childId: string, version = 1, tier: 'standard' | 'sealed' = 'standard') =>
  room.get(RestrictionsService).restrict({ childId, version, tier })
const found = async (criteria: SearchCriteria): Promise<string[]> =>
  (await room.get(SearchService).search({ criteria })).hits.map(({ childId }) => childId)
const read = (childId: string) =>
  room
    .get(ChildrenService)
    .read({ childId, view: 'full' })
    .catch(({ code }: { code: string }) => code)

/** Two records, of which the second may be merged into the first. */
async function pair([one, another] = [anotherHome(), anotherHome()]) {
  const [own, other] = [aRecord(one), aRecord(another)]
  await feeds.apply(own, other)
  return { own, other, into: await feeds.idOf(own), childId: await feeds.idOf(other) }
}

describe('a record that is split off again', () => {
  const split = (childId: string, into: string, given: { restricted?: boolean; tier?: 'sealed' } = {}) =>
    merging().split({ childId, into, version: 2, restricted: false, ...given })

  it('is what its own sources say by now, and so is the one that it was part of, whatever rows came in between', async () => {
    const value = fc.record({
      of: fc.constantFrom('own' as const, 'other' as const),
      home: fc.option(fc.nat(3), { nil: null }),
      carer: fc.option(fc.nat(3), { nil: null }),
      practice: fc.option(fc.constantFrom('B86001', 'B86002'), { nil: null }),
      former: fc.option(fc.constantFrom('Ashdown', 'Birchall'), { nil: null }),
    })
    const rows = fc.array(value, { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(rows, rows, rows, async (before, merged, after) => {
        const homes = Array.from({ length: 4 }, () => anotherHome())
        const first: [AtHome, AtHome] = [anotherHome(), anotherHome()]
        const [one, control] = [await pair(first), await pair(first)]
        const say = async (all: typeof before): Promise<void> => {
          for (const { of, home, carer, practice, former } of all)
            for (const pair of [one, control])
              await feeds.apply({
                ...pair[of],
                address: home === null ? null : homes[home]!.address,
                carers: carer === null ? [] : homes[carer]!.carers,
                gpPracticeCode: practice,
                formerFamilyNames: former === null ? [] : [former],
              })
        }
        await say(before)
        await merging().merge({ childId: one.childId, into: one.into })
        await say(merged)
        await split(one.childId, one.into)
        await say(after)
        for (const which of ['into', 'childId'] as const)
          expect(told(await stored(one[which]))).toEqual(told(await stored(control[which])))
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })

  it('is visible and found again, and a second time changes nothing', async () => {
    const { own, other, into, childId } = await pair()
    await merging().merge({ childId, into })
    await split(childId, into)
    const both = [await stored(childId), await stored(into)]
    await split(childId, into)
    expect([await stored(childId), await stored(into)]).toEqual(both)
    expect(await found({ familyName: other.name.family, dateOfBirth: other.dateOfBirth })).toEqual([childId])
    expect(await found({ familyName: other.name.family, dateOfBirth: own.dateOfBirth })).toEqual([])
  })

  it('stays protected when that was: asked for without, nothing happens', async () => {
    const { other, into, childId } = await pair()
    await restrict(into)
    await merging().merge({ childId, into })
    await expect(split(childId, into)).rejects.toMatchObject({ code: 'conflict' })
    expect(await stored(childId)).toBeNull()
    await split(childId, into, { restricted: true })
    expect(await stored(childId)).toMatchObject({ restricted: true, visibility: 'visible' })
    const { name, dateOfBirth, address } = other
    expect(await found({ familyName: name.family, dateOfBirth })).toEqual([childId])
    expect(await found({ familyName: name.family, dateOfBirth, postcode: address!.postcode })).toEqual([])
    const twin = { ...other, recordId: aRecord().recordId, ...anotherHome() }
    expect(await feeds.apply(twin)).toEqual(['parked near-restricted'])
  })

  it('stays sealed', async () => {
    const { into, childId } = await pair()
    await restrict(into, 1, 'sealed')
    await merging().merge({ childId, into })
    await expect(split(childId, into, { restricted: true })).rejects.toMatchObject({ code: 'conflict' })
    await split(childId, into, { restricted: true, tier: 'sealed' })
    expect([await read(childId), await read(into)]).toEqual(['not-found', 'not-found'])
  })
})

/** What sources say of a child, without what two worlds never have in common. */
function told(child: Child | null) {
  const { formerNames, address, carers, education, gpPracticeCode, identifiers, authority, restricted } = child!
  const former = formerNames.map(({ family }) => family).filter((family) => ['Ashdown', 'Birchall'].includes(family))
  return {
    former,
    address,
    carers,
    education,
    gpPracticeCode,
    identifiers,
    authority,
    restricted,
    of: child!.visibility,
  }
}
