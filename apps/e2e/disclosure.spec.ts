import { until } from '@contactpoint/stack'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { api, newChildId } from '@contactpoint/contracts'
import { aPupil } from '@contactpoint/testing'
import { randomInt } from 'node:crypto'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

interface Enquiry {
  entries: {
    index: number
    personId: string
    action: string
    outcome: string
    reason: string | null
    childIds: string[]
  }[]
  receipt: { index: number }
}

const pupil = aPupil({
  surname: 'Lindqvist',
  forename: 'Astrid',
  middleNames: 'Maja',
  formerSurname: 'Berg',
  dob: '2012-07-19',
})
const grown = aPupil({ dob: '2004-01-31' })
const shielded = aPupil({ surname: 'Farthingale', dob: '2013-09-03' })
const lookalike = aPupil({
  forename: `${shielded.forename}h`,
  surname: 'Farthingale',
  dob: '2013-09-03',
  address: { lines: ['8 New Road'], postcode: 'LS8 1AA' },
})
const unknownId = newChildId((n) => randomInt(n))
const wrongCheck = unknownId.slice(0, -1) + (unknownId.endsWith('2') ? '3' : '2')

describe('a disclosure (S04, S09)', () => {
  const trip = setOut()
  let childId: string

  beforeAll(async () => {
    await trip.census.deliver(pupil, grown, shielded)
    childId = await trip.census.childIdOf(pupil)
    await trip.practitioner.shield(await trip.census.childIdOf(shielded))
    expect((await trip.census.deliver(lookalike)).fates.parked).toBe(1)
  })

  const enquire = async (about: object) => (await trip.auditor.post<Enquiry>(api.audit.enquire.path, about)).body

  it('shows everything that the feeds brought of a child that was found', async () => {
    const { hits } = (await trip.practitioner.search(minimumFor(pupil))).body
    expect(hits).toMatchObject([{ childId, shielded: false, postcode: 'LS1 4AP', schoolName: 'The Aldgate School' }])
    const { status, body, headers } = await trip.practitioner.disclose(hits[0]!.childId, {
      caseReference: 'CASE/2026-17',
    })
    expect({ status, shielded: body.shielded, cached: headers.get('cache-control') }).toEqual({
      status: 200,
      shielded: false,
      cached: 'no-store',
    })
    const [carer] = pupil.contacts
    expect(body.child).toEqual({
      childId,
      name: { given: ['Astrid', 'Maja'], family: 'Lindqvist' },
      formerNames: [{ given: ['Astrid', 'Maja'], family: 'Berg' }],
      dateOfBirth: '2012-07-19',
      dateOfDeath: null,
      gender: 'female',
      address: pupil.address,
      carers: [{ name: { given: ['Mary'], family: carer!.surname }, relationship: 'mother', phone: carer!.phone }],
      education: { schoolUrn: '100000', schoolName: 'The Aldgate School', startDate: '2024-09-03' },
      gpPracticeCode: null,
      authority: expect.objectContaining({ code: '201', name: 'City of London' }),
      involvements: [expect.objectContaining({ service: 'school', startDate: '2024-09-03' })],
      sources: ['name', 'former-names', 'date-of-birth', 'gender', 'address', 'carers', 'school'].map((item) => {
        return { item, source: 'school-census', asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }
      }),
    })
  })

  it('and a search each come with a receipt, later in the log than the one before (I2)', async () => {
    const answers = [
      await trip.practitioner.disclose(childId),
      await trip.practitioner.search(minimumFor(pupil)),
      await trip.practitioner.disclose(childId),
    ]
    const indexes = answers.map(({ body }) => body.receipt.index)
    expect(indexes).toEqual([indexes[0], indexes[0]! + 1, indexes[0]! + 2])
    for (const { body } of answers)
      expect(body.receipt).toEqual({
        log: 'england',
        index: expect.any(Number),
        leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
  })

  it('is an entry that names who, why and which child; reading it is an entry too (AC-23)', async () => {
    const { receipt } = (await trip.practitioner.disclose(childId, { reason: 'safeguarding-concern' })).body
    const enquiry = await enquire({ childId })
    expect(enquiry.entries.find(({ index }) => index === receipt.index)).toMatchObject({
      personId: trip.practitioner.personId,
      action: 'disclosure',
      outcome: 'shown',
      reason: 'safeguarding-concern',
      childIds: [childId],
    })
    const again = await enquire({ childId })
    expect(again.entries[0]).toMatchObject({
      index: enquiry.receipt.index,
      action: 'enquiry',
      personId: trip.auditor.personId,
    })
  })

  it('of an unknown child, a wrong check character, one past 18 and a quarantined one is the same 404, and recorded', async () => {
    const ids = [unknownId, wrongCheck, await trip.census.childIdOf(grown), await trip.census.childIdOf(lookalike)]
    const answers = await Promise.all(ids.map((id) => trip.practitioner.disclose(id)))
    for (const { status, body, headers } of answers) {
      expect(status).toBe(404)
      expect(body).toEqual(answers[0]!.body)
      expect([...headers.keys()]).toEqual([...answers[0]!.headers.keys()])
      expect(headers.get('content-type')).toBe(answers[0]!.headers.get('content-type'))
    }
    const own = { action: 'disclosure', outcome: 'not-found', personId: trip.practitioner.personId }
    for (const id of ids.filter((id) => id !== wrongCheck))
      expect((await enquire({ childId: id })).entries).toContainEqual(
        expect.objectContaining({ ...own, childIds: [id] }),
      )
    const { entries } = await enquire({ personId: trip.practitioner.personId })
    expect(entries).toContainEqual(expect.objectContaining({ ...own, childIds: [] }))
  })

  it('of what is no id by its length or characters is that 404 too, of a shield as well, and nothing is recorded', async () => {
    const { practitioner } = trip
    const unknown = await practitioner.shield(unknownId)
    const asked = async () => (await enquire({ childId: unknownId })).entries.map(({ action }) => action)
    expect(await until(async () => (await asked()).includes('shield-request'), 20_000, 100)).toBe(true)
    const before = (await enquire({ personId: practitioner.personId })).entries
    for (const text of [unknownId.slice(1), `${unknownId}2`, unknownId.toLowerCase(), 'x'.repeat(60), 'x'.repeat(65)])
      for (const answer of [await practitioner.disclose(text), await practitioner.shield(text)])
        expect([answer.status, answer.body]).toEqual([404, unknown.body])
    expect((await enquire({ personId: practitioner.personId })).entries).toEqual(before)
  })

  it('is no way round a search either: those four are not found', async () => {
    for (const gone of [grown, { ...lookalike, forename: lookalike.forename }]) {
      const { hits } = (await trip.practitioner.search({ ...minimumFor(gone), givenName: gone.forename })).body
      expect(hits).toEqual([])
    }
  })

  it('needs a reason from the list, and takes no free text (S34)', async () => {
    for (const more of [{ reason: 'curious' }, { reason: undefined }, { caseReference: 'my neighbour' }, { note: 'x' }])
      expect((await trip.practitioner.disclose(childId, more)).status).toBe(400)
  })

  it('is for practitioners: another role is refused before the child is looked up', async () => {
    const refusals = await Promise.all([childId, unknownId, 'x'].map((id) => trip.auditor.disclose(id)))
    for (const { status, body } of refusals) {
      expect(status).toBe(403)
      expect(body).toEqual(refusals[0]!.body)
    }
    expect((await trip.stack.api.disclose(childId)).status).toBe(401)
  })
})
