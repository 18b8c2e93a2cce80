import {
  aRoom,
  codeShown,
  firstAccounts,
  firstSettings,
  inACall,
  type Room,
  type TestAccount,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decodeJwt } from 'jose'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { SuspensionsService } from './suspensions.service.ts'

let room: Room
let account: TestAccount

beforeAll(async () => {
  room = await aRoom(identity)
  const enrol = (choice: object) => inACall(() => room.get(EnrolmentsService).complete(choice))
  const made = await firstAccounts(firstSettings(room.stack, 'suspect'), enrol)
  account = made[0]!
})

afterAll(() => room?.close())

const people = () => room.db.collection<Person>('people')
const signIn = async () => {
  await room.db.collection('authenticators').updateMany({}, { $set: { lastStep: 0 } })
  const { username, password, pin } = account
  return inACall(() => room.get(SessionsService).open({ username, password, pin, code: codeShown(account) }))
}
const suspend = (given: { identity: string; caseId?: string; isSuspended?: boolean }) =>
  room.get(SuspensionsService).set({ caseId: randomUUID(), isSuspended: true, ...given })

describe('Somebody who is suspended', () => {
  it('renews no session and does not sign in, until no case suspends them any more', async () => {
    const { refreshToken, accessToken } = await signIn()
    const { sub } = decodeJwt(accessToken)
    const [one, other] = [randomUUID(), randomUUID()]
    for (const caseId of [one, other, other]) await suspend({ identity: sub!, caseId })
    const renewed = inACall(() => room.get(SessionsService).renew({ refreshToken }))
    await expect(renewed).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(signIn()).rejects.toMatchObject({ code: 'unauthenticated' })
    await suspend({ identity: sub!, caseId: one, isSuspended: false })
    await expect(signIn()).rejects.toMatchObject({ code: 'unauthenticated' })
    for (const caseId of [other, other]) await suspend({ identity: sub!, caseId, isSuspended: false })
    await expect(signIn()).resolves.toMatchObject({ expiresIn: 60 })
  })

  it('is so with every account of theirs, and nobody else is', async () => {
    const { _id: personId } = (await people().findOne({ username: 'suspect' }))!
    const state = async () => ((await people().findOne({ _id: personId }))!.suspendedBy ?? []).length
    await suspend({ identity: 'somebody-else' })
    expect(await state()).toBe(0)
    await people().updateOne({ _id: personId }, { $set: { identity: 'i-1' } })
    await suspend({ identity: 'i-1' })
    expect(await state()).toBe(1)
  })
})
