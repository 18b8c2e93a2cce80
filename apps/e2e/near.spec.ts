import { api, pathTo, type NearReviewed, type WorkListed } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { anotherHome, aPupil, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'

describe('brothers and sisters of a shielded child (F5, AC-07)', () => {
  const trip = setOut()

  it('do not give its address away from the answer to its shield request on: they show what it shows', async () => {
    const pupil = aPupil({ address: { lines: ['5 Safe House'], postcode: 'LS11 9AB' } })
    const brother = aPupil({ surname: pupil.surname, address: pupil.address })
    await trip.census.deliver(pupil, brother)
    const [childId, brotherId] = [await trip.census.childIdOf(pupil), await trip.census.childIdOf(brother)]
    expect(JSON.stringify((await trip.practitioner.disclose(brotherId)).body)).toContain('LS11 9AB')
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    const year = {
      dateOfBirthFrom: `${brother.dob.slice(0, 4)}-01-01`,
      dateOfBirthTo: `${brother.dob.slice(0, 4)}-12-31`,
    }
    const answers = [
      await trip.practitioner.disclose(brotherId),
      await trip.practitioner.search({ familyName: pupil.surname, ...year }),
      await trip.practitioner.search({ familyName: pupil.surname, ...year, postcode: 'LS11 9AB' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers[0]!.body).toMatchObject({ shielded: true })
    expect(answers[1]!.body).toMatchObject({
      hits: expect.arrayContaining([expect.objectContaining({ childId: brotherId, shielded: true })]),
    })
    for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(/LS11|Safe House/)
    expect(answers[2]!.body).toMatchObject({ hits: [] })
  })
})

describe('records near a shielded child (I11, F7)', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL })
  const namesake = {
    ...aPupil({ urn: LEEDS_SCHOOL }),
    ...{ surname: pupil.surname, forename: pupil.forename, dob: pupil.dob },
  }
  namesake.address = { lines: ['1 Other Street'], postcode: 'LS11 9AA' }
  let [childId, otherId] = ['', '']
  let officer: ApiClient

  beforeAll(async () => {
    await trip.census.deliver(pupil, namesake)
    childId = await trip.census.childIdOf(pupil)
    otherId = await trip.census.childIdOf(namesake)
    officer = await trip.stack.signIn('shield-officer-1')
    expect((await trip.practitioner.disclose(otherId)).status).toBe(200)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
  })

  const review = (who: ApiClient, of = childId) =>
    who.get<NearReviewed>(pathTo(api.shields.reviewNear, { childId: of }))
  const decide = (who: ApiClient, decision: string, of = childId, other = otherId) =>
    who.post(pathTo(api.shields.decideNear, { childId: of, otherId: other }), { decision, code: 'school-confirms' })
  const recorded = async (action: string): Promise<{ outcome: string; childIds: string[] }[]> => {
    const { body } = await trip.auditor.post<{ entries: { action: string; outcome: string; childIds: string[] }[] }>(
      api.audit.enquire.path,
      { childId },
    )
    return body.entries.filter((entry) => entry.action === action)
  }

  it('are invisible until somebody has decided', async () => {
    expect((await trip.practitioner.disclose(otherId)).status).toBe(404)
  })

  it('are listed for people of the responsible authority, with nothing that a shield hides, and recorded', async () => {
    const { status, body } = await review(officer)
    expect(status).toBe(200)
    expect(body.child).toMatchObject({ childId, name: { family: pupil.surname }, dateOfBirth: pupil.dob })
    expect(body.child).not.toHaveProperty('address')
    expect(body.records).toEqual([
      {
        child: {
          childId: otherId,
          name: { given: [pupil.forename], family: pupil.surname },
          dateOfBirth: pupil.dob,
          gender: 'female',
        },
        effect: 'invisible',
        common: ['shown'],
        state: 'open',
      },
    ])
    expect((await review(await trip.stack.signIn('cpmt'))).body.records).toEqual(body.records)
    expect(await recorded('near-review')).toContainEqual(
      expect.objectContaining({ outcome: 'shown', childIds: [childId, otherId] }),
    )
  })

  it('are one 404 for another authority, for a child without a shield and for nobody, recorded too', async () => {
    const [elsewhere, other] = [await trip.stack.signIn('shield-officer-other'), await trip.stack.signIn('cpmt-other')]
    const none = await review(officer, otherId)
    for (const answer of [
      await review(elsewhere),
      await review(other),
      await review(officer, 'KLJ6G4D4VGLR'),
      await decide(elsewhere, 'not-the-child'),
    ])
      expect([answer.status, told(answer.body)]).toEqual([404, told(none.body)])
    expect((await trip.practitioner.disclose(otherId)).status).toBe(404)
    expect(
      (await recorded('near-review')).filter(({ outcome }) => outcome === 'not-found').length,
    ).toBeGreaterThanOrEqual(2)
  })

  it('are given back at once by one decision, which is recorded before it takes effect', async () => {
    expect((await decide(officer, 'not-the-child')).status).toBe(204)
    expect((await trip.practitioner.disclose(otherId)).body.shielded).toBe(false)
    expect(await recorded('near-decision')).toContainEqual(
      expect.objectContaining({ outcome: 'done', childIds: [childId, otherId] }),
    )
  })

  it('or get a shield of their own', async () => {
    expect((await decide(officer, 'shield')).status).toBe(204)
    expect((await trip.practitioner.disclose(otherId)).body.shielded).toBe(true)
    expect(await until(async () => (await recorded('near-decision')).length >= 2, 10_000, 100)).toBe(true)
  })
})

