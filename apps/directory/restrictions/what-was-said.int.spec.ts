import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { EffectsService } from './effects.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
let versions = 0

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

async function apply(...records: PresentRecord[]): Promise<void> {
  const rows = records.map((record, n) => ({
    row: n + 1,
    line: n + 1,
    record: { ...record, version: String((versions += 1)).padStart(9, '0') },
  }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
}

async function childOf({ recordId }: PresentRecord): Promise<Child> {
  const linkId = `school-census:${recordId}`
  const link = (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!
  return (await room.get(RecordsService).findById(link.childId!))!
}
const listed = async (record: PresentRecord) =>
  (await room.get(NearRecordsService).list({ childId: (await childOf(record)).childId })).records
const decide = async (record: PresentRecord, other: PresentRecord): Promise<void> => {
  const [childId, otherId] = [(await childOf(record)).childId, (await childOf(other)).childId]
  await room
    .get(NearRecordsService)
    .decide({ childId, otherId, decision: 'not-the-child', code: 'school-confirms', by: 'p-1' })
}

/** Where nobody else lives, without carers. */
const otherHome = (): Partial<PresentRecord> => ({ ...anotherHome(), carers: [] })

/** What feeds, people who ask for shields and officers say, about a child and others of whom `near` are near to it. */
type Word =
  | { says: 'row'; other: number; as: 'far' | 'near' | 'nearer' }
  | { says: 'shield' | 'release' }
  | { says: 'decide'; other: number }

const OTHERS = 2
const other = fc.nat(OTHERS - 1)
const WORD: fc.Arbitrary<Word> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      says: fc.constant('row' as const),
      other,
      as: fc.constantFrom('far' as const, 'near' as const, 'nearer' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ says: fc.constantFrom('shield' as const, 'shield' as const, 'release' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ says: fc.constant('decide' as const), other }) },
)

const row = (as: 'far' | 'near' | 'nearer', other = 0): Word => ({ says: 'row', other, as })
/** A decision holds for what the record said, and not for what else it comes to say: a name that it has had in between stays with it. */
const DECIDED_ONCE: Word[] = [row('near'), { says: 'shield' }, { says: 'decide', other: 0 }, row('nearer')]
const DECIDED_TWICE: Word[] = [
  ...DECIDED_ONCE,
  { says: 'decide', other: 0 },
  row('far'),
  row('nearer'),
  { says: 'shield' },
]

interface Said {
  as?: 'far' | 'near' | 'nearer'
  /** Family names that it has had. */
  names: Set<boolean>
  isOpen: boolean
  /** What was seen of it when somebody last decided about it; 'open' when nobody has. */
  decided?: string
}
const seen = ({ as, names }: Said): string => `${as} ${names.size}`

/** Which of the others are visible, from what was said alone: undefined for one of whom no row has come. */
function visibleAfter(words: readonly Word[]): (boolean | undefined)[] {
  const others: Said[] = Array.from({ length: OTHERS }, () => ({ isOpen: false, names: new Set<boolean>() }))
  let isShielded = false
  const look = (one: Said): void => {
    const isNear = one.as === 'near' || one.as === 'nearer'
    if (isShielded && isNear && one.decided !== seen(one)) Object.assign(one, { isOpen: true, decided: 'open' })
  }
  for (const word of words) {
    if (word.says === 'shield') isShielded = true
    if (word.says === 'shield') others.forEach(look)
    if (word.says === 'release') {
      isShielded = false
      for (const one of others) Object.assign(one, { isOpen: false, decided: undefined })
    }
    if (word.says === 'row') {
      const one = others[word.other]!
      const isNews = one.as !== word.as
      one.as = word.as
      one.names.add(word.as === 'far')
      if (isNews && !one.isOpen) look(one)
    }
    if (word.says === 'decide') {
      const one = others[word.other]!
      if (one.decided) Object.assign(one, { isOpen: false, decided: seen(one) })
    }
  }
  return others.map(({ as, isOpen }) => (as ? !isOpen : undefined))
}

it('who is visible is a function of what was said, in whatever order rows, requests and decisions come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(WORD, { minLength: 4, maxLength: 12 }), async (words) => {
      const record = aRecord(otherHome())
      const rows = Array.from({ length: OTHERS }, () => {
        const [near, far] = [aRecord(otherHome()), aRecord(otherHome())]
        const as = { name: record.name, dateOfBirth: record.dateOfBirth, gender: record.gender }
        return {
          far: { ...far, recordId: near.recordId, dateOfBirth: record.dateOfBirth },
          near: { ...near, ...as },
          nearer: { ...near, ...as, ...otherHome() },
        }
      })
      await apply(record)
      const { childId } = await childOf(record)
      let version = 0
      const come = new Set<number>()
      for (const word of words) {
        if (word.says === 'row') await apply(rows[word.other]![word.as])
        if (word.says === 'row') come.add(word.other)
        if (word.says === 'shield') await room.get(RestrictionsService).restrict({ childId, version: (version += 1) })
        if (word.says === 'release') await room.get(WaitingRowsService).release({ childId, version: (version += 1) })
        if (word.says === 'decide' && come.has(word.other))
          await decide(record, rows[word.other]!.near).catch((error: unknown) =>
            expect(error).toMatchObject({ code: 'not-found' }),
          )
      }
      const visible = await Promise.all(
        rows.map(async ({ near }, n) => (come.has(n) ? (await childOf(near)).visibility === 'visible' : undefined)),
      )
      expect(visible).toEqual(visibleAfter(words))
      expect((await childOf(record)).visibility).toBe('visible')
    }),
    { numRuns: 12, endOnFailure: true, examples: [[DECIDED_ONCE], [DECIDED_TWICE]] },
  )
})

