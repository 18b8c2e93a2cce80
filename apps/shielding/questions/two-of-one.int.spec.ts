import {
  answerQuestion,
  compareRecords,
  findOpenRecords,
  mergeRecords,
  newChildId,
  readLink,
  readQuestion,
  undoLink,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { DuplicatesService } from '../duplicates/duplicates.service.ts'
import { QuestionsService } from './questions.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let [one, other] = ['', '']
beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
})
afterAll(() => room?.close())

beforeEach(() => {
  ;[one, other] = [newChildId(randomInt), newChildId(randomInt)].toSorted() as [string, string]
  const { directory } = room.fakes
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(one) }))
  const { childId: _id, ...four } = aVisibleChild(one)
  const record = { ...four, address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
  const candidate = { ...record, childId: other, isLinked: false, compared: [] }
  directory.answers(compareRecords, async () => ({ goesOn: { ...record, childId: one }, other: candidate }))
  directory.answers(findOpenRecords, async ({ childIds }) => ({ childIds }))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  const asked = {
    kind: 'sampled',
    source: 'school-census',
    askedAt: new Date().toISOString(),
    heldUntil: null,
  } as const
  directory.answers(readQuestion, async ({ questionId }) => ({
    ...{ question: { questionId, ...asked }, row: record, candidates: [candidate] },
  }))
  directory.answers(answerQuestion, async ({ questionId }) => ({ linkId: questionId, twoOfOne: [one, other] }))
  directory.answers(readLink, async () => ({ childIds: [one] }))
  directory.answers(undoLink, async () => ({}))
})

const steward = (name: string) => aCaller({ role: 'data-steward', personId: `${name}-1`, identity: name })
const questions = () => room.get(QuestionsService)
const duplicates = () => room.get(DuplicatesService)

/** That somebody says of a drawn row that it is of the other record. @returns id of the answer */
async function saysOfRow(who: string): Promise<string> {
  const questionId = randomUUID()
  await inACall(() => questions().answer(steward(who), { questionId, answer: 'same', childId: other }))
  return questionId
}
const takesBack = (who: string, linkId: string) => inACall(() => questions().undo(steward(who), linkId))
const pair = async () => (await inACall(() => duplicates().list(steward('c')))).items.at(-1)!.duplicateId
const says = async (who: string, answer: 'same' | 'unsure') => {
  const duplicateId = await pair()
  return (await inACall(() => duplicates().answer(steward(who), { duplicateId, answer }))).state
}

describe('a steward who has said of a row that two records are of one child is the first of two who say so of the records', () => {
  it('while that stands', async () => {
    await saysOfRow('a')
    expect(await says('b', 'same')).toBe('merged')
  })

  it.each(['a', 'c'])('and no more once it is taken back, whoever takes it back: %s', async (who) => {
    await takesBack(who, await saysOfRow('a'))
    expect(await says('b', 'same')).toBe('open')
    expect(await says('a', 'same')).toBe('merged')
  })

  it('and still where they have said so of another row', async () => {
    const first = await saysOfRow('a')
    await saysOfRow('a')
    await takesBack('a', first)
    expect(await says('b', 'same')).toBe('merged')
  })

  it('and still where they have named the two, before or after', async () => {
    const names = () => inACall(() => duplicates().name(steward('a'), { childId: one, otherId: other }))
    const first = await saysOfRow('a')
    await names()
    await takesBack('a', await saysOfRow('a'))
    await takesBack('a', first)
    expect(await says('b', 'same')).toBe('merged')
  })

  it('and no more once they cannot say, which takes nothing from what somebody else has said', async () => {
    await saysOfRow('a')
    await says('b', 'unsure')
    await says('a', 'unsure')
    expect(await says('b', 'same')).toBe('open')
    await says('a', 'unsure')
    expect(await says('c', 'same')).toBe('merged')
  })
})
