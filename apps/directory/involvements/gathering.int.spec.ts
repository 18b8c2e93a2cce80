import { newChildId } from '@contactpoint/contracts'
import { adminUri } from '@contactpoint/stack'
import { aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { loadPlaces } from '../places/load-places.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { InvolvementsService } from './involvements.service.ts'

let room: Room
let childId: string
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
  await loadPlaces(adminUri(room.stack.address.mongoPort, room.stack.secrets))
})

beforeEach(async () => {
  const address = { lines: ['1 High Street'], postcode: `S${randomInt(1, 90)} ${randomInt(1, 9)}AA` }
  const record = aRecord({ address, gpPracticeCode: 'B86002', education: { schoolUrn: '107809', startDate: null } })
  await feeds.apply(record)
  childId = await feeds.idOf(record)
})

afterAll(() => room?.close())

const gather = (of = childId) => room.get(InvolvementsService).gather({ childId: of })
const locate = (of = childId) => room.get(ChildrenService).locate({ childId: of })
const restrict = (tier: 'standard' | 'sealed') =>
  room.get(RestrictionsService).restrict({ childId, version: tier === 'sealed' ? 2 : 1, tier })
const add = (given: object) =>
  room.get(InvolvementsService).add({
    ...{ childId, service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
    ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: false, by: 'p-1' },
    ...{ owner: { authority: '383', organisation: 'Leeds' }, ...given },
  })
const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
const gone = { code: 'not-found' }

describe('what is gathered for a broker', () => {
  it('is everybody who works with a child, sensitive services, school and practice, shielded or not', async () => {
    await add({ service: 'mental-health', consent })
    await add({ service: 'social-care', leadProfessional: true })
    const before = await gather()
    expect(before.authority).toBe('383')
    expect(before.items).toMatchObject([
      { service: 'social-care', leadProfessional: true, consent: null },
      { service: 'mental-health', consent },
      { service: 'school', consent: null },
      { service: 'gp', organisation: { name: 'CITY VIEW MEDICAL PRACTICE' } },
    ])
    await restrict('standard')
    expect(await gather()).toEqual(before)
  })

  it('leaves out what nobody consents to any more', async () => {
    const { involvementId } = await add({ service: 'mental-health', consent })
    const withdrawal = { involvementId, version: 1, by: 'p-1', consentWithdrawn: true } as const
    await room.get(InvolvementsService).change(withdrawal)
    expect((await gather()).items.map(({ service }) => service)).toEqual(['school', 'gp'])
  })

  it('is nothing of a sealed child, nor of nobody', async () => {
    await restrict('standard')
    await restrict('sealed')
    for (const one of [childId, newChildId(randomInt)]) {
      await expect(gather(one)).rejects.toMatchObject(gone)
      await expect(locate(one)).rejects.toMatchObject(gone)
    }
  })
})

it('whose a child is, is said of a shielded one too, and nothing else with it', async () => {
  await restrict('standard')
  expect(await locate()).toEqual({ authority: '383' })
})
