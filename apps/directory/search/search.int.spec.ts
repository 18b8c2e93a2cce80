import { CRITERION_VISIBILITY, type PresentRecord, type SearchCriteria } from '@contactpoint/contracts'
import { adminUri } from '@contactpoint/stack'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { loadPlaces } from '../places/load-places.ts'
import type { PlaceDocument } from '../places/places.schema.ts'
import { PlacesService } from '../places/places.service.ts'
import { SearchService } from './search.service.ts'
import { MOST_HITS } from './search.rules.ts'

let room: Room
let admin: string

beforeAll(async () => {
  room = await aRoom(directory)
  admin = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  await loadPlaces(admin)
})

afterAll(() => room?.close())

async function idsOf(records: PresentRecord[]): Promise<string[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 3, record }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
  const linkIds = records.map(({ recordId }) => `school-census:${recordId}`)
  const links = await room.get(LinkingRepository).findLinks(linkIds)
  return linkIds.map((linkId) => links.get(linkId)!.childId!)
}
const search = (criteria: SearchCriteria) => room.get(SearchService).search({ criteria })
const found = async (criteria: SearchCriteria) =>
  (await search(criteria)).hits.map(({ childId, byVisibleKeys }) => [childId, byVisibleKeys])

/** Every criterion, each true of the record. */
const allOf = ({ name, dateOfBirth, gender, address, education, carers }: PresentRecord): SearchCriteria => ({
  familyName: name.family,
  dateOfBirth,
  givenName: name.given[0]!,
  gender,
  postcode: address!.postcode,
  addressLine: address!.lines[0]!,
  schoolUrn: education!.schoolUrn,
  gpPracticeCode: 'A81001',
  carerFamilyName: carers[0]!.name.family,
  phone: carers[0]!.phone!,
})
const MINIMUM = ['familyName', 'dateOfBirth']
const OTHERS = ['givenName', 'gender', 'postcode', 'addressLine', 'schoolUrn', 'gpPracticeCode'] as const
const MORE = [...OTHERS, 'carerFamilyName', 'phone'] as const
const only = (criteria: SearchCriteria, named: readonly string[]): SearchCriteria =>
  Object.fromEntries(
    Object.entries(criteria).filter(([name]) => MINIMUM.includes(name) || named.includes(name)),
  ) as unknown as SearchCriteria

describe('a search with criteria that are all true of a child', () => {
  const anyCriteria = fc.subarray([...MORE])

  it('always finds the child, whichever they are', async () => {
    const record = aRecord({ gpPracticeCode: 'A81001' })
    const [childId] = await idsOf([record])
    await fc.assert(
      fc.asyncProperty(anyCriteria, async (named) => {
        const isVisible = named.every((name) => CRITERION_VISIBILITY[name] === 'visible')
        expect(await found(only(allOf(record), named))).toEqual([[childId, isVisible]])
      }),
      { numRuns: 40 },
    )
  })

  it('finds a shielded one exactly when none of them is hidden by the shield (S25, AC-04)', async () => {
    const record = aRecord({ gpPracticeCode: 'A81001' })
    const [childId] = await idsOf([record])
    await room.get(RestrictionsService).restrict({ childId: childId!, version: 1 })
    await fc.assert(
      fc.asyncProperty(anyCriteria, async (named) => {
        const isVisible = named.every((name) => CRITERION_VISIBILITY[name] === 'visible')
        const { hits } = await search(only(allOf(record), named))
        expect(hits.map((hit) => hit.childId)).toEqual(isVisible ? [childId] : [])
        for (const hit of hits) expect(hit).toMatchObject({ postcode: null, schoolName: null, byVisibleKeys: true })
      }),
      { numRuns: 40 },
    )
  })

  it('finds nobody as soon as one of them is not true', async () => {
    const [record, other] = [aRecord({ gpPracticeCode: 'A81001' }), aRecord({ gpPracticeCode: 'A81001' })]
    await idsOf([record, other])
    const wrong = { ...allOf(other), gender: 'male', postcode: 'M1 1AA', schoolUrn: '148792', gpPracticeCode: 'B1' }
    for (const name of OTHERS)
      expect(await found({ ...allOf(record), [name]: wrong[name as 'gender'] } as SearchCriteria)).toEqual([])
  })
})

