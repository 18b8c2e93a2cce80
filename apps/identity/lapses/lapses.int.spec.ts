import { AGREEMENT_VERSION } from '@contactpoint/contracts'
import { aRoom, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { identity } from '../app.module.ts'
import { LapsesService } from './lapses.service.ts'

let room: Room<never>

const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const FAR = inDays(300)
const CHECKED = { identityCheck: FAR, enhancedDisclosure: FAR, training: FAR }
const GOOD = {
  ...{ attestedUntil: FAR, agreement: { version: AGREEMENT_VERSION, at: new Date() } },
  preconditions: CHECKED,
}

beforeAll(async () => {
  room = await aRoom(identity, [])
  const someone = (name: string, given: object) => letIn(room.db, { _id: name, ...GOOD, ...given })
  await someone('fine', {})
  await someone('soon', { attestedUntil: inDays(20), preconditions: { ...CHECKED, training: inDays(10) } })
  await someone('over', { preconditions: { ...CHECKED, enhancedDisclosure: inDays(-3) } })
  await someone('vetted', { role: 'shield-officer', preconditions: { ...CHECKED, officerVetting: inDays(5) } })
  await someone('not-needed', { preconditions: { ...CHECKED, officerVetting: inDays(5) } })
  await someone('closed', { closedAt: new Date(), attestedUntil: inDays(1) })
  await someone('waiting', { approvedBy: null, attestedUntil: inDays(1) })
  await someone('elsewhere', { authority: '380', attestedUntil: inDays(1) })
  const organisations = room.db.collection<{ _id: string }>('organisations')
  await organisations.updateOne({ _id: 'o-1' }, { $set: { accreditedUntil: inDays(7) } })
})

afterAll(() => room?.close())

const found = async (withinDays: number, authority?: string) =>
  (await room.get(LapsesService).survey({ withinDays, ...(authority && { authority }) })).items.map(
    ({ name, what, role }) => `${name} ${what}${role === null ? ' of all' : ''}`,
  )

describe('what ends soon', () => {
  it('is the first thing of each account in use and of each organisation, what ended first at the top', async () => {
    expect(await found(30, '383')).toEqual([
      'over enhanced-disclosure',
      'vetted officer-vetting',
      'Leeds organisation of all',
      'soon training',
    ])
    expect(await found(6, '383')).toEqual(['over enhanced-disclosure', 'vetted officer-vetting'])
  })

  it('is of all authorities where none is named', async () => {
    expect(await found(2)).toEqual(['over enhanced-disclosure', 'elsewhere attestation'])
  })
})
