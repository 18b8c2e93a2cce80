import { until } from '@contactpoint/stack'
import { anEntry, aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { audit } from '../app.module.ts'
import { CheckpointsService } from '../checkpoints/checkpoints.service.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import type { EntryDocument } from '../ledger/ledger.schema.ts'
import { VerifyingService } from './verifying.service.ts'

const SIZE = 300
let room: Room<never>

beforeAll(async () => {
  room = await aRoom(audit, [])
  await Promise.all(Array.from({ length: SIZE }, () => inACall(() => room.get(LedgerService).append(anEntry()))))
  const isSigned = async () => (await room.get(CheckpointsService).latest())?.size === SIZE
  expect(await until(isSigned, 20_000)).toBe(true)
})

afterAll(() => room?.close())

const entries = () => room.db.collection<EntryDocument>('entries')
const verified = async (mayGoOn = () => true) => {
  await room.get(VerifyingService).verify(mayGoOn)
  return room.get(VerifyingService).last()
}

describe('the log that is stored', () => {
  it('is held against what was signed, and nothing is kept of a verification that was cut off', async () => {
    let reads = 0
    expect(await verified(() => reads++ < 3)).toBeNull()
    expect(await verified()).toMatchObject({ size: SIZE, firstWrong: null })
  })

  it.each<[string, Partial<EntryDocument>]>([
    ['the reason', { reason: 'transition' }],
    ['the person', { personId: 'p-somebody-else' }],
    ['the time', { time: new Date('2020-01-01T00:00:00Z') }],
  ])(
    'is found to be wrong from the very entry of which somebody changed %s, until that is put right',
    async (_what, change) => {
      const before = (await entries().findOne({ index: 270 }))!
      await entries().updateOne({ index: 270 }, { $set: change })
      expect(await verified()).toMatchObject({ size: SIZE, firstWrong: 270 })
      await entries().replaceOne({ index: 270 }, before)
      expect((await verified())!.firstWrong).toBeNull()
    },
  )

  it('is found to be short where entries were taken out', async () => {
    const before = (await entries().findOne({ index: SIZE - 1 }))!
    await entries().deleteOne({ index: SIZE - 1 })
    expect((await verified())!.firstWrong).toBe(256)
    await entries().insertOne(before)
    expect((await verified())!.firstWrong).toBeNull()
  })
})
