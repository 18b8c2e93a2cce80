import { FED_FIELDS, newChildId, type ReadRecord, type SearchCriteria } from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { directory } from '../app.module.ts'
import { SearchService } from '../search/search.service.ts'
import { searchKeysOf } from '../search/search-keys.rules.ts'
import { toDocument } from './children.rules.ts'
import type { Child } from './children.schema.ts'
import { ChildrenService } from './children.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const read = (ask: ReadRecord) => room.get(ChildrenService).read(ask)
const search = (criteria: Partial<SearchCriteria>) =>
  room.get(SearchService).search({ criteria: { familyName: 'Mainwood', dateOfBirth: '2012-06-27', ...criteria } })

const FED = {
  ...{ source: 'school-census' as const, batchId: 'b-Thistlewood', line: 4711 },
  time: new Date('2026-10-05T10:00:00Z'),
}

/** A child as it is stored, and its search keys. */
async function stored(given: Partial<Child> = {}): Promise<Child> {
  const child: Child = {
    childId: newChildId(randomInt),
    version: 1,
    visibility: 'visible',
    restricted: false,
    covered: false,
    restriction: 0,
    name: { given: ['Grace'], family: 'Mainwood' },
    formerNames: [{ given: ['Grace'], family: 'Oxenbridge' }],
    dateOfBirth: '2012-06-27',
    gender: 'female',
    address: { lines: ['68 Albert Road'], postcode: 'L13 0AS' },
    identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
    carers: [{ name: { given: ['Judith'], family: 'Thistlewood' }, relationship: 'mother', phone: '07700900777' }],
    education: { schoolUrn: '148792', startDate: null },
    gpPracticeCode: 'A81001',
    dateOfDeath: null,
    services: [
      {
        ...{ service: 'youth-justice', organisation: '383', personName: 'Winifred Crabtree', phone: '01130000777' },
        ...{ email: 'w.crabtree@example.gov.uk', startDate: '2025-04-17', leadProfessional: true },
      },
    ],
    authority: null,
    provenance: Object.fromEntries(FED_FIELDS.map((field) => [field, FED])),
    ...given,
  }
  await room.db.collection<{ _id: string }>('children').insertOne(toDocument(child))
  await room.db.collection('search_keys').insertMany(searchKeysOf(child))
  return child
}

const HIDDEN =
  /Oxenbridge|Albert|L13|Thistlewood|7700900777|148792|A81001|H8012|youth-justice|rabtree|1130000777|2025-04-17|services/

describe('a record', () => {
  it('has everything that may be shown in the full view, and never an identifier of another agency', async () => {
    const { childId } = await stored()
    const { full, child } = await read({ childId, view: 'full' })
    expect(full).toBe(true)
    expect(JSON.stringify(child)).not.toContain('H8012')
    expect(child).toMatchObject({ address: { postcode: 'L13 0AS' }, carers: [{ phone: '07700900777' }] })
  })

  it('says which source each thing of it came from and as of which day, and nothing nearer (S14)', async () => {
    const { childId } = await stored({ gpPracticeCode: null })
    const { child } = await read({ childId, view: 'full' })
    const items = ['name', 'former-names', 'date-of-birth', 'gender', 'address', 'carers', 'school', 'services']
    expect(child).toHaveProperty(
      'sources',
      items.map((item) => ({ item, source: 'school-census', asOf: '2026-10-05' })),
    )
    expect(JSON.stringify(child)).not.toMatch(/b-Thistlewood|4711|10:00/)
  })

  it.each<[string, ReadRecord['view'], Partial<Child>]>([
    ['in the visible view', 'visible', {}],
    ['of a restricted child', 'full', { restricted: true, restriction: 1 }],
    ['of a covered child', 'full', { covered: true }],
    ['of a child whose shield is overridden', 'overridden', { restricted: true, restriction: 1 }],
  ])('says nothing of where it came from %s', async (_where, view, given) => {
    const { childId } = await stored(given)
    expect((await read({ childId, view })).child).not.toHaveProperty('sources')
  })

  it('of a restricted child is four things in whichever view it is asked for: the store cuts the rest away (S21)', async () => {
    const { childId } = await stored({ restricted: true, restriction: 1 })
    for (const view of ['full', 'visible'] as const) {
      const record = await read({ childId, view })
      expect(record.full).toBe(false)
      expect(Object.keys(record.child).sort()).toEqual(['childId', 'dateOfBirth', 'gender', 'name'])
      expect(JSON.stringify(record)).not.toMatch(HIDDEN)
    }
  })

  it('is read with many others for the price of one query, each as it is', async () => {
    const children = await Promise.all([1, 0, 1, 0].map((n) => stored({ restricted: n === 1, restriction: n })))
    const unknown = newChildId(randomInt)
    const ids = [...children.map(({ childId }) => childId), unknown, children[0]!.childId]
    const answers = await Promise.allSettled(ids.map((childId) => read({ childId, view: 'full' })))
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.full : answer.reason.code))).toEqual([
      false,
      true,
      false,
      true,
      'not-found',
      false,
    ])
  })

  it.each<[string, Partial<Child>]>([
    ['hidden', { visibility: 'hidden' }],
    ['quarantined', { visibility: 'quarantined' }],
    ['past the 18th birthday', { dateOfBirth: '1990-01-01' }],
  ])('that is %s is not found, in either view', async (_what, given) => {
    const { childId } = await stored(given)
    for (const view of ['full', 'visible'] as const)
      await expect(read({ childId, view })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('cannot hold a field that nobody declared, whatever the code does (I6)', async () => {
    const insert = room.db
      .collection<{ _id: string }>('children')
      .insertOne({ _id: newChildId(randomInt), notes: 'She told me that …' } as { _id: string })
    const refusal = await insert.then(
      () => null,
      (error: unknown) => error,
    )
    expect(refusal).toMatchObject({ code: 121 })
    expect(isDuplicate(refusal)).toBe(false)
  })
})

describe('a search', () => {
  const family = 'Quillfeather'
  const found = async (criteria: Partial<SearchCriteria>) => {
    const { hits } = await search({ familyName: family, ...criteria })
    return hits.map(({ childId, byVisibleKeys }) => [childId, byVisibleKeys])
  }

  it('finds a restricted child by what it shows, and by nothing hidden (S25, AC-04)', async () => {
    const { childId } = await stored({ restricted: true, restriction: 1, name: { given: ['Ada'], family } })
    expect(await found({})).toEqual([[childId, true]])
    expect(await found({ givenName: 'Ada', gender: 'female' })).toEqual([[childId, true]])
    const hidden: Partial<SearchCriteria>[] = [
      { postcode: 'L13 0AS' },
      { addressLine: 'Albert Road' },
      { schoolUrn: '148792' },
      { gpPracticeCode: 'A81001' },
      { carerFamilyName: 'Thistlewood' },
      { phone: '07700900777' },
    ]
    for (const criteria of hidden) expect(await found(criteria)).toEqual([])
    expect(await found({ familyName: 'Oxenbridge' })).not.toContainEqual([childId, expect.anything()])
  })

  it('shows nothing hidden of a restricted hit, though others are shown whole', async () => {
    const name = { given: ['Bo'], family: 'Featherstone' }
    await stored({ name })
    await stored({ name, restricted: true, restriction: 1 })
    const { hits } = await search({ familyName: name.family })
    expect(hits.map(({ postcode }) => postcode).sort()).toEqual(['L13 0AS', null])
  })
})
