import type { ChangeKeptInvolvement, FullChild, KeepInvolvement, ServiceType } from '@contactpoint/contracts'
import { MOST_INVOLVEMENTS_BY_ONE, newChildId, SENSITIVE_SERVICES } from '@contactpoint/contracts'
import { aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { adminUri } from '@contactpoint/stack'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { loadPlaces } from '../places/load-places.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { ContactTasksRepository } from './contact-tasks.repository.ts'
import { InvolvementsService } from './involvements.service.ts'
import { ShownInvolvementsService } from './shown-involvements.service.ts'

const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
const [owner, by] = [{ authority: '383', organisation: 'Leeds' }, 'p-1']
let room: Room
let homes = 0
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
  await loadPlaces(adminUri(room.stack.address.mongoPort, room.stack.secrets))
})

afterAll(() => room?.close())

const involvements = () => room.get(InvolvementsService)
const tasks = () => room.get(ContactTasksRepository)
const stored = () => room.db.collection<{ _id: string }>('involvements')
const read = (childId: string) => room.get(ChildrenService).read({ childId, view: 'full' })
const whole = async (childId: string) => (await read(childId)).child as FullChild
const shown = async (childId: string) => (await whole(childId)).involvements
const services = async (childId: string) => (await shown(childId)).map(({ service }) => service)
const codeOf = (asked: Promise<unknown>) => asked.then(() => 'done').catch(({ code }: { code: string }) => code)

/** A child where nobody else lives. */
async function aChild(): Promise<string> {
  homes += 1
  const address = { lines: ['1 High Street'], postcode: `S${1 + (homes % 90)} ${1 + (homes % 9)}AA` }
  const record = aRecord({ address, gpPracticeCode: 'B86002' })
  await feeds.apply(record)
  return feeds.idOf(record)
}

const add = (childId: string, given: Partial<KeepInvolvement> = {}) =>
  involvements().add({
    ...{ childId, service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
    ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: false, owner, by },
    ...given,
  })
const addSensitive = (childId: string, service: ServiceType = 'mental-health') => add(childId, { service, consent })
const change = (involvementId: string, version: number, given: Partial<ChangeKeptInvolvement>) =>
  involvements().change({ involvementId, version, by: 'p-2', ...given })
const list = (childId: string) => involvements().list({ childId })

describe('a whole record', () => {
  it('shows who works with the child, who leads first, and the school and the practice as the lists have them (S04)', async () => {
    const childId = await aChild()
    await add(childId)
    await add(childId, { service: 'social-care', leadProfessional: true, startDate: '2025-01-01' })
    expect(await shown(childId)).toMatchObject([
      { service: 'social-care', leadProfessional: true, organisation: { code: '383', name: 'Leeds' } },
      { service: 'early-help', phone: '01134960123', version: 1 },
      { service: 'school', organisation: { code: '100000', name: 'The Aldgate School', postcode: 'EC3A 5DE' } },
      { service: 'gp', organisation: { name: 'CITY VIEW MEDICAL PRACTICE', postcode: 'LS11 8LH' } },
    ])
  })

  it('is the same byte for byte, whatever sensitive services the child has, withdrawn or not (S33, AC-25)', async () => {
    const childId = await aChild()
    await add(childId)
    const before = JSON.stringify(await read(childId))
    const any = fc.record({ service: fc.constantFrom(...SENSITIVE_SERVICES), isLead: fc.boolean(), ends: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 4 }), fc.boolean(), async (all, isWithdrawn) => {
        for (const { service, isLead, ends } of all) {
          const { involvementId } = await add(childId, { service, consent, leadProfessional: isLead })
          if (ends) await change(involvementId, 1, { endDate: '2026-09-30' })
          if (isWithdrawn) await change(involvementId, ends ? 2 : 1, { consentWithdrawn: true })
        }
        expect(JSON.stringify(await read(childId))).toBe(before)
        expect((await room.get(ShownInvolvementsService).shownOf(await whole(childId), [])).length).toBe(3)
        await stored().deleteMany({ childId, isSensitive: true })
      }),
      { numRuns: 15 },
    )
  })

  it('says that there is another service, once, where the policy says so', async () => {
    const childId = await aChild()
    const told = async () => room.get(ShownInvolvementsService).shownOf(await whole(childId), [], 'unspecified')
    expect((await told()).map(({ service }) => service)).toEqual(['school', 'gp'])
    const { involvementId } = await addSensitive(childId)
    await addSensitive(childId, 'sexual-health')
    expect((await told()).at(-1)).toMatchObject({ service: 'unspecified', organisation: { name: 'City of London' } })
    expect(await told()).toHaveLength(3)
    await stored().deleteMany({ _id: { $ne: involvementId }, childId })
    await change(involvementId, 1, { consentWithdrawn: true })
    expect(await told()).toHaveLength(2)
  })

  it('of a restricted child has none of it: what is hidden is not read', async () => {
    const childId = await aChild()
    await add(childId)
    await room.get(RestrictionsService).restrict({ childId, version: 1, tier: 'standard' })
    expect((await read(childId)).child).not.toHaveProperty('involvements')
    expect(await add(childId)).toMatchObject({ version: 1 })
    expect(await codeOf(list(childId))).toBe('not-found')
  })
})

