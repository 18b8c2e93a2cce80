import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const apply = (...records: PresentRecord[]) => feeds.apply(...records)
const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!
const decide = async (record: PresentRecord, other: PresentRecord): Promise<void> => {
  const [childId, otherId] = [(await childOf(record)).childId, (await childOf(other)).childId]
  await room
    .get(NearRecordsService)
    .decide({ childId, otherId, decision: 'not-the-child', code: 'school-confirms', by: 'p-1' })
}

/** Where nobody else lives, without carers. */
const otherHome = (): Partial<PresentRecord> => ({ ...anotherHome(), carers: [] })

/** Of two shielded children with one family name and birth date, what somebody is near to who may have the given names of both. */
const AS = { far: [], near: [0], nearer: [0], bothNames: [0, 1], other: [1] } as const
type As = keyof typeof AS
type Of = 0 | 1

/** What feeds, people who ask for shields and officers say, about two children and others that are near to one or both of them. */
type Word =
  | { says: 'row'; other: number; as: As }
  | { says: 'shield' | 'release'; of: Of }
  | { says: 'decide'; of: Of; other: number }

const OTHERS = 2
const other = fc.nat(OTHERS - 1)
const CHILDREN: readonly Of[] = [0, 1]
const of = fc.constantFrom(...CHILDREN)
const WORD: fc.Arbitrary<Word> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      says: fc.constant('row' as const),
      other,
      as: fc.constantFrom(...(Object.keys(AS) as As[])),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ says: fc.constantFrom('shield' as const, 'shield' as const, 'release' as const), of }),
  },
  { weight: 2, arbitrary: fc.record({ says: fc.constant('decide' as const), of, other }) },
)

const row = (as: As, other = 0): Word => ({ says: 'row', other, as })
const shield = (of: Of): Word => ({ says: 'shield', of })
const decided = (of: Of): Word => ({ says: 'decide', of, other: 0 })
/** A decision holds for what the record said, and not for what else it comes to say: a name that it has had in between stays with it. */
const DECIDED_ONCE: Word[] = [row('near'), shield(0), decided(0), row('nearer')]
const DECIDED_TWICE: Word[] = [...DECIDED_ONCE, decided(0), row('far'), row('nearer'), shield(0)]
const DECIDED_FOR_ONE: Word[] = [shield(0), shield(1), row('near'), row('bothNames'), decided(0), decided(1)]
const RELEASED_ONE: Word[] = [row('bothNames'), shield(0), shield(1), { says: 'release', of: 0 }, decided(1), shield(0)]

interface Said {
  as?: As
  /** Family names that it has had. */
  names: Set<boolean>
  /** By child: what was seen of it when somebody last decided about it for that child; 'open' when nobody has; undefined where nobody has to. */
  stands: (string | undefined)[]
}
const seen = ({ as, names }: Said): string => `${as} ${names.size}`

/** Which of the others are visible, from what was said alone: undefined for one of whom no row has come. */
function visibleAfter(words: readonly Word[]): (boolean | undefined)[] {
  const others: Said[] = Array.from({ length: OTHERS }, () => ({ stands: [], names: new Set<boolean>() }))
  const isShielded = [false, false]
  const look = (one: Said, of: Of): void => {
    const isNear = one.as !== undefined && (AS[one.as] as readonly Of[]).includes(of)
    if (isShielded[of] && isNear && one.stands[of] !== seen(one)) one.stands[of] = 'open'
  }
  for (const word of words) {
    if (word.says === 'shield') {
      isShielded[word.of] = true
      for (const one of others) look(one, word.of)
    }
    if (word.says === 'release') {
      isShielded[word.of] = false
      for (const one of others) one.stands[word.of] = undefined
    }
    if (word.says === 'row') {
      const one = others[word.other]!
      const isNews = one.as !== word.as
      one.as = word.as
      one.names.add(word.as === 'far')
      if (isNews) CHILDREN.forEach((child) => look(one, child))
    }
    if (word.says === 'decide') {
      const one = others[word.other]!
      if (one.stands[word.of]) one.stands[word.of] = seen(one)
    }
  }
  return others.map(({ as, stands }) => (as ? !stands.includes('open') : undefined))
}

/** Rows of one of the others, by what they make it. */
function rowsBeside([one, two]: [PresentRecord, PresentRecord]): Record<As, PresentRecord> {
  const { gender, dateOfBirth } = one
  const [near, far] = [aRecord({ ...otherHome(), gender, dateOfBirth }), aRecord({ ...otherHome(), dateOfBirth })]
  const named = (...given: string[]) => ({ ...near, name: { given, family: one.name.family } })
  const [first, second] = [one.name.given[0]!, two.name.given[0]!]
  return {
    far: { ...far, recordId: near.recordId },
    near: named(first),
    nearer: { ...named(first), ...otherHome() },
    // None of the names is the beginning of another: of those the longer one is kept.
    bothNames: named('Philippa', first, second),
    other: named(second),
  }
}

it('who is visible is a function of what was said, in whatever order rows, requests and decisions come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(WORD, { minLength: 4, maxLength: 12 }), async (words) => {
      const one = aRecord(otherHome())
      const { dateOfBirth, gender, name } = one
      const two = aRecord({ ...otherHome(), dateOfBirth, gender, name: { given: ['Wilhelmina'], family: name.family } })
      const children = [one, two] as const
      const rows = Array.from({ length: OTHERS }, () => rowsBeside([...children]))
      await apply(...children)
      const ids = await Promise.all(children.map(async (child) => (await childOf(child)).childId))
      let version = 0
      const come = new Set<number>()
      for (const word of words) {
        if (word.says === 'row') await apply(rows[word.other]![word.as])
        if (word.says === 'row') come.add(word.other)
        const next = () => ({ childId: ids[(word as { of: Of }).of]!, version: (version += 1) })
        if (word.says === 'shield') await room.get(RestrictionsService).restrict(next())
        if (word.says === 'release') await room.get(WaitingRowsService).release(next())
        if (word.says === 'decide' && come.has(word.other))
          await decide(children[word.of]!, rows[word.other]!.near).catch((error: unknown) =>
            expect(error).toMatchObject({ code: 'not-found' }),
          )
      }
      const visible = await Promise.all(
        rows.map(async ({ near }, n) => (come.has(n) ? (await childOf(near)).visibility === 'visible' : undefined)),
      )
      expect(visible).toEqual(visibleAfter(words))
      expect(await Promise.all(children.map(async (child) => (await childOf(child)).visibility))).toEqual([
        ...['visible', 'visible'],
      ])
    }),
    {
      numRuns: 20,
      endOnFailure: true,
      examples: [[DECIDED_ONCE], [DECIDED_TWICE], [DECIDED_FOR_ONE], [RELEASED_ONE]],
    },
  )
})
