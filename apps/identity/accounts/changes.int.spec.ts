import { appendEntry, type AppendEntry, type CreatePerson } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aCaller, aRoom, codeOf, putSteppers, STEPPERS, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { identity } from '../app.module.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

let room: Room<'audit'>
let nth = 0

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
  // What whoever revokes waits for is that copies of the gateway hear of it: there is none here.
  jest.spyOn(room.get(RevocationsService), 'isFollowed').mockResolvedValue(undefined)
  await putSteppers(room.db)
})

afterAll(() => room?.close())

const accounts = () => room.get(AccountsService)
const removals = () => room.get(RemovalsService)
const caller = (id: string) => aCaller({ personId: id, ...STEPPERS[id]! })
const make = (given: Partial<CreatePerson> = {}) =>
  accounts().create(caller('m1'), {
    ...{ username: `p-${++nth}`, role: 'practitioner', need: 'works-with-children', givenName: 'Aisha' },
    ...{ familyName: 'Zebedee', postcode: 'LS1 4AP', phone: '01134960123', email: 'a@example.org', ...given },
  })
const rename = (by: string, personId: string, familyName = 'Quillfeather') =>
  accounts().rename(caller(by), { personId, givenName: 'Aisha', familyName, postcode: 'LS2 7EW' })
const homeOf = async (personId: string) =>
  (await room.get(PeopleService).homesOf('o-school', 1_000)).find((one) => one.personId === personId)!.home
const recorded = (personId: string): AppendEntry[] =>
  room.fakes.audit.questions(appendEntry).filter(({ particulars }) => particulars!.personId === personId)
const stored = (personId: string) => room.db.collection<Person>('people').findOne({ _id: personId })

describe('Somebody who has another name', () => {
  it('is called so from then on by whoever looks after them, and what they were called goes on counting', async () => {
    const { personId, username } = await make()
    expect(await rename('m1', personId)).toMatchObject({ personId, username })
    expect((await stored(personId))!.contact).toMatchObject({ name: 'Aisha Quillfeather', phone: '01134960123' })
    expect(await homeOf(personId)).toEqual({
      ...{ familyName: 'Quillfeather', postcode: 'LS2 7EW', formerFamilyNames: ['Zebedee'] },
    })
    for (const other of ['b1', 'c1']) expect(await codeOf(rename(other, personId))).toBe('not-found')
    const themselves = { ...caller('l1'), personId, identity: personId }
    const own = { personId, givenName: 'A', familyName: 'B', postcode: 'LS1 4AP' }
    expect(await codeOf(accounts().rename(themselves, own))).toBe('conflict')
  })

  it('is recorded without the name or where they live, and both are kept sealed', async () => {
    const { personId } = await make()
    await rename('l1', personId)
    await eventually(async () => recorded(personId).some(({ action }) => action === 'person-rename'), 20_000, 50)
    expect(JSON.stringify(recorded(personId))).not.toMatch(/quill|zebedee|ls2/i)
    expect(JSON.stringify({ ...(await stored(personId)), contact: null })).not.toMatch(/quill|zebedee|ls2/i)
  })

  it('is somebody of before under another account too: a new one hides no name', async () => {
    const { personId } = await make()
    await removals().close(caller('m1'), { personId, code: 'left' })
    expect(await codeOf(rename('m1', personId))).toBe('conflict')
    const again = await make({ formerPersonId: personId, familyName: 'Quillfeather' })
    expect((await homeOf(again.personId)).formerFamilyNames).toEqual(['Zebedee'])
  })
})

describe('An account that is closed', () => {
  it('stands in a list of its own, of those who look after it', async () => {
    const { personId } = await make()
    await removals().close(caller('m1'), { personId, code: 'left' })
    const closed = await accounts().list(caller('m1'), { state: 'closed' })
    expect(closed.items.find((one) => one.personId === personId)).toMatchObject({ state: 'closed' })
    expect(closed.items.filter(({ state }) => state !== 'closed')).toEqual([])
    expect((await accounts().list(caller('m1'))).items.map((one) => one.personId)).not.toContain(personId)
    expect((await accounts().eligibility(caller('m1'), personId)).account).toMatchObject({ state: 'closed' })
  })
})

describe('A management team', () => {
  it('suspends somebody of its authority by the name of their account; an unknown one and one of elsewhere are the same', async () => {
    const { username, personId } = await make()
    const suspend = (name: string, by = 'c1') =>
      removals().suspendNamed(caller(by), { username: name, code: 'misuse-suspected' })
    expect(await suspend(username)).toMatchObject({ personId, state: 'suspended' })
    for (const nobody of ['nobody', 'b1', 'n1']) expect(await codeOf(suspend(nobody))).toBe('not-found')
    expect(await codeOf(suspend('c1'))).toBe('conflict')
    expect(await codeOf(suspend(username, 'b1'))).toBe('not-found')
  })
})