describe('all involvements, for the management team', () => {
  it('are sensitive ones too, with what allows them, and never one whose consent was withdrawn', async () => {
    const childId = await aChild()
    await add(childId)
    const { involvementId } = await addSensitive(childId)
    const { authority, items } = await list(childId)
    expect(authority).toBe('201')
    expect(items.map(({ service }) => service).sort()).toEqual(['early-help', 'mental-health'])
    expect(items.find(({ service }) => service === 'mental-health')).toMatchObject({ involvementId, consent })
    await change(involvementId, 1, { consentWithdrawn: true })
    expect((await list(childId)).items.map(({ service }) => service)).toEqual(['early-help'])
    expect(await stored().findOne({ _id: involvementId })).toMatchObject({
      ...{ personName: null, phone: null, email: null },
      consent: { withdrawnBy: 'p-2', withdrawnAt: expect.any(Date) },
    })
  })
})

describe('an involvement', () => {
  it('is kept of nobody that there is not, or whom nobody sees', async () => {
    expect(await codeOf(add(newChildId(randomInt)))).toBe('not-found')
    const childId = await aChild()
    await room.get(RestrictionsService).restrict({ childId, version: 1, tier: 'sealed' })
    expect(await codeOf(add(childId))).toBe('not-found')
  })

  it('of a sensitive service is not kept without a basis, nor any other with one', async () => {
    const childId = await aChild()
    expect(await codeOf(add(childId, { service: 'sexual-health' }))).toBe('invalid-request')
    expect(await codeOf(add(childId, { consent }))).toBe('invalid-request')
    expect(await stored().countDocuments({ childId })).toBe(0)
  })

  it('holds no word that nobody declared, whatever the code does (I6)', async () => {
    const { involvementId } = await add(await aChild())
    const words = stored().updateOne({ _id: involvementId }, { $set: { notes: 'She told me that …' } })
    await expect(words).rejects.toMatchObject({ code: 121 })
  })

  it('changes at the version that was read, and at no other', async () => {
    const childId = await aChild()
    const { involvementId } = await add(childId)
    expect(await change(involvementId, 1, { phone: '01134960999' })).toEqual({ involvementId, version: 2 })
    expect(await codeOf(change(involvementId, 1, { phone: '01134960998' }))).toBe('precondition-failed')
    expect(await shown(childId)).toMatchObject([{ phone: '01134960999', version: 2 }, {}, {}])
    expect(await change(involvementId, 2, {})).toEqual({ involvementId, version: 2 })
  })

  it('is changed once by many who change the same version at one moment', async () => {
    const { involvementId } = await add(await aChild())
    const phones = Array.from({ length: 8 }, (_, n) => `0113496010${n}`)
    const answers = await Promise.all(phones.map((phone) => codeOf(change(involvementId, 1, { phone }))))
    expect(answers.sort()).toEqual(['done', ...Array<string>(7).fill('precondition-failed')])
  })

  it('that has ended changes no more, but for a consent that is withdrawn, once', async () => {
    const childId = await aChild()
    const { involvementId } = await addSensitive(childId)
    await change(involvementId, 1, { endDate: '2026-09-30' })
    expect(await codeOf(change(involvementId, 2, { phone: '01134960999' }))).toBe('conflict')
    expect(await codeOf(change(involvementId, 2, { endDate: '2026-10-01' }))).toBe('conflict')
    expect(await codeOf(change(involvementId, 2, { consentWithdrawn: true }))).toBe('done')
    expect(await codeOf(change(involvementId, 3, { consentWithdrawn: true }))).toBe('conflict')
  })

  it('is told to shielding with what decides who may know of it', async () => {
    const childId = await aChild()
    const { involvementId } = await addSensitive(childId)
    const found = { childId, isChildShown: true, childAuthority: '201', isSensitive: true, isWithdrawn: false }
    expect(await involvements().find({ involvementId })).toEqual({ ...found, owner, recordedBy: by })
    await room.get(RestrictionsService).restrict({ childId, version: 1, tier: 'standard' })
    expect(await involvements().find({ involvementId })).toMatchObject({ isChildShown: false, childAuthority: null })
    await room.get(RestrictionsService).restrict({ childId, version: 2, tier: 'sealed' })
    expect(await codeOf(involvements().find({ involvementId }))).toBe('not-found')
  })

  it('is recorded as often of one child by one person as may be, whatever others have recorded', async () => {
    const childId = await aChild()
    await addSensitive(childId)
    const mine = { by: 'p-3' }
    for (let nth = 0; nth < MOST_INVOLVEMENTS_BY_ONE; nth++) await add(childId, mine)
    expect(await codeOf(add(childId, mine))).toBe('conflict')
    expect(await codeOf(add(childId))).toBe('done')
  })
})

