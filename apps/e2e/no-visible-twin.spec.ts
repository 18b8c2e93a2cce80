import { beforeAll, describe, expect, it } from '@jest/globals'
import { childIdsOf, type Pupil } from '@contactpoint/testing'
import pLimit from 'p-limit'
import { setOut } from './outset.trip.ts'
import { anOriginal, nearTwins } from './twins.trip.ts'

const SEED = 20_261_123
const RUNS = 24

const nextTwin = nearTwins(SEED)
const families = Array.from({ length: RUNS }, () => {
  const original = anOriginal()
  const [before, during, after] = [nextTwin(original), nextTwin(original), nextTwin(original)]
  const rows = [before.how, during.how, after.how]
  return { rows, original, before: before.twin, during: during.twin, after: after.twin }
})
type Family = (typeof families)[number]

interface Child {
  _id: string
  visibility: string
}

describe(`no visible twin of a shielded child ever appears (I11, AC-11), seed ${SEED}`, () => {
  const trip = setOut()
  const childIds = new Map<Family, string>()

  beforeAll(async () => {
    await trip.census.deliver(...families.map(({ original }) => original))
    for (const family of families) childIds.set(family, await trip.census.childIdOf(family.original))
  })

  /** Every child that came of a row of these families, visible or not. */
  const theirChildren = async () => {
    const directory = trip.databases.db('directory')
    const rows = families.flatMap(({ original, before, during, after }) => [original, before, during, after])
    const ids = [...(await childIdsOf(trip.databases, rows)).values()]
    return directory
      .collection<Child>('children')
      .find({ _id: { $in: ids } })
      .sort({ _id: 1 })
      .toArray()
  }
  const visibleIds = async () =>
    (await theirChildren()).filter(({ visibility }) => visibility === 'visible').map(({ _id }) => _id)

  /** Everything that searches show: by each spelling and date there is of a child. */
  const found = async ({ original, before, during, after }: Family) => {
    const rows = [original, before, during, after]
    const questions = rows.flatMap((row) => questionsAbout(row))
    const asked = [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()]
    const answers = await Promise.all(asked.map((criteria) => trip.practitioner.search(criteria)))
    for (const { status } of answers) expect(status).toBe(200)
    return answers.flatMap(({ body }) => body.hits)
  }

  /** What anybody could see of a family that is more than its one shielded record. */
  const leaks = async (family: Family) => {
    const childId = childIds.get(family)!
    const shown = { childId, ...visibleThings(family.original), shielded: true }
    return (await found(family)).filter((hit) => JSON.stringify(sorted(hit)) !== JSON.stringify(sorted(shown)))
  }

  it('though twins of most were visible before it', async () => {
    await trip.census.deliver(...families.map(({ before }) => before))
    expect((await visibleIds()).length).toBeGreaterThan(RUNS * 1.5)
    expect((await Promise.all(families.map(leaks))).flat().length).toBeGreaterThan(RUNS)
  })

  it('from the answer to the shield request on, while a feed brings more of them', async () => {
    const delivery = trip.census.deliver(...families.map(({ during }) => during))
    const atATime = pLimit(6)
    const leaked = await Promise.all(
      families.map((family) =>
        atATime(async () => {
          expect((await trip.practitioner.shield(childIds.get(family)!)).status).toBe(201)
          return { rows: family.rows, leaked: await leaks(family) }
        }),
      ),
    )
    expect(leaked.filter((one) => one.leaked.length > 0)).toEqual([])
    expect((await delivery).report).toMatchObject({ accepted: RUNS, refused: 0 })
  })

  it('after the feed that raced the request', async () => expectOnlyTheShielded())

  it('nor from a feed that comes later', async () => {
    const { report, fates } = await trip.census.deliver(...families.map(({ after }) => after))
    expect(report).toMatchObject({ accepted: RUNS, refused: 0 })
    expect(fates.created).toBe(0)
    await expectOnlyTheShielded()
  })

  it('nor from the same feeds again', async () => {
    await trip.census.deliver(...families.map(({ before }) => before))
    await trip.census.deliver(...families.flatMap(({ during, after }) => [during, after]))
    await expectOnlyTheShielded()
  })

  async function expectOnlyTheShielded(): Promise<void> {
    const leaked = await Promise.all(
      families.map(async (family) => ({ rows: family.rows, leaked: await leaks(family) })),
    )
    expect(leaked.filter((one) => one.leaked.length > 0)).toEqual([])
    const shielded = [...childIds.values()].sort()
    expect(await visibleIds()).toEqual(shielded)
    for (const childId of shielded) {
      const { body } = await trip.practitioner.disclose(childId)
      expect(Object.keys(body.child).sort()).toEqual(['childId', 'dateOfBirth', 'gender', 'name'])
    }
    const others = (await theirChildren()).filter(({ _id }) => !shielded.includes(_id))
    for (const { _id: childId } of others) expect((await trip.practitioner.disclose(childId)).status).toBe(404)
  }
})

function questionsAbout({ surname, formerSurname, forename, dob }: Pupil): object[] {
  const year = { dateOfBirthFrom: `${dob.slice(0, 4)}-01-01`, dateOfBirthTo: `${dob.slice(0, 4)}-12-31` }
  const start = `${surname.slice(0, -2)}*`
  const names = [surname, ...surname.split('-'), ...(formerSurname ? [formerSurname] : [])]
  return [
    ...names.map((familyName) => ({ familyName, dateOfBirth: dob })),
    { familyName: start, givenName: forename, ...year },
  ]
}

function visibleThings({ forename, middleNames, surname, dob }: Pupil): object {
  return { name: { given: [forename, middleNames], family: surname }, dateOfBirth: dob, gender: 'female' }
}

function sorted(hit: object): [string, unknown][] {
  return Object.entries(hit).sort(([a], [b]) => (a < b ? -1 : 1))
}