describe('a dishonest supplier who has a practitioner look for it, and knows the family name of a shielded child', () => {
  /** Of a town: what it must guess. */
  const POSTCODES = Array.from({ length: 40 }, (_, n) => `TQ${1 + (n % 8)} ${Math.floor(n / 8) + 1}ZZ`)

  it('pays up to forty rows for its postcode, and the right one stands in the officers’ list under that child, the wrong ones nowhere', async () => {
    const at = (postcode: string): Partial<PresentRecord> => ({
      address: { lines: ['2 Mill Lane'], postcode },
      carers: [],
    })
    const [record] = [aRecord({ ...at(POSTCODES[23]!) })]
    await apply(record)
    const { childId } = await childOf(record)
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    const planted = POSTCODES.map((postcode) => {
      const decoy = aRecord(at(postcode))
      return { ...decoy, name: { given: decoy.name.given, family: record.name.family } }
    })
    await apply(...planted)
    const seen = await Promise.all(
      planted.map(async (row) =>
        room.get(ChildrenService).read({ childId: (await childOf(row)).childId, view: 'full' }),
      ),
    )
    const telling = seen.flatMap(({ full }, n) => (full ? [] : [n]))
    expect(telling).toEqual([23])
    expect(await listed(record)).toMatchObject([
      { child: { childId: seen[23]!.child.childId }, effect: 'covered', common: ['postcode'], state: 'open' },
    ])
  })

  it('needs no name at all for a phone: one row for each number, listed as well', async () => {
    const record = aRecord(otherHome())
    const [phone, wrong] = [aRecord().carers[0]!, aRecord().carers[0]!]
    const withPhone = { ...record, carers: [phone] }
    await apply(withPhone)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const [right, miss] = [aRecord({ ...otherHome(), carers: [phone] }), aRecord({ ...otherHome(), carers: [wrong] })]
    await apply(right, miss)
    expect([(await childOf(right)).covered, (await childOf(miss)).covered]).toEqual([true, false])
    expect(await listed(record)).toMatchObject([{ effect: 'covered', common: ['carer', 'phone'], state: 'open' }])
  })

  it('and learns one after the other from one row that says several postcodes in turn, of which the list keeps the right one', async () => {
    const record = aRecord({ address: { lines: ['3 Mill Lane'], postcode: 'TQ9 1ZZ' }, carers: [] })
    await apply(record)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const decoy = aRecord({ carers: [] })
    const row = { ...decoy, name: { given: decoy.name.given, family: record.name.family } }
    for (const postcode of ['TQ9 2ZZ', 'TQ9 1ZZ', 'TQ9 3ZZ']) await apply({ ...row, address: { lines: [], postcode } })
    expect((await childOf(row)).covered).toBe(true)
    expect(await listed(record)).toMatchObject([{ effect: 'covered', state: 'open' }])
  })

  it('is told nothing by the time its rows take: what many of them meet is looked at and written together', async () => {
    const [right, wrong] = [otherHome(), otherHome()]
    const record = aRecord(right)
    await apply(record)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const looks = jest.spyOn(room.get(RestrictionsRepository), 'changesAfter')
    const written = jest.spyOn(room.get(EffectsService), 'open')
    const effort = async (home: Partial<PresentRecord>): Promise<number[]> => {
      for (const spy of [looks, written]) spy.mockClear()
      const planted = Array.from({ length: 30 }, () => aRecord(home))
      await apply(...planted.map((one) => ({ ...one, name: { ...one.name, family: record.name.family } })))
      expect((await childOf(planted[0]!)).covered).toBe(home === right)
      return [looks.mock.calls.length, written.mock.calls.length]
    }
    expect(await effort(right)).toEqual(await effort(wrong))
  })

  it('nor by rows that are linked to it: what is around it is looked at once, however many come', async () => {
    const record = aRecord()
    await apply(record)
    const { childId } = await childOf(record)
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    const looks = jest.spyOn(room.get(NearnessService), 'hideAroundFacts')
    const { name, dateOfBirth, gender, address } = record
    await apply(...Array.from({ length: 20 }, () => ({ ...aRecord(), name, dateOfBirth, gender, address })))
    // An errand about a child of another test may be tried again now.
    expect(looks.mock.calls.filter(([{ _id }]) => _id === childId)).toHaveLength(1)
  })
})
