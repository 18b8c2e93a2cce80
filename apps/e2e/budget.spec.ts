import { newChildId } from '@contactpoint/contracts'
import { aPupil } from '@contactpoint/testing'
import { afterEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { setOut } from './outset.trip.ts'

const pupils = [1, 2, 3].map((nth) =>
  aPupil({
    surname: `Thornberry${'abc'[nth - 1]}`,
    dob: `2011-05-0${nth}`,
    address: { lines: ['3 Weir Row'], postcode: 'TQ9 5AB' },
  }),
)
const EXERCISE = 20_000

describe('the children that a person may see (AC-18)', () => {
  const trip = setOut()

  /** As if the practitioner had seen all but so many of what the role may see. */
  const leave = async (left: number): Promise<void> => {
    const searches = { before: { cost: EXERCISE - left, at: new Date() } }
    const sums = { hour: EXERCISE, day: EXERCISE, month: EXERCISE, endsAt: new Date(Date.now() + 86_400_000) }
    const person = await trip.databases
      .db('identity')
      .collection<{ _id: string; username: string }>('people')
      .findOne({ username: 'practitioner' })
    const spendings = trip.databases.db('shielding').collection<{ _id: string }>('spendings')
    await spendings.replaceOne({ _id: person!._id }, { seen: {}, searches, ...sums }, { upsert: true })
  }

  afterEach(() => leave(EXERCISE))

  it('end: a crawl is told how much is left, then stopped with words that say what to do, and an unknown id looks the same', async () => {
    await trip.census.deliver(...pupils)
    const ids = await Promise.all(pupils.map((pupil) => trip.census.childIdOf(pupil)))
    await leave(2)
    const first = await trip.practitioner.disclose(ids[0]!)
    expect(first.body).toMatchObject({ shielded: false, budget: { window: 'hour', limit: EXERCISE, left: 1 } })
    const raced = await Promise.all(ids.slice(1).map((id) => trip.practitioner.disclose(id)))
    expect(raced.map(({ status }) => status).sort()).toEqual([200, 429])
    const over = await trip.practitioner.disclose(newChildId(randomInt))
    expect({ status: over.status, code: over.body, retry: over.headers.get('retry-after') }).toEqual({
      status: 429,
      code: expect.objectContaining({ title: 'over-budget' }) as unknown,
      retry: '600',
    })
    expect((await trip.practitioner.search({ familyName: 'Thornberrya', dateOfBirth: '2011-05-01' })).status).toBe(429)
    expect((await trip.practitioner.disclose(ids[0]!)).status).toBe(200)
  })
})
