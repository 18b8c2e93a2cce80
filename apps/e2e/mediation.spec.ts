import { api, pathTo, type EnquiryResult, type Mediation, type OwnAccessesListed } from '@contactpoint/contracts'
import { aPupil, demoAccount, unusedCode, type ApiClient, type TestAccount } from '@contactpoint/testing'
import { eventually } from '@contactpoint/stack'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { isDeepStrictEqual } from 'node:util'
import { setOut } from './outset.trip.ts'

const LEEDS_SCHOOL = '107809'
const HIDDEN = 'LS13 4ZZ'

describe('the story of somebody who asks by telephone (S22, AC-21)', () => {
  const trip = setOut()
  const pupils = [1, 2].map(() => aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['7 Line Lane'], postcode: HIDDEN } }))
  let [childId, anotherId] = ['', '']
  let asker: TestAccount
  let askerClient: ApiClient
  let askerId = ''
  let mediation: Mediation

  const begin = (who: ApiClient, code: string, of = childId) =>
    who.post<Mediation & { title: string }>(pathTo(api.children.mediate, { childId: of }), {
      ...{ username: asker.username, code },
    })
  const open = (who: ApiClient, of = childId, mediationId = mediation.mediationId) =>
    who.post<{ shielded: boolean }>(pathTo(api.children.disclose, { childId: of }), {
      ...{ reason: 'coordinate-support', mediationId },
    })
  const enquire = async (question: object) =>
    (await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, question)).body.entries

  beforeAll(async () => {
    for (const pupil of pupils) await trip.census.deliver(pupil)
    const ids = await Promise.all(pupils.map((pupil) => trip.census.childIdOf(pupil)))
    ;[childId, anotherId] = ids as [string, string]
    asker = await demoAccount(trip.stack, 'practitioner-other')
    askerClient = await trip.stack.signIn('practitioner-other')
    askerId = askerClient.personId
  })

  it('does not begin without their code, and that it was tried is recorded', async () => {
    const { status, body } = await begin(trip.practitioner, '000000')
    expect([status, body.title]).toEqual([403, 'step-up-failed'])
    const entry = { action: 'mediation', outcome: 'refused', personId: trip.practitioner.personId }
    const isThere = async () => (await enquire({ childId })).some((one) => isDeepStrictEqual({ ...one, ...entry }, one))
    await eventually(isThere, 20_000, 100)
  })

  it('begins with it: the mediator is told where to call back, and opens the record for five minutes', async () => {
    const code = await unusedCode(trip.stack, asker)
    const begun = await begin(trip.practitioner, code)
    expect([begun.status, begun.body]).toMatchObject([201, { organisation: expect.any(String) }])
    mediation = begun.body
    const minutes = (Date.parse(mediation.expiresAt) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(4)
    expect(minutes).toBeLessThan(6)
    expect((await begin(trip.practitioner, code)).status).toBe(403)
    for (let n = 0; n < 2; n++) expect(JSON.stringify((await open(trip.practitioner)).body)).toContain(HIDDEN)
  })

  it('is of this mediator, this session and this child, and of nothing else', async () => {
    const other = await trip.stack.signIn('practitioner-override')
    expect((await open(other)).status).toBe(403)
    expect((await open(askerClient)).status).toBe(403)
    const refusal = { action: 'disclosure', outcome: 'refused', personId: askerId }
    const isThere = async () =>
      (await enquire({ childId })).some((one) => isDeepStrictEqual({ ...one, ...refusal }, one))
    await eventually(isThere, 20_000, 100)
    expect((await open(trip.practitioner, anotherId)).status).toBe(403)
    const mediator = await demoAccount(trip.stack, 'practitioner')
    const elsewhere = await trip.stack.api.signIn(mediator, unusedCode(trip.stack, mediator))
    expect((await open(elsewhere)).status).toBe(403)
    expect((await open(trip.practitioner)).status).toBe(200)
  })

  it('is in the log with both of them, and counts as seen by both', async () => {
    const who = { personId: trip.practitioner.personId, asker: { personId: askerId, role: 'practitioner' } }
    const shown = { action: 'disclosure', outcome: 'shown', ...who }
    for (const question of [{ childId }, { personId: askerId }, { personId: trip.practitioner.personId }])
      expect(await enquire(question)).toContainEqual(
        expect.objectContaining({ ...shown, asker: expect.objectContaining(who.asker) }),
      )
    const spendings = trip.databases.db('shielding').collection<{ _id: string; seen: object }>('spendings')
    for (const _id of [askerId, trip.practitioner.personId])
      expect(Object.keys((await spendings.findOne({ _id }))!.seen)).toContain(childId)
  })

  it('stands in what is recorded of whoever asked, as done by another', async () => {
    const { items } = (await askerClient.get<OwnAccessesListed>(api.accesses.mine.path)).body
    expect(items).toContainEqual(
      expect.objectContaining({ action: 'disclosure', childId, reason: 'coordinate-support', throughAnother: true }),
    )
  })

  it('ends by itself', async () => {
    const mediations = trip.databases.db('shielding').collection<{ _id: string }>('mediations')
    await mediations.updateOne({ _id: mediation.mediationId }, { $set: { until: new Date() } })
    expect((await open(trip.practitioner)).status).toBe(403)
  })

  it('is of nothing when the child is shielded: not found, as a child of nobody', async () => {
    const begun = await begin(trip.practitioner, await unusedCode(trip.stack, asker))
    const { mediationId } = begun.body
    expect((await open(trip.practitioner, childId, mediationId)).status).toBe(200)
    expect((await askerClient.shield(childId)).status).toBe(201)
    const shielded = await open(trip.practitioner, childId, mediationId)
    expect([shielded.status, JSON.stringify(shielded.body)]).toEqual([404, expect.not.stringContaining(HIDDEN)])
    expect((await trip.practitioner.disclose(childId)).body).toMatchObject({ shielded: true })
  })
})
