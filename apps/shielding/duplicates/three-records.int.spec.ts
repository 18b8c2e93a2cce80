import {
  api,
  pathTo,
  compareRecords,
  Fault,
  findOpenRecords,
  mergeRecords,
  newChildId,
  splitRecord,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, codeOf, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { MergesService } from '../protection/merges.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { DuplicatesService } from './duplicates.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let [a, b, c] = ['', '', '']
beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
})
afterAll(() => room?.close())

const intoOf = async (id: string) => (await room.get(ProtectionService).find(id))?.mergedInto ?? null

/** Of the directory: what is part of another record is no record of its own, and `b` goes on where it is one of two. */
beforeEach(() => {
  ;[a, b, c] = [newChildId(randomInt), newChildId(randomInt), newChildId(randomInt)]
  const { directory } = room.fakes
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(a) }))
  const { childId: _id, ...four } = aVisibleChild(a)
  const record = { ...four, address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
  const whole = async (childIds: string[]) => {
    const into = await Promise.all(childIds.map(intoOf))
    return childIds.filter((_one, n) => into[n] === null)
  }
  directory.answers(compareRecords, async ({ childIds }) => {
    if ((await whole(childIds)).length < 2) throw Fault.notFound()
    const [goesOn, other] = childIds.toSorted((one) => (one === b ? -1 : 1)) as [string, string]
    return {
      goesOn: { ...record, childId: goesOn },
      other: { ...record, childId: other, isLinked: false, compared: [] },
    }
  })
  directory.answers(findOpenRecords, async ({ childIds }) => ({ childIds: await whole(childIds) }))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  directory.answers(splitRecord, async () => ({ hidden: [] }))
})

const steward = (name: string) => aCaller({ role: 'data-steward', personId: `${name}-1`, identity: name })
const service = () => room.get(DuplicatesService)
const name = (who: string, childId: string, otherId: string) =>
  inACall(() => service().name(steward(who), { childId, otherId }))
const answer = (who: string, duplicateId: string, said: 'same' | 'different') =>
  inACall(() => service().answer(steward(who), { duplicateId, answer: said }))
const undo = (duplicateId: string) => inACall(() => service().undo(steward('s'), duplicateId))

/** Two stewards say that they are one. @returns the pair */
async function made(one: string, other: string): Promise<string> {
  const { duplicateId } = await name('s', one, other)
  expect(await answer('t', duplicateId, 'same')).toMatchObject({ state: 'merged' })
  return duplicateId
}

describe('two records of which somebody has said that they are two', () => {
  it.each([
    ['the one of them', () => [a, c] as const],
    ['the other one', () => [c, a] as const],
  ])('do not become one by way of a third that %s is part of, before that is taken back', async (_which, order) => {
    const [part, other] = order()
    const { duplicateId: two } = await name('s', part, other)
    await answer('t', two, 'different')
    await made(part, b)
    const { duplicateId } = await name('s', b, other)
    const refused = {
      code: 'conflict',
      message: expect.stringContaining(pathTo(api.duplicates.undo, { duplicateId: two })),
    }
    await expect(answer('t', duplicateId, 'same')).rejects.toMatchObject(refused)
    expect(await intoOf(other)).toBeNull()
    await undo(two)
    expect(await answer('t', duplicateId, 'same')).toMatchObject({ state: 'merged' })
    expect([await intoOf(part), await intoOf(other)]).toEqual([b, b])
  })

  it('do not become one where others make one of them part of the third while the second steward answers', async () => {
    const { duplicateId: two } = await name('s', a, c)
    await answer('t', two, 'different')
    const { duplicateId } = await name('s', b, c)
    const officer = aCaller({ role: 'shield-officer' })
    const merges = room.get(MergesService)
    const merge = merges.merge.bind(merges)
    merges.merge = async (...given) => {
      merges.merge = merge
      await merge(officer, a, b)
      return merge(...given)
    }
    expect(await codeOf(answer('t', duplicateId, 'same'))).toBe('conflict')
    expect([await intoOf(a), await intoOf(c)]).toEqual([b, null])
  })
})

describe('a pair that became one and was parted by others, of which one is part of a third now', () => {
  const partedIntoThird = async () => {
    const pair = await made(a, b)
    await inACall(() => room.get(MergesService).split(steward('o'), a))
    await inACall(() => room.get(MergesService).merge(steward('o'), a, c))
    return pair
  }

  it('is not said to be one to whoever names the two', async () => {
    await partedIntoThird()
    expect(await codeOf(name('s', a, b))).toBe('not-found')
  })

  it('is open once it is taken back, and the part stays with the third', async () => {
    const pair = await partedIntoThird()
    expect(await undo(pair)).toEqual({})
    expect(await intoOf(a)).toBe(c)
    expect(await codeOf(undo(pair))).toBe('not-found')
  })

  it('is no steward’s to take back where the third is shielded', async () => {
    const pair = await partedIntoThird()
    const shield = { childId: c, ground: 'other', channel: 'user' } as const
    await room.get(ProtectionService).placeInterim(aCaller(), c, shield)
    expect(await codeOf(undo(pair))).toBe('not-found')
    expect((await room.db.collection('duplicate_pairs').findOne({ _id: pair as never }))!['state']).toBe('merged')
  })
})