describe('a wrong contact', () => {
  it('is one open task of the owner, however often it is said, until the contact is changed', async () => {
    const its = { authority: '383', organisation: `Organisation ${newChildId(randomInt)}` }
    const { involvementId } = await add(await aChild(), { owner: its })
    await Promise.all(Array.from({ length: 5 }, () => involvements().report({ involvementId })))
    await involvements().report({ involvementId })
    expect(await tasks().findOpenOf(its, 10)).toMatchObject([{ involvementId, owner: its, state: 'open' }])
    expect(await tasks().findOpenOf({ ...its, authority: '380' }, 10)).toEqual([])
    await change(involvementId, 1, { hasAssessment: true })
    expect(await tasks().findOpenOf(its, 10)).toHaveLength(1)
    await change(involvementId, 2, { phone: '01134960999' })
    expect(await tasks().findOpenOf(its, 10)).toEqual([])
    await involvements().report({ involvementId })
    await change(involvementId, 3, { endDate: '2026-09-30' })
    expect(await tasks().findOpenOf(its, 10)).toEqual([])
  })
})

describe('involvements of a record that is merged', () => {
  it('are shown by the one that goes on, can be changed there, and go back when it is split off again', async () => {
    const [into, childId] = [await aChild(), await aChild()]
    const own = await add(into, { service: 'police' })
    const { involvementId } = await add(childId, { service: 'housing' })
    await addSensitive(childId)
    await room.get(MergingService).merge({ childId, into })
    expect(await services(into)).toEqual(expect.arrayContaining(['police', 'housing']))
    expect((await list(into)).items).toHaveLength(3)
    expect(await involvements().find({ involvementId })).toMatchObject({ childId: into })
    await change(involvementId, 1, { phone: '01134960999' })
    const meanwhile = await add(into, { service: 'therapy' })
    await room.get(MergingService).split({ childId, into, version: 2, restricted: false })
    expect(await services(childId)).toEqual(['housing', 'school', 'gp'])
    expect((await list(childId)).items).toHaveLength(2)
    const left = new Set((await list(into)).items.map(({ involvementId: id }) => id))
    expect(left).toEqual(new Set([own.involvementId, meanwhile.involvementId]))
  })

  it('are none that nobody sees, though they are added while it is being merged', async () => {
    for (let nth = 0; nth < 5; nth++) {
      const [into, childId] = [await aChild(), await aChild()]
      const adding = Array.from({ length: 4 }, () => codeOf(add(childId, { service: 'housing' })))
      await room.get(MergingService).merge({ childId, into })
      const added = (await Promise.all(adding)).filter((code) => code === 'done')
      expect((await list(into)).items).toHaveLength(added.length)
    }
  })
})