describe('a child who comes back from a feed renamed and moved, with one hidden thing of before (AC-11)', () => {
  const trip = setOut()

  it('is told of to officers, to nobody else, and stays as visible as it was until they shield it', async () => {
    const pupil = aPupil({ urn: LEEDS_SCHOOL })
    const { forename, dob } = pupil
    const contacts = pupil.contacts.map((contact) => ({ ...contact, phone: null }))
    const { address } = anotherHome()
    const renamed = aPupil({ forename, dob, contacts, address, surname: 'Quillfeather', urn: LEEDS_SCHOOL })
    await trip.census.deliver(pupil)
    const childId = await trip.census.childIdOf(pupil)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    expect((await trip.census.deliver(renamed)).fates).toMatchObject({ created: 1, parked: 0 })
    const otherId = await trip.census.childIdOf(renamed)
    const officer = await trip.stack.signIn('shield-officer-1')
    const { body } = await officer.get<NearReviewed>(pathTo(api.shields.reviewNear, { childId }))
    expect(body.records).toMatchObject([
      { child: { childId: otherId }, effect: 'told', common: ['carer'], state: 'open' },
    ])
    expect((await trip.practitioner.disclose(otherId)).body.shielded).toBe(false)
    const way = pathTo(api.shields.decideNear, { childId, otherId })
    expect((await officer.post(way, { decision: 'shield', code: 'school-confirms' })).status).toBe(204)
    expect((await trip.practitioner.disclose(otherId)).body.shielded).toBe(true)
  })
})

describe('a row of a feed about a shielded child (AC-09)', () => {
  const trip = setOut()
  const pupil = aPupil({ urn: LEEDS_SCHOOL })
  const moved = { ...pupil, address: { lines: ['8 New Lane'], postcode: 'LS11 9AD' } }
  let [childId, path] = ['', '']
  let [officer, other] = [] as unknown as [ApiClient, ApiClient]

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    path = pathTo(api.shields.decideRow, { childId })
    officer = await trip.stack.signIn('shield-officer-1')
    other = await trip.stack.signIn('shield-officer-other')
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    expect((await trip.census.deliver(moved)).fates.parked).toBe(1)
  })

  const waiting = async (who = officer) =>
    (await who.get<NearReviewed>(pathTo(api.shields.reviewNear, { childId }))).body.parked
  const decide = async (who: ApiClient, given: object = {}) => {
    const [{ code: _why, says: _what, ...row } = { source: 'births', batchId: 'b', row: 1 }] = await waiting()
    return who.post(path, { ...row, decision: 'take', code: 'school-confirms', ...given })
  }

  /** On the list of what waits for the officer; placing its shield is another thing. */
  const work = async (): Promise<string[]> => {
    const { items } = (await officer.get<WorkListed>(api.work.mine.path)).body
    return items.filter((item) => item.childId === childId && item.kind !== 'place').map(({ kind }) => kind)
  }

  it('waits for its desk, which sees what it speaks of, and none of the values', async () => {
    expect(await work()).toEqual(['decide-rows'])
    const rows = await waiting()
    expect(rows).toMatchObject([{ source: 'school-census', row: 1, code: 'changes-shielded' }])
    expect(rows[0]!.says).toEqual(expect.arrayContaining(['address', 'carers', 'education']))
    expect(JSON.stringify(rows)).not.toMatch(/LS11|New Lane/)
  })

  it('is decided by nobody else, and by them only as it stands', async () => {
    const { status, body } = await decide(other)
    const nobodys = await other.post<object>(pathTo(api.shields.decideRow, { childId: '222222222222' }), {
      ...{ source: 'births', batchId: 'b', row: 1, decision: 'take', code: 'school-confirms' },
    })
    expect([status, told(body as object)]).toEqual([404, told(nobodys.body)])
    expect((await decide(officer, { row: 2 })).status).toBe(404)
    expect((await decide(officer, { decision: 'publish' })).status).toBe(400)
    expect((await trip.practitioner.disclose(childId)).body).toMatchObject({ shielded: true })
  })

  it('is taken in by one decision, which is recorded and shows nobody anything', async () => {
    expect((await decide(officer)).status).toBe(204)
    expect([await waiting(), await work(), (await decide(officer)).status]).toEqual([[], [], 404])
    expect(JSON.stringify((await trip.practitioner.disclose(childId)).body)).not.toContain('LS11')
    const stored = await trip.databases
      .db('directory')
      .collection<{ _id: string }>('children')
      .findOne({ _id: childId })
    expect(stored).toMatchObject({ address: { postcode: 'LS11 9AD' }, restricted: true })
    const { body } = await trip.auditor.post<{ entries: { action: string; outcome: string }[] }>(
      api.audit.enquire.path,
      { childId },
    )
    expect(body.entries).toContainEqual(expect.objectContaining({ action: 'row-decision', outcome: 'done' }))
  })
})

/** A problem without what is of its request. */
function told(body: object): object {
  return { ...body, instance: null, trace: null }
}
