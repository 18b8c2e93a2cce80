import {
  COVERAGE_CELLS,
  NATIONAL_DESK,
  SOURCES,
  type CoverageCell,
  type CoverageOf,
  type KeepInvolvement,
} from '@contactpoint/contracts'
import { adminUri } from '@contactpoint/stack'
import { aRecord, aRoom, FedDirectory, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { InvolvementsService } from '../involvements/involvements.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { loadPlaces } from '../places/load-places.ts'
import { MergingService } from '../merging/merging.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { CoverageService } from './coverage.service.ts'

let room: Room
let homes = 0
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
  // Rounds are run by hand here, not by the clock.
  await room.get(CoverageService).onModuleDestroy()
  await loadPlaces(adminUri(room.stack.address.mongoPort, room.stack.secrets))
})

beforeEach(async () => {
  for (const name of ['children', 'search_keys', 'source_records', 'involvements', 'coverages'])
    await room.db.collection(name).deleteMany({})
})

afterAll(() => room?.close())

/** A child where nobody else lives. */
async function aChild(given: Parameters<typeof aRecord>[0] = {}): Promise<string> {
  homes += 1
  const address = { lines: ['1 High Street'], postcode: `S${1 + (homes % 90)} ${1 + (homes % 9)}AA` }
  const record = aRecord({ address, gpPracticeCode: 'B86002', ...given })
  await feeds.apply(record)
  return feeds.idOf(record)
}

const add = (childId: string, given: Partial<KeepInvolvement> = {}) =>
  room.get(InvolvementsService).add({
    ...{ childId, service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
    ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: false, by: 'p-1' },
    owner: { authority: '383', organisation: 'Leeds' },
    ...given,
  })
const count = () => room.get(CoverageService).count(() => true)
const read = (authority: string | null = null, of: CoverageOf = 'known') =>
  inACall(() => room.get(CoverageService).read({ authority, of }))
/** Cells in which there is anybody, over all authorities. */
async function cells(): Promise<[CoverageCell, number][]> {
  await count()
  const { rows } = await read()
  const sums = COVERAGE_CELLS.map((_cell, n) => rows.reduce((sum, { counts }) => sum + counts[n]!, 0))
  return COVERAGE_CELLS.flatMap((cell, n) => (sums[n]! > 0 ? [[cell, sums[n]!] as [CoverageCell, number]] : []))
}
const cell = (school: boolean, practice: boolean, involved: CoverageCell['involved'], count = 1) => [
  ...[{ school, practice, involved }, count],
]

describe('coverage', () => {
  it('is not known until it was counted', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' })
    await count()
    expect((await read()).rows).toEqual([])
  })

  it('is by school, practice, and who is recorded: somebody, or a lead professional', async () => {
    await aChild()
    await aChild({ education: null })
    await aChild({ gpPracticeCode: null })
    await add(await aChild())
    const led = await aChild()
    for (const leadProfessional of [false, true]) await add(led, { leadProfessional })
    expect(await cells()).toEqual([
      ...[cell(true, true, 'nobody'), cell(true, true, 'somebody'), cell(true, true, 'lead')],
      ...[cell(true, false, 'nobody'), cell(false, true, 'nobody')],
    ])
  })

  it('leaves out what has ended, what is sensitive, and who is grown up', async () => {
    const childId = await aChild()
    const { involvementId } = await add(childId)
    await room.get(InvolvementsService).change({ involvementId, version: 1, by: 'p-1', endDate: '2026-04-01' })
    const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
    await add(childId, { service: 'mental-health', consent })
    const grown = await aChild()
    await room.db
      .collection<{ _id: string }>('children')
      .updateOne({ _id: grown }, { $set: { dateOfBirth: '2001-01-01' } })
    expect(await cells()).toEqual([cell(true, true, 'nobody')])
  })

  it('is the same whatever protects a child: no number changes with a shield', async () => {
    const ids = [await aChild(), await aChild(), await aChild()]
    await add(ids[0]!)
    const before = await cells()
    await room.get(RestrictionsService).restrict({ childId: ids[0]!, version: 1 })
    await room.get(RestrictionsService).restrict({ childId: ids[1]!, version: 1, tier: 'sealed' })
    expect(await cells()).toEqual(before)
  })

  it('is by authority, and for the national desk of children without one', async () => {
    const [one, other] = [await aChild(), await aChild()]
    const children = room.db.collection<{ _id: string }>('children')
    await children.updateOne({ _id: one }, { $set: { authority: '383' } })
    await children.updateOne({ _id: other }, { $set: { authority: null } })
    await count()
    const keys = async (authority: string | null) => (await read(authority)).rows.map(({ key }) => key).sort()
    expect(await keys(null)).toEqual(['383', null])
    expect(await keys('383')).toEqual(['383'])
    expect(await keys(NATIONAL_DESK)).toEqual([null])
    expect(await keys('380')).toEqual([])
  })

  it('is by source: who has said anything of a child, or of a record that was merged into it, and not whose row waits', async () => {
    const [childId, into] = [await aChild(), await aChild()]
    const records = room.db.collection<{ _id: string; told: object[] }>('source_records')
    const said = (await records.findOne({ childId }))!
    await records.insertOne({ ...said, _id: 'pds:1', childId } as never)
    await records.insertOne({ ...said, _id: 'births:1', childId, told: [] } as never)
    const counted = async () => {
      await count()
      const [row] = (await read(null, 'sources')).rows
      return Object.fromEntries(row!.counts.slice(1).map((n, at) => [SOURCES[at], n])) as Record<string, number>
    }
    expect(await counted()).toMatchObject({ 'school-census': 2, pds: 1, births: 0 })
    await room.get(MergingService).merge({ childId, into })
    expect(await counted()).toMatchObject({ 'school-census': 1, pds: 1, births: 0 })
  })

  it('stays as it was when counting is cut off', async () => {
    await aChild()
    await count()
    const before = await read()
    await aChild()
    await room.get(CoverageService).count(() => false)
    expect(await read()).toEqual(before)
  })
})
