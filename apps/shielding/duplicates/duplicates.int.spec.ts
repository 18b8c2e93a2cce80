import {
  appendEntry,
  compareRecords,
  Fault,
  findOpenRecords,
  mergeRecords,
  newChildId,
  splitRecord,
  type DuplicateState,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { MergingService } from '../merging/merging.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { DuplicatesService } from './duplicates.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let [one, other] = ['', '']

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
})
afterAll(() => room?.close())

beforeEach(asNew)

function asNew(): void {
  ;[one, other] = [newChildId(randomInt), newChildId(randomInt)].toSorted() as [string, string]
  const { directory } = room.fakes
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(one) }))
  const record = { ...aVisibleChild(one), address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
  const compared = {
    goesOn: { ...record, childId: one },
    other: { ...record, childId: other, isLinked: false, compared: [] },
  }
  directory.answers(compareRecords, async () => compared)
  directory.answers(findOpenRecords, async ({ childIds }) => ({ childIds }))
  asAnswered(mergeRecords)
  asAnswered(splitRecord)
}

function asAnswered(contract: typeof mergeRecords | typeof splitRecord): void {
  room.fakes.directory.answers<object, object>(contract, async () => ({ hidden: [] }))
}

async function away(): Promise<never> {
  throw Fault.unavailable('directory')
}

const STEWARDS = ['a', 'b', 'c'] as const
type Steward = (typeof STEWARDS)[number]
/** Each has two accounts. */
const caller = (who: Steward, account = 1) =>
  aCaller({ role: 'data-steward', personId: `${who}-${account}`, identity: who })
const service = () => room.get(DuplicatesService)
const name = (who: Steward) => inACall(() => service().name(caller(who), { childId: other, otherId: one }))
const answer = (who: Steward, duplicateId: string, said: 'same' | 'different' | 'unsure', account?: number) =>
  inACall(() => service().answer(caller(who, account), { duplicateId, answer: said }))
const undo = (duplicateId: string) => inACall(() => service().undo(caller('a'), duplicateId))
const mergedInto = async (childId: string) => (await room.get(ProtectionService).find(childId))?.mergedInto ?? null
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  )

