import { aCaller, aRoom, firstAccounts, firstSettings, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { identity } from '../app.module.ts'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import type { Person } from '../people/people.schema.ts'
import { OverrideGrantsRepository } from './override-grants.repository.ts'
import { OverrideGrantsService } from './override-grants.service.ts'

let room: Room
let personId: string
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const people = () => room.db.collection<Person>('people')
const grants = () => room.get(OverrideGrantsService)
const team = aCaller({ personId: 'm-1', role: 'cpmt' })
const officer = aCaller({ personId: 'o-1', role: 'shield-officer' })

beforeAll(async () => {
  room = await aRoom(identity)
  const enrol = (choice: object) => inACall(() => room.get(EnrolmentsService).complete(choice))
  await firstAccounts(firstSettings(room.stack, 'holder'), enrol)
  const live = { _id: '383', wave: 1, attestations: [], liveSince: new Date(), suspendedSince: null }
  await room.db.collection<StoredAuthority>('authorities').insertOne(live)
  await people().updateOne(
    { username: 'holder' },
    { $set: { role: 'practitioner', authority: '383', overrideUntil: null } },
  )
  personId = (await people().findOne({ username: 'holder' }))!._id
})
afterAll(() => room?.close())

it('a grant that is approved while it is ended is in force for nobody', async () => {
  const { grantId } = await grants().propose(team, { personId, until: inDays(30).toISOString() })
  const repository = room.get(OverrideGrantsRepository)
  const find = repository.find.bind(repository)
  repository.find = async (...of) => {
    repository.find = find
    const found = await find(...of)
    await grants().approve(officer, { grantId })
    return found
  }
  expect(await grants().end(team, { grantId })).toMatchObject({ state: 'ended' })
  const until = (await people().findOne({ _id: personId }))!.overrideUntil
  await grants().end(team, { grantId })
  expect(until).toBeNull()
})

it('two accounts of one identity: no grounds for the one ends the right of the other', async () => {
  const one = (await people().findOne({ _id: personId }))!
  await people().updateOne({ _id: personId }, { $set: { overrideUntil: inDays(9) } })
  await people().insertOne({ ...one, _id: 'q-2', username: 'holder-2', identity: personId, overrideUntil: inDays(9) })
  await grants().revoke(personId)
  const other = (await people().findOne({ _id: 'q-2' }))!
  expect(other.overrideUntil).toBeNull()
})
