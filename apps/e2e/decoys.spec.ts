import { makeUpn } from '@contactpoint/synthetic'
import { aPupil, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

/** One hidden value of a child in a row of somebody who knows what its shielded record shows. */
const GUESSES: Record<string, (child: Pupil) => Partial<Pupil>> = {
  postcode: ({ address }) => ({ address: { lines: ['1 Guessed Road'], postcode: address!.postcode } }),
  phone: ({ contacts: [carer] }) => ({
    contacts: [{ surname: 'Nobodyson', forename: 'Ann', relationship: 'other', phone: carer!.phone }],
  }),
  carer: ({ contacts: [carer] }) => ({ contacts: [{ ...carer!, phone: null }] }),
  number: ({ upn }) => ({ upn }),
  'former name': ({ formerSurname }) => ({ formerSurname }),
  school: ({ urn }) => ({ urn }),
}
const SEED_YEAR = 2017

/** A shielded child, and a decoy of it whose guess is right or of another child. */
const decoys = Object.entries(GUESSES).flatMap(([what, guess], n) =>
  [true, false].map((isRight) => {
    const child = aChild(2 * n)
    const guessed = guess(isRight ? child : aChild(2 * n + 1))
    const { surname, forename, dob, sex } = child
    const elsewhere = { address: { lines: ['2 Elsewhere'], postcode: 'SW1A 1AA' }, urn: '100000' }
    return { what, isRight, child, decoy: { ...aPupil(elsewhere), surname, forename, dob, sex, ...guessed } }
  }),
)

function aChild(n: number): Pupil {
  return aPupil({
    upn: makeUpn('3834001', SEED_YEAR, 1 + n),
    urn: '107809',
    formerSurname: `${aPupil().surname}former`,
    address: { lines: [`${n} Hidden Lane`], postcode: `HX${1 + n} 4AB` },
  })
}

const right = decoys.filter(({ isRight }) => isRight)
const wrong = decoys.filter(({ isRight }) => !isRight)

describe('a row of somebody who knows what a shielded record shows, with one guess of what it hides (F3)', () => {
  const trip = setOut()

  beforeAll(async () => {
    await trip.census.deliver(...decoys.map(({ child }) => child))
    await Promise.all(
      decoys.map(async ({ child }) => {
        expect((await trip.practitioner.shield(await trip.census.childIdOf(child))).status).toBe(201)
      }),
    )
  })

  /** What the supplier is told of these rows, and what a practitioner finds then, whether the guesses are right or not. */
  const answered = async (some: typeof decoys, change: (decoy: Pupil) => Partial<Pupil>) => {
    const rows = some.map(({ decoy }) => ({ ...decoy, ...change(decoy) }))
    const { report } = await trip.census.deliver(...rows)
    const found = await Promise.all(
      some.map(async ({ what, child }, n) => {
        const row = rows[n]!
        const searches = [minimumFor(child), minimumFor(row), { ...minimumFor(row), postcode: row.address!.postcode }]
        const answers = await Promise.all(searches.map((criteria) => trip.practitioner.search(criteria)))
        const hits = answers.map(({ body }) => body.hits.map(({ shielded }) => ({ shielded })))
        const record = await trip.practitioner.disclose(await trip.census.childIdOf(child))
        return { what, hits, record: Object.keys(record.body.child) }
      }),
    )
    // How many of its records a file does not have, its supplier knows: it grows with every file.
    const preview = { ...report.preview, missing: 0 }
    return { report: { ...report, batchId: null, openedAt: null, preview }, found }
  }
  const expectTheSame = async (change: (decoy: Pupil) => Partial<Pupil>) => {
    const ofRight = await answered(right, change)
    expect(ofRight).toEqual(await answered(wrong, change))
    expect(ofRight.report).toMatchObject({ accepted: right.length, refused: 0 })
    for (const { hits } of ofRight.found) expect(hits[0]).toEqual([{ shielded: true }])
  }

  it('is answered and found alike, right or wrong', () => expectTheSame(() => ({})))

  it('and when it is sent again', () => expectTheSame(() => ({})))

  it('and when it changes into somebody else afterwards', async () => {
    await expectTheSame(({ surname }) => ({
      surname: [...surname.toLowerCase()].reverse().join(''),
      dob: '2015-06-17',
    }))
  })

  it('and when it moves and has other carers', async () => {
    await expectTheSame(({ surname, forename }) => ({
      surname: `${surname}x`,
      forename: [...forename.toLowerCase()].reverse().join(''),
      address: { lines: ['3 Elsewhere'], postcode: 'SW1A 2AA' },
    }))
  })
})