describe('two records that may be of one child', () => {
  it('are one exactly where two people have said so since it was open, whoever says what in whichever order', async () => {
    const step = fc.record({
      who: fc.constantFrom(...STEWARDS),
      account: fc.constantFrom(1, 2),
      does: fc.constantFrom('same', 'same', 'different', 'unsure', 'undo'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
        asNew()
        const { duplicateId } = await name('a')
        let [state, said]: [DuplicateState, Steward | null] = ['open', 'a']
        for (const { who, account, does } of steps) {
          const done = await codeOf(does === 'undo' ? undo(duplicateId) : answer(who, duplicateId, does, account))
          if ((does === 'undo') === (state === 'open')) expect(done).toBe('not-found')
          else if (does === 'undo') [state, said] = ['open', null]
          else if (does === 'different') [state, said] = ['different', null]
          else if (does === 'unsure') said = said === who ? null : said
          else if (does === 'same' && said === who) expect(done).toBe('conflict')
          else if (does === 'same') [state, said] = said === null ? ['open', who] : ['merged', null]
          expect(await mergedInto(other)).toBe(state === 'merged' ? one : null)
        }
      }),
      { numRuns: 12 },
    )
  })

  it.each([
    ['one person', ['a', 'a', 'a']],
    ['two people', ['a', 'b', 'a']],
  ] as const)('are one by no fewer than two when %s answer at once', async (_who, people) => {
    await inACall(() => service().found([one, other]))
    const { items } = await inACall(() => service().list(caller('c')))
    const { duplicateId } = items.at(-1)!
    await Promise.all(people.map((who) => codeOf(answer(who, duplicateId, 'same'))))
    if (new Set(people).size === 1) expect(await mergedInto(other)).toBeNull()
    else {
      await codeOf(answer('b', duplicateId, 'same'))
      await codeOf(answer('a', duplicateId, 'same'))
      expect(await mergedInto(other)).toBe(one)
    }
  })

  it('are protected, both or neither is one with the other, when a shield is asked for while they become one', async () => {
    for (const shielded of [one, other]) {
      asNew()
      const { duplicateId } = await name('a')
      const ask = { childId: shielded === one ? one : other, ground: 'other', channel: 'user' } as const
      await Promise.all([
        codeOf(answer('b', duplicateId, 'same')),
        inACall(() => room.get(ShieldsService).request(aCaller(), ask)),
      ])
      const stances = await room.get(ProtectionService).stances([one, other])
      const isOne = (await mergedInto(other)) === one
      expect(stances.get(ask.childId)!.view).toBe('visible')
      if (isOne) expect(stances.get(one)!.view).toBe('visible')
    }
  })

  it.each(['answered', 'undone'])(
    'are no stewards’ any more when a shield comes between the entry and what it says, when %s',
    async (how) => {
      const { duplicateId } = await name('a')
      if (how === 'undone') await answer('b', duplicateId, 'same')
      let isAsked = false
      room.fakes.audit.answers(appendEntry, async ({ action }) => {
        if (action.startsWith('duplicate-') && !isAsked) {
          isAsked = true
          await room
            .get(ProtectionService)
            .placeInterim(aCaller(), one, { childId: one, ground: 'other', channel: 'user' })
        }
        return { log: 'england', index: 7, leafHash: 'ab' }
      })
      const before = await mergedInto(other)
      expect(await codeOf(how === 'undone' ? undo(duplicateId) : answer('b', duplicateId, 'same'))).toBe('not-found')
      expect(await mergedInto(other)).toBe(before)
    },
  )

  it('are one still when they are named again before the directory has joined them, and can be parted by whoever names them', async () => {
    const { duplicateId } = await name('a')
    room.fakes.directory.answers(mergeRecords, away)
    expect(await codeOf(answer('b', duplicateId, 'same'))).toBe('unavailable')
    expect(await name('c')).toMatchObject({ duplicateId, state: 'merged' })
    asAnswered(mergeRecords)
    room.fakes.directory.answers(compareRecords, async () => {
      throw Fault.notFound()
    })
    expect(await name('c')).toMatchObject({ duplicateId, state: 'merged' })
    expect(await undo(duplicateId)).toEqual({})
    expect(await mergedInto(other)).toBeNull()
  })

  it('are not taken from another record that one of them has become part of, and are open again once others have parted them', async () => {
    const { duplicateId } = await name('a')
    await answer('b', duplicateId, 'same')
    const officer = aCaller({ role: 'shield-officer' })
    const third = newChildId(randomInt)
    await inACall(() => room.get(MergingService).split(officer, other))
    await inACall(() => room.get(MergingService).merge(officer, other, third))
    expect(await undo(duplicateId)).toEqual({})
    expect(await mergedInto(other)).toBe(third)
    expect(await codeOf(undo(duplicateId))).toBe('not-found')
    await inACall(() => room.get(MergingService).split(officer, other))
    expect(await codeOf(answer('b', duplicateId, 'unsure'))).toBe('done')
  })

  it('leave none unprotected when the one that goes on is shielded before the directory has parted them', async () => {
    const { duplicateId } = await name('a')
    await answer('b', duplicateId, 'same')
    room.fakes.directory.answers(splitRecord, away)
    expect(await codeOf(undo(duplicateId))).toBe('unavailable')
    await inACall(() => room.get(ShieldsService).request(aCaller(), { childId: one, ground: 'other', channel: 'user' }))
    room.fakes.directory.answers(splitRecord, async ({ childId, restricted }) => {
      if (childId === other && !restricted) throw new Fault('conflict', 'What is split off stays protected')
      return { hidden: [] }
    })
    const isDone = async (): Promise<boolean> => {
      room.get(ErrandsService).wake()
      return (await room.db.collection('outbox').countDocuments()) === 0
    }
    expect(await until(isDone, 60_000, 100)).toBe(true)
    expect((await room.get(ProtectionService).stance(other)).view).toBe('visible')
  })

  it('have an entry each for every step, and none names both', async () => {
    const { duplicateId } = await name('a')
    await inACall(() => service().view(caller('b'), duplicateId))
    await answer('b', duplicateId, 'same')
    await undo(duplicateId)
    await codeOf(inACall(() => service().name(caller('c'), { childId: one, otherId: newChildId(randomInt) })))
    const entries = room.fakes.audit.questions(appendEntry)
    for (const action of ['duplicate-name', 'duplicate-view', 'duplicate-answer', 'duplicate-undo'])
      expect(
        entries
          .filter((entry) => entry.action === action)
          .flatMap(({ children }) => children)
          .map(({ childId }) => childId),
      ).toEqual(expect.arrayContaining([one, other]))
    expect(entries.filter(({ children }) => children.length > 1)).toEqual([])
  })

  it('are no pair of the model where they were decided about, and what it finds again is the same one', async () => {
    const { duplicateId } = await name('a')
    await answer('b', duplicateId, 'different')
    await inACall(() => service().found([other, one]))
    const { items } = await inACall(() => service().list(caller('c')))
    expect(items.map((item) => item.duplicateId)).not.toContain(duplicateId)
    expect(await room.db.collection('duplicate_pairs').countDocuments({ childIds: [one, other] })).toBe(1)
  })
})
