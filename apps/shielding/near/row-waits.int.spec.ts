import { listUndecided, newChildId } from '@contactpoint/contracts'
import { answerAsUsual, aCaller, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { dueAfter } from './row-waits.rules.ts'
import { RowWaitsRepository } from './row-waits.repository.ts'
import { RowWaitsService } from './row-waits.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let rows: string[] = []

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(newChildId(randomInt)) }))
  room.fakes.directory.answers(listUndecided, async ({ childIds }) => {
    return { near: [], rows: rows.filter((one) => childIds.includes(one)) }
  })
})
afterAll(() => room?.close())

const undecided = (...childIds: string[]) => inACall(() => room.get(RowWaitsService).undecided(childIds))
const moved = (childId: string, dueAt: Date) =>
  room.db.collection<{ _id: string }>('row_waits').updateOne({ _id: childId }, { $set: { dueAt } })

describe('rows that wait about a child', () => {
  const [one, other] = [newChildId(randomInt), newChildId(randomInt)]

  it('are due since it was first seen that any does, and what comes later changes nothing', async () => {
    rows = [one, other]
    const first = await undecided(one, other)
    expect(first.rows.map(({ _id, isLate }) => [_id, isLate])).toEqual([one, other].toSorted().map((id) => [id, false]))
    const long = new Date('2026-01-02T17:00:00Z')
    await moved(other, long)
    expect((await undecided(one, other)).rows).toMatchObject([
      { _id: other, dueAt: long, isLate: true },
      { _id: one, isLate: false },
    ])
  })

  it('are due anew once none has waited', async () => {
    rows = [one]
    expect((await undecided(one, other)).rows.map(({ _id }) => _id)).toEqual([one])
    rows = [one, other]
    expect((await undecided(one, other)).rows.every(({ isLate }) => !isLate)).toBe(true)
  })

  it('are seen when nobody looks, of whoever has a shield', async () => {
    const childId = newChildId(randomInt)
    rows = [childId]
    const ask = { childId, ground: 'other', channel: 'user' } as const
    await inACall(() => room.get(ShieldsService).request(aCaller(), ask))
    await room.get(RowWaitsService).lookAtAll(() => true)
    expect(await room.get(RowWaitsRepository).find([childId])).toHaveLength(1)
  })
})

describe('the day on which a row is due', () => {
  it.each([
    ['on a Monday', '2026-11-30T09:00:00Z', '2026-12-14T17:00:00.000Z'],
    ['on a Friday', '2026-12-04T09:00:00Z', '2026-12-18T17:00:00.000Z'],
    ['on a Saturday', '2026-12-05T09:00:00Z', '2026-12-18T17:00:00.000Z'],
    ['on a Sunday', '2026-12-06T09:00:00Z', '2026-12-18T17:00:00.000Z'],
    ['late in the evening', '2026-11-30T23:59:00Z', '2026-12-14T17:00:00.000Z'],
    ['in summer, after midnight in England', '2026-06-30T23:30:00Z', '2026-07-15T16:00:00.000Z'],
    ['before the clocks go back', '2026-10-20T09:00:00Z', '2026-11-03T17:00:00.000Z'],
  ])('is the tenth working day after it came: %s', async (_when, came, due) => {
    const [reckoned] = await room.db
      .aggregate([{ $documents: [{ came: new Date(came) }] }, { $set: { due: dueAfter('$came') } }])
      .toArray()
    expect((reckoned as { due: Date }).due.toISOString()).toBe(due)
  })
})
