import { appendEntry, CONTACT_FRESH_DAYS, type AppendEntry } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aCaller, aRoom, codeOf, putSteppers, STEPPERS, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AccountsService } from '../accounts/accounts.service.ts'
import { identity } from '../app.module.ts'
import { OrganisationsService } from './organisations.service.ts'

let room: Room<'audit'>

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
  await putSteppers(room.db)
})

afterAll(() => room?.close())

const organisations = () => room.get(OrganisationsService)
const caller = (id: string) => aCaller({ personId: id, ...STEPPERS[id]! })
const confirm = (by: string, phone = '0113 496 0123', organisationId = 'o-school') =>
  organisations().confirmContact(caller(by), { organisationId, phone, email: 'office@example.org' })
const recorded = (): AppendEntry[] =>
  room.fakes.audit.questions(appendEntry).filter(({ action }) => action === 'organisation-contact')

describe('how an organisation is reached', () => {
  it('is said again by those whose step it is, when it was long ago; recorded, without the number', async () => {
    const long = new Date(Date.now() - (CONTACT_FRESH_DAYS + 1) * 86_400_000)
    const stored = room.db.collection<{ _id: string }>('organisations')
    await stored.updateOne({ _id: 'o-school' }, { $set: { contactConfirmedAt: long } })
    const before = (await organisations().list(caller('m1'))).items
    expect(before.filter(({ isContactOld }) => isContactOld).map(({ name }) => name)).toEqual(['o-school'])
    expect(await confirm('m1')).toMatchObject({ isContactOld: false, phone: '0113 496 0123' })
    expect(await confirm('l1', '+44 113 496 0123')).toMatchObject({ isContactOld: false })
    for (const other of ['b1', 'c1']) expect(await codeOf(confirm(other))).toBe('not-found')
    expect(await codeOf(confirm('m1', '0113 496 0123', 'o-desk'))).toBe('not-found')
    await eventually(async () => recorded().length === 2, 20_000, 50)
    expect(new Set(recorded().map(({ particulars }) => particulars!.isChanged))).toEqual(new Set([true, false]))
    expect(JSON.stringify(recorded())).not.toMatch(/113 ?496|example/)
  })

  it('is told to whoever may say it, and to nobody else who sees the organisation', async () => {
    expect(await organisations().one(caller('m1'), 'o-school')).toMatchObject({ email: 'office@example.org' })
    expect(await organisations().one(caller('m1'), 'o-desk')).not.toHaveProperty('phone')
    expect(await codeOf(organisations().one(caller('b1'), 'o-school'))).toBe('not-found')
  })
})

describe('organisations and accounts of another authority', () => {
  it('are listed for the national desk’s accreditors, who name it, and are not there for others', async () => {
    const found = (by: string, authority?: string) => organisations().list(caller(by), authority)
    expect((await found('n1', '383')).items.map(({ name }) => name)).toEqual(['o-desk', 'o-school'])
    expect((await found('l1')).items.map(({ name }) => name)).toEqual(['o-desk', 'o-school'])
    for (const other of ['l1', 'm1']) expect(await codeOf(found(other, '380'))).toBe('not-found')
    const accounts = (by: string, authority: string) => room.get(AccountsService).list(caller(by), { authority })
    expect((await accounts('n1', '383')).items.map(({ username }) => username)).toEqual(['c1', 'l1', 'l2', 'm1'])
    for (const other of ['l1', 'm1']) expect(await codeOf(accounts(other, '380'))).toBe('not-found')
  })
})
