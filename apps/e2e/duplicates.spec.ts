import {
  api,
  pathTo,
  type DuplicateNow,
  type DuplicatesListed,
  type DuplicateViewed,
  type EnquiryResult,
} from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import type { ApiClient, Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { twoRecords } from './duplicates.trip.ts'
import { setOut } from './outset.trip.ts'

const trip = setOut()
let [one, other]: ApiClient[] = []

beforeAll(async () => {
  ;[one, other] = await Promise.all(['data-steward', 'data-steward-2'].map((name) => trip.stack.signIn(name)))
})

const { find, name, view, answer, undo } = api.duplicates
type Refused = { detail: string }
const list = async (who = other!) => {
  const { body } = await who.get<DuplicatesListed>(find.path)
  return body.items.map(({ duplicateId }) => duplicateId)
}
const say = (who: ApiClient, childId: string, otherId: string) =>
  who.post<DuplicateNow & Refused>(name.path, { childId, otherId })
const look = (who: ApiClient, duplicateId: string) => who.post<DuplicateViewed>(pathTo(view, { duplicateId }), {})
const decide = (who: ApiClient, duplicateId: string, said: 'same' | 'different' | 'unsure') =>
  who.post<DuplicateNow & Refused>(pathTo(answer, { duplicateId }), { answer: said })
const takeBack = (duplicateId: string) => one!.post(pathTo(undo, { duplicateId }), {})
const shown = async (childId: string) => (await trip.practitioner.disclose(childId)).body.child
const found = async ({ surname: familyName, dob: dateOfBirth }: Pupil) =>
  (await trip.practitioner.search({ familyName, dateOfBirth })).body.hits.map(({ childId }) => childId)

async function named() {
  const two = await twoRecords(trip.census)
  const { status, body } = await say(one!, two.lateId, two.earlyId)
  expect([status, body.state]).toEqual([200, 'open'])
  return { ...two, duplicateId: body.duplicateId }
}

async function merged() {
  const two = await named()
  expect(await decide(other!, two.duplicateId, 'same')).toMatchObject({ status: 200, body: { state: 'merged' } })
  return two
}

describe('two records of one child', () => {
  it('are one once a second person has said so, who is not told that somebody has; and nobody is both', async () => {
    const { early, late, earlyId, lateId, duplicateId } = await named()
    expect(await list(one!)).not.toContain(duplicateId)
    expect(await list()).toContain(duplicateId)
    expect((await decide(one!, duplicateId, 'same')).status).toBe(409)
    const { body } = await look(other!, duplicateId)
    expect(body).toMatchObject({
      duplicate: { duplicateId, foundBy: 'person' },
      goesOn: { childId: earlyId, dateOfBirth: early.dob },
      other: { childId: lateId, dateOfBirth: late.dob },
    })
    expect((await decide(other!, duplicateId, 'same')).body.state).toBe('merged')
    expect([await found(early), await found({ ...late, dob: early.dob })]).toEqual([[earlyId], [earlyId]])
    expect((await trip.practitioner.disclose(lateId)).status).toBe(404)
    expect(await shown(earlyId)).toMatchObject({ formerNames: [{ family: late.surname }] })
    expect(await list()).not.toContain(duplicateId)
  })

  it('are written on by their own sources, and are two again when that is taken back, each as its own say it by now', async () => {
    const { early, late, earlyId, lateId, duplicateId } = await merged()
    const address = { lines: ['2 New Street'], postcode: 'BD1 1AA' }
    await trip.census.deliver({ ...late, address })
    expect(await shown(earlyId)).toMatchObject({ address })
    expect((await say(other!, lateId, earlyId)).body).toMatchObject({ duplicateId, state: 'merged' })
    expect((await takeBack(duplicateId)).status).toBe(204)
    expect(await shown(earlyId)).toMatchObject({ address: early.address, formerNames: [] })
    expect(await shown(lateId)).toMatchObject({ address, name: { family: late.surname } })
    expect(await list()).toContain(duplicateId)
    expect((await takeBack(duplicateId)).status).toBe(404)
  })

  it('are named as one again after that, and the record that people knew first goes on', async () => {
    const { earlyId, lateId, duplicateId } = await merged()
    await takeBack(duplicateId)
    expect((await say(other!, earlyId, lateId)).body.duplicateId).toBe(duplicateId)
    expect((await decide(one!, duplicateId, 'same')).body.state).toBe('merged')
    expect((await trip.practitioner.disclose(lateId)).status).toBe(404)
  })

  it('are two for good once one person has said so, until that is taken back', async () => {
    const { earlyId, lateId, duplicateId } = await named()
    expect((await decide(other!, duplicateId, 'different')).body.state).toBe('different')
    expect((await look(other!, duplicateId)).status).toBe(404)
    expect((await say(one!, earlyId, lateId)).body).toMatchObject({ duplicateId, state: 'different' })
    expect((await look(one!, duplicateId)).status).toBe(404)
    expect((await takeBack(duplicateId)).status).toBe(204)
    expect(await list()).toContain(duplicateId)
  })

  it('go behind the others where somebody cannot say', async () => {
    const { duplicateId } = await named()
    const before = (await look(other!, duplicateId)).body.duplicate.askedAt
    expect((await decide(other!, duplicateId, 'unsure')).body.state).toBe('open')
    expect(Date.parse((await look(other!, duplicateId)).body.duplicate.askedAt)).toBeGreaterThan(Date.parse(before))
  })
})

describe('of a shielded child', () => {
  it('no pair exists, whichever of the two it is, and its officers alone undo what was one before', async () => {
    const { earlyId, lateId, duplicateId } = await named()
    await trip.practitioner.shield(lateId)
    expect(await list()).not.toContain(duplicateId)
    const refused = [look(other!, duplicateId), decide(other!, duplicateId, 'same'), say(one!, earlyId, lateId)]
    for (const { status } of await Promise.all(refused)) expect(status).toBe(404)
    const before = await merged()
    await trip.practitioner.shield(before.earlyId)
    expect((await takeBack(before.duplicateId)).status).toBe(404)
    expect((await trip.practitioner.disclose(before.lateId)).status).toBe(404)
  })

  it('an id answers as one that is nobody’s, and so does a record beside itself', async () => {
    const { earlyId, lateId } = await twoRecords(trip.census)
    await trip.practitioner.shield(lateId)
    const asked = [lateId, '222222222222', '333333333333', earlyId].map((otherId) => say(one!, earlyId, otherId))
    const answers = (await Promise.all(asked)).map(({ status, body }) => [status, body.detail])
    expect(new Set(answers.map((said) => JSON.stringify(said))).size).toBe(1)
    expect(answers[0]![0]).toBe(404)
  })
})

it('is recorded of both, step by step, and what became one has an entry of its own', async () => {
  const { earlyId, lateId, duplicateId } = await named()
  await look(other!, duplicateId)
  await decide(other!, duplicateId, 'same')
  await takeBack(duplicateId)
  const steps = [
    'duplicate-name',
    'duplicate-view',
    'duplicate-answer',
    'record-merge',
    'duplicate-undo',
    'record-split',
  ]
  const recorded = async (childId: string) => {
    const { body } = await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, { childId })
    return steps.filter((step) => body.entries.some(({ action }) => action === step))
  }
  for (const childId of [earlyId, lateId]) {
    await eventually(async () => (await recorded(childId)).length === steps.length, 20_000, 200)
    expect(await recorded(childId)).toEqual(steps)
  }
})