describe('a child of a former name', () => {
  it('is found by it, until the child is shielded: then only whoever knows the current name finds it', async () => {
    const record = aRecord({ formerFamilyNames: ['Oxenbridge'] })
    const [childId] = await idsOf([record])
    const { familyName, dateOfBirth } = allOf(record)
    expect(await found({ familyName: 'Oxenbridge', dateOfBirth })).toEqual([[childId, false]])
    await room.get(RestrictionsService).restrict({ childId: childId!, version: 1 })
    expect(await found({ familyName: 'Oxenbridge', dateOfBirth })).toEqual([])
    expect(await found({ familyName, dateOfBirth })).toEqual([[childId, true]])
    await room.get(WaitingRowsService).release({ childId: childId!, version: 2 })
    expect(await found({ familyName: 'Oxenbridge', dateOfBirth })).toEqual([[childId, false]])
  })
})

describe('many children of one name', () => {
  it('are all shown, best first, up to fifty; of one more nobody is, nor how many there are', async () => {
    const day = (n: number) => `2013-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`
    const named = (n: number) =>
      aRecord({
        ...anotherHome(),
        ...{ name: { given: [n === 7 ? 'Ada' : 'Bea'], family: 'Featherstone' }, dateOfBirth: day(n) },
      })
    const ids = await idsOf(Array.from({ length: MOST_HITS }, (_one, n) => named(n)))
    const asked = {
      familyName: 'Featherstone',
      givenName: 'Ada',
      dateOfBirthFrom: '2013-01-01',
      dateOfBirthTo: '2013-12-31',
    }
    const { givenName: _given, ...wide } = asked
    expect((await found(asked)).map(([childId]) => childId)).toEqual([ids[7]])
    const { hits, refine } = await search(wide)
    expect([hits.map(({ childId }) => childId).sort(), refine]).toEqual([[...ids].sort(), false])
    await idsOf([named(MOST_HITS)])
    expect(await search(wide)).toEqual({ hits: [], refine: true })
  })
})

describe('places', () => {
  const places = () => room.get(PlacesService)
  const stored = () => room.db.collection<PlaceDocument>('places')
  const names = async (kind: 'school' | 'authority', name: string) =>
    (await places().findByName({ kind, name })).places.map((place) => place.name)

  it('are found by the start of their name, however it is typed, at most fifty, by name', async () => {
    expect(await names('authority', 'lEEds')).toEqual(['Leeds'])
    const schools = await names('school', 'St')
    expect(schools).toHaveLength(50)
    expect(schools).toEqual(schools.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    expect(schools.every((name) => name.toLowerCase().startsWith('st'))).toBe(true)
  })

  it('are not found by what is a pattern to a machine', async () => {
    for (const name of ['.*', '^le', 'Leeds$', '{"$gt":""}', '(a+)+$'])
      expect(await names('authority', name)).toEqual([])
  })

  it('are of the kind that is asked for, or not found', async () => {
    expect(await places().get({ kind: 'authority', code: '383' })).toEqual({ code: '383', name: 'Leeds' })
    for (const ask of [{ kind: 'school', code: '383' } as const, { kind: 'authority', code: '999' } as const])
      await expect(places().get(ask)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('stand in the record of a child: its school, and the authority that the school is in', async () => {
    const [childId] = await idsOf([aRecord({ education: { schoolUrn: '100000', startDate: '2024-09-03' } })])
    const { child } = await room.get(ChildrenService).read({ childId: childId!, view: 'full' })
    expect(child).toMatchObject({
      education: { schoolUrn: '100000', schoolName: 'The Aldgate School', startDate: '2024-09-03' },
      authority: { code: '201', name: 'City of London' },
    })
  })

  it('are loaded whole by the next who loads them, when a load was cut off', async () => {
    const count = await stored().countDocuments()
    await stored().deleteMany({ kind: 'authority' })
    await stored().updateOne({ _id: '100000' }, { $set: { name: 'Of an edition before' } })
    await loadPlaces(admin)
    expect(await stored().countDocuments()).toBe(count)
    expect(await stored().findOne({ _id: '100000' })).toMatchObject({ name: 'The Aldgate School' })
  })
})
