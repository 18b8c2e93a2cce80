import { api, isChildId, newChildId, pathTo, type NearReviewed } from '@contactpoint/contracts'
import { aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'
import { involvement } from './routes.trip.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'

/** An answer without what names this request: its id, its receipt, its trace. */
async function plainly(answer: Promise<{ status: number; body: unknown }>, childId: string): Promise<string> {
  const { status, body } = await answer
  const text = JSON.stringify({ status, body }).replaceAll(childId, 'ID')
  return text.replace(/"traceId":"[^"]*"/, '').replace(/"receipt":\{[^}]*\}/, '')
}

describe('a sealed child (AC-09)', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL, address: { lines: ['2 Old Lane'], postcode: 'LS12 3AB' } })
  const twin = { ...aPupil(), surname: pupil.surname, forename: pupil.forename, dob: pupil.dob }
  const unknownId = newChildId(randomInt)
  let [childId, quarantinedId] = ['', '']
  let [officer, other] = [] as unknown as [ApiClient, ApiClient]

  const seal = (who: ApiClient, tier: string, of = childId) =>
    who.post<Record<string, unknown>>(pathTo(api.shields.setTier, { childId: of }), { tier })
  const review = (who: ApiClient, of = childId) =>
    who.get<NearReviewed>(pathTo(api.shields.reviewNear, { childId: of }))

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    officer = await trip.stack.signIn('shield-officer-1')
    other = await trip.stack.signIn('shield-officer-other')
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    twin.address = { lines: ['9 New Street'], postcode: 'LS13 4XY' }
    await trip.census.deliver(twin)
    quarantinedId = await trip.census.childIdOf(twin)
    expect((await trip.practitioner.search(minimumFor(pupil))).body.hits).toHaveLength(1)
    expect((await seal(officer, 'sealed')).body).toEqual({ childId, state: 'interim', tier: 'sealed' })
  })

  it('is found by nobody who searches, also where it is one too many of fifty', async () => {
    expect((await trip.practitioner.search(minimumFor(pupil))).body).toMatchObject({ hits: [], refine: false })
    const keys = await trip.databases.db('directory').collection('search_keys').distinct('visible', { childId })
    expect(keys).toEqual([false])
  })

  it('answers like a quarantined one and an id that never was, on every route of a child, to all but its desk', async () => {
    const cpmtOther = await trip.stack.signIn('cpmt-other')
    const asked: ((id: string) => Promise<{ status: number; body: unknown }>)[] = [
      (id) => trip.practitioner.disclose(id),
      (id) => trip.practitioner.shield(id),
      (id) => review(other, id),
      (id) => seal(other, 'standard', id),
      (id) => seal(cpmtOther, 'sealed', id),
      (id) =>
        cpmtOther.post(pathTo(api.shields.decideNear, { childId: id, otherId: quarantinedId }), {
          ...{ decision: 'not-the-child', code: 'school-confirms' },
        }),
      (id) => trip.practitioner.post(pathTo(api.shields.setTier, { childId: id }), { tier: 'standard' }),
      (id) => trip.practitioner.post(pathTo(api.involvements.add, { childId: id }), involvement),
      (id) => cpmtOther.post(pathTo(api.involvements.review, { childId: id }), { reason: 'assessment' }),
    ]
    for (const ask of asked) {
      const answers = await Promise.all([childId, quarantinedId, unknownId].map((id) => plainly(ask(id), id)))
      expect(new Set(answers).size).toBe(1)
      expect(answers[0]).toMatch(/"status":40[34]/)
    }
  })

  it('is seen by its desk, with what feeds bring about it waiting there, and what is near it', async () => {
    const moved = { ...pupil, address: { lines: ['77 Somewhere'], postcode: 'LS14 5BB' } }
    const { report, fates } = await trip.census.deliver(moved)
    expect({ accepted: report.accepted, parked: fates.parked }).toEqual({ accepted: 1, parked: 1 })
    const { body } = await review(officer)
    expect(body).toMatchObject({
      tier: 'sealed',
      parked: [{ source: 'school-census', row: 1, code: 'sealed' }],
      records: [{ child: { childId: quarantinedId }, state: 'open' }],
    })
    expect(body).not.toHaveProperty('child')
    expect(JSON.stringify(body)).not.toMatch(/LS14|Somewhere|LS12|Old Lane/)
  })

  it('leads to no other record in what an auditor reads', async () => {
    const decided = await officer.post(pathTo(api.shields.decideNear, { childId, otherId: quarantinedId }), {
      ...{ decision: 'not-the-child', code: 'family-confirms' },
    })
    expect(decided.status).toBe(204)
    expect((await trip.practitioner.disclose(quarantinedId)).body).toMatchObject({ shielded: false })
    const entriesOf = async (id: string) =>
      (await trip.auditor.post<{ entries: { childIds: string[] }[] }>(api.audit.enquire.path, { childId: id })).body
        .entries
    const named = (await entriesOf(childId)).flatMap(({ childIds }) => childIds)
    expect(new Set(named)).toEqual(new Set([childId]))
    expect((await entriesOf(quarantinedId)).flatMap(({ childIds }) => childIds)).not.toContain(childId)
    expect(named.every(isChildId)).toBe(true)
  })

  it('is opened by somebody else than who sealed it, and shows four things again', async () => {
    expect((await seal(officer, 'standard')).status).toBe(409)
    expect((await trip.practitioner.disclose(childId)).status).toBe(404)
    const cpmt = await trip.stack.signIn('cpmt')
    expect((await seal(cpmt, 'standard')).body).toEqual({ childId, state: 'interim', tier: 'standard' })
    expect((await trip.practitioner.disclose(childId)).body).toMatchObject({ shielded: true, child: { childId } })
    expect((await trip.practitioner.search(minimumFor(pupil))).body.hits).toContainEqual(
      expect.objectContaining({ childId, shielded: true }),
    )
  })
})
