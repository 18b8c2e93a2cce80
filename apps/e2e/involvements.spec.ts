import {
  api,
  etagOf,
  newChildId,
  pathTo,
  type Involvement,
  type InvolvementsReviewed,
  type WorkListed,
} from '@contactpoint/contracts'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'
import { involvement } from './routes.trip.ts'

/** A school of Leeds, where the demo people work, and a practice there. */
const [LEEDS_SCHOOL, PRACTICE] = ['107809', 'B86002']

const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
const mentalHealth = { service: 'mental-health', personName: 'Zoe Quellhorst', consent }
const WITHOUT_RECEIPT = { receipt: null }

type Kept = { involvementId: string; version: number }

describe('who works with a child (S04, S33)', () => {
  const trip = setOut()
  let [childId, shieldedId] = ['', '']
  let [team, elsewhere, otherTeam] = [] as unknown as [ApiClient, ApiClient, ApiClient]

  const add = (of: string, given: object = {}, who = trip.practitioner) =>
    who.post<Kept & Record<string, unknown>>(pathTo(api.involvements.add, { childId: of }), {
      ...involvement,
      ...given,
    })
  const change = (involvementId: string, body: object, etag: string | null, who = trip.practitioner) =>
    who.patch<Kept & Record<string, unknown>>(pathTo(api.involvements.change, { involvementId }), body, etag)
  const report = (involvementId: string, who = trip.practitioner) =>
    who.post(pathTo(api.involvements.reportContact, { involvementId }), {})
  const review = (of: string, who = team) =>
    who.post<InvolvementsReviewed & Record<string, unknown>>(pathTo(api.involvements.review, { childId: of }), {
      reason: 'coordinate-support',
    })
  const view = async (of = childId) => {
    const { body } = await trip.practitioner.disclose(of)
    return { ...body, ...WITHOUT_RECEIPT }
  }
  const involved = async (of = childId) => (await view(of)).child.involvements as Involvement[]
  const tasks = () => trip.databases.db('directory').collection('contact_tasks')

  /** A child of Leeds with a practice; no feed brings one yet. */
  async function aChildOfLeeds(): Promise<string> {
    const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['2 Weir Lane'], postcode: 'LS12 3AB' } })
    await trip.census.deliver(pupil)
    const id = await trip.census.childIdOf(pupil)
    const children = trip.databases.db('directory').collection<{ _id: string }>('children')
    await children.updateOne({ _id: id }, { $set: { gpPracticeCode: PRACTICE } })
    return id
  }

  beforeAll(async () => {
    ;[childId, shieldedId] = [await aChildOfLeeds(), await aChildOfLeeds()]
    team = await trip.stack.signIn('cpmt')
    elsewhere = await trip.stack.signIn('practitioner-other')
    otherTeam = await trip.stack.signIn('cpmt-other')
    expect((await trip.practitioner.shield(shieldedId)).status).toBe(201)
  })

  it('is reached in one view, with school and practice as the public lists have them', async () => {
    const { status, headers, body } = await add(childId, { leadProfessional: true })
    expect([status, headers.get('etag'), body.version]).toEqual([201, '"1"', 1])
    const [lead, school, practice] = await involved()
    expect(lead).toMatchObject({
      ...{ involvementId: body.involvementId, version: 1, service: 'early-help', leadProfessional: true },
      ...{ personName: 'Aisha Patel', phone: '01134960123', organisation: { code: '383', name: 'Leeds' } },
      contactAsOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect(school).toMatchObject({
      service: 'school',
      organisation: { code: LEEDS_SCHOOL, postcode: expect.stringMatching(/^LS/) as unknown },
    })
    expect(practice).toMatchObject({
      service: 'gp',
      organisation: {
        name: 'CITY VIEW MEDICAL PRACTICE',
        lines: expect.arrayContaining(['LEEDS']),
        postcode: 'LS11 8LH',
      },
    })
  })

  it('changes at the version that was read, and in no other way: 428 without it, 412 at another', async () => {
    const { involvementId } = (await add(childId, { service: 'social-care' })).body
    expect((await change(involvementId, { phone: '0113 496 0999' }, null)).status).toBe(428)
    expect((await change(involvementId, { phone: '0113 496 0999' }, etagOf(2))).status).toBe(412)
    const changed = await change(involvementId, { phone: '0113 496 0999' }, etagOf(1))
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expect((await change(involvementId, { phone: '0113 496 0111' }, etagOf(1))).status).toBe(412)
    const ended = await change(involvementId, { endDate: '2026-09-30' }, etagOf(2))
    expect(ended.status).toBe(200)
    expect((await change(involvementId, { phone: '0113 496 0111' }, etagOf(3))).status).toBe(409)
    expect(await involved()).toContainEqual(
      expect.objectContaining({ involvementId, version: 3, phone: '01134960999', endDate: '2026-09-30' }),
    )
  })

  it('is changed by the organisation that owns it: to everybody else it is one that never was', async () => {
    const { involvementId } = (await add(childId)).body
    const answers = await Promise.all([
      change(involvementId, { phone: '0113 496 0111' }, etagOf(1), elsewhere),
      change(randomUUID(), { phone: '0113 496 0111' }, etagOf(1), elsewhere),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]!.body).toEqual(answers[1]!.body)
  })

  it('takes no narrative: whatever is no name, number or address of the kind is refused, and not repeated', async () => {
    const words = 'She told me that things are bad'
    const wrong = [
      { personName: `${words}, 2` },
      { phone: words },
      { email: words },
      { notes: words },
      { service: words },
    ]
    for (const given of [...wrong, { organisation: '999' }, { startDate: '2999-01-01' }]) {
      const { status, body } = await add(childId, given)
      expect({ given, status }).toEqual({ given, status: 400 })
      expect(JSON.stringify(body)).not.toContain(words)
    }
  })

  describe('a sensitive service (AC-25)', () => {
    it('is not recorded without a basis', async () => {
      const { consent: _consent, ...without } = mentalHealth
      const { status, body } = await add(childId, without)
      expect([status, body.places]).toEqual([400, [{ field: 'consent', rule: 'isDefined' }]])
      expect((await add(childId, { consent })).status).toBe(400)
    })

    it('changes no word of what practitioners see or find, and is seen by the team of the authority alone', async () => {
      const before = JSON.stringify(await view())
      const { involvementId } = (await add(childId, mentalHealth)).body
      expect(JSON.stringify(await view())).toBe(before)
      const { status, body } = await review(childId)
      expect([status, body.next]).toEqual([200, null])
      expect(body.items).toContainEqual(
        expect.objectContaining({ involvementId, personName: 'Zoe Quellhorst', consent }),
      )
      expect((await review(childId, otherTeam)).status).toBe(404)
      expect((await report(involvementId, elsewhere)).status).toBe(404)
      const criteria = { ...minimumFor(aPupil({ surname: 'Quellhorst', dob: '2012-06-27' })) }
      expect((await trip.practitioner.search(criteria)).body.hits).toEqual([])
    })

    it('is seen by nobody as soon as its consent is withdrawn, and what it was reached by is forgotten', async () => {
      const { involvementId } = (await add(childId, mentalHealth)).body
      expect((await review(childId)).body.items.map((one) => one.involvementId)).toContain(involvementId)
      expect((await change(involvementId, { consentWithdrawn: true }, etagOf(1))).status).toBe(200)
      expect((await review(childId)).body.items.map((one) => one.involvementId)).not.toContain(involvementId)
      expect((await report(involvementId)).status).toBe(404)
      const stored = trip.databases.db('directory').collection<{ _id: string }>('involvements')
      expect(await stored.findOne({ _id: involvementId })).toMatchObject({ personName: null, phone: null, email: null })
      expect((await change(involvementId, { consentWithdrawn: true }, etagOf(2))).status).toBe(409)
    })
  })

  it('whose contact is wrong is one open task of its organisation, however often and by whomever it is said', async () => {
    const { involvementId } = (await add(childId, { service: 'housing' })).body
    for (const who of [elsewhere, elsewhere, trip.practitioner, team])
      expect((await report(involvementId, who)).status).toBe(204)
    const open = { involvementId, state: 'open', 'owner.authority': '383' }
    expect(await tasks().countDocuments(open)).toBe(1)
    const waits = async (who: ApiClient) =>
      (await who.get<WorkListed>(api.work.mine.path)).body.items.filter(({ id }) => id === involvementId)
    expect(await waits(trip.practitioner)).toMatchObject([{ kind: 'correct-contact', childId: null }])
    expect(await waits(elsewhere)).toEqual([])
    await change(involvementId, { phone: '0113 496 0222' }, etagOf(1))
    expect(await tasks().countDocuments(open)).toBe(0)
    expect(await waits(trip.practitioner)).toEqual([])
  })

  describe('and is shielded', () => {
    it('is recorded with the same answer as for any other child, and shown to nobody', async () => {
      const answers = await Promise.all([add(childId), add(shieldedId)])
      const [one, shielded] = answers.map(({ status, headers, body }) => {
        return { status, etag: headers.get('etag'), fields: Object.keys(body), version: body.version }
      })
      expect(shielded).toEqual(one)
      expect((await view(shieldedId)).child).not.toHaveProperty('involvements')
      expect((await review(shieldedId)).status).toBe(404)
    })

    it('is changed by the owner alone, and to everybody else one that never was', async () => {
      const { involvementId } = (await add(shieldedId)).body
      for (const who of [elsewhere, otherTeam]) expect((await report(involvementId, who)).status).toBe(404)
      expect((await change(involvementId, { endDate: '2026-09-30' }, etagOf(1), elsewhere)).status).toBe(404)
      expect((await change(involvementId, { endDate: '2026-09-30' }, etagOf(1))).status).toBe(200)
    })
  })

  it('is recorded of no child that there is not', async () => {
    expect((await add(newChildId(randomInt))).status).toBe(404)
  })

  it('is an entry each time it is recorded, changed, or said to be wrong, without a word of what it is (AC-23)', async () => {
    const { involvementId } = (await add(childId, { service: 'police' })).body
    await change(involvementId, { hasAssessment: true }, etagOf(1))
    await report(involvementId)
    const { body } = await trip.auditor.post<{ entries: { action: string }[] }>(api.audit.enquire.path, { childId })
    const actions = body.entries.map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['involvement-add', 'involvement-change', 'contact-report']))
    expect(actions).toEqual(expect.arrayContaining(['involvement-review']))
    expect(JSON.stringify(body)).not.toMatch(/police|mental-health|Patel|Quellhorst/)
  })
})
