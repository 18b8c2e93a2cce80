import { appendEntry, type CreatePerson } from '@contactpoint/contracts'
import {
  aCaller,
  aRoom,
  codeOf,
  codeShown,
  firstAccounts,
  firstSettings,
  inACall,
  type Room,
  type TestAccount,
} from '@contactpoint/testing'
import type { Caller } from '@contactpoint/bus'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decodeJwt } from 'jose'
import { identity } from '../app.module.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { AccountsRepository } from './accounts.repository.ts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

let room: Room<'audit'>
let first: Caller
let second: Caller
let third: Caller
let organisationId: string

const accounts = () => room.get(AccountsService)
const removals = () => room.get(RemovalsService)
const enrol = (choice: object) => inACall(() => room.get(EnrolmentsService).complete(choice))
const people = () => room.db.collection<Person>('people')

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
  const [one, other] = await firstAccounts(firstSettings(room.stack), enrol)
  ;[first, second] = [await callerOf(one!), await callerOf(other!)]
  third = { ...second, personId: second.personId, identity: 'somebody-third' }
  const given = { name: 'Elm Street Nursery', sector: 'education', authority: '383', phone: '01134960123' } as const
  const made = await room.get(OrganisationsService).create(first, { ...given, email: 'o@example.org' })
  organisationId = made.organisationId
})
afterAll(() => room?.close())

async function callerOf(account: TestAccount): Promise<Caller> {
  await room.db.collection('authenticators').updateMany({}, { $set: { lastStep: 0 } })
  const { username, password, pin } = account
  const opened = await inACall(() =>
    room.get(SessionsService).open({ username, password, pin, code: codeShown(account) }),
  )
  const claims = decodeJwt(opened.accessToken)
  const [role, organisation] = [claims.role as Caller['role'], String(claims.organisation)]
  const who = { personId: claims.sub!, identity: String(claims.identity), sessionId: String(claims.sid) }
  return aCaller({ ...who, role, organisation, authority: String(claims.authority) })
}
const somebody = (): CreatePerson => ({
  ...{ username: 'p-1', role: 'account-manager', need: 'manages-accounts', givenName: 'Aisha', organisationId },
  ...{ familyName: 'Patel', postcode: 'LS1 4AP', phone: '01134960123', email: 'a@example.org' },
})

describe('two suspensions', () => {
  it('one that comes while another is ended stands, and can be ended', async () => {
    const { personId } = await accounts().create(first, somebody())
    await removals().suspend(first, { personId, code: 'misuse-suspected' })
    const repository = room.get(AccountsRepository)
    const find = repository.findSuspensions.bind(repository)
    repository.findSuspensions = async (whose) => {
      const found = await find(whose)
      repository.findSuspensions = find
      await removals().suspend(third, { personId, code: 'other' })
      return found
    }
    expect(await codeOf(removals().reinstate(second, personId))).toBe('done')
    const { suspendedBy } = (await people().findOne({ _id: personId }))!
    const open = await find(personId)
    const again = await codeOf(removals().reinstate(second, personId))
    expect(suspendedBy).toHaveLength(1)
    expect(open).toHaveLength(1)
    expect(again).toBe('done')
  })
})
