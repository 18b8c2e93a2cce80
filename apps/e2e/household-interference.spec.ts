import { api, pathTo } from '@contactpoint/contracts'
import { aPupil, type ApiAnswer, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

/** What somebody has in common with a shielded child, each with a child and a home of its own. */
const IN_COMMON: Record<string, (child: Pupil) => Partial<Pupil>> = {
  nothing: () => ({}),
  'a home and a family name': ({ surname, address }) => ({ surname, address }),
  'a home and a carer': ({ address, contacts: [carer] }) => ({
    address,
    contacts: [{ ...carer!, phone: null }],
  }),
  'a phone': ({ contacts: [carer] }) => ({
    contacts: [{ surname: 'Nobodyson', forename: 'Ann', relationship: 'other', phone: carer!.phone }],
  }),
  'all of it, and the school': ({ surname, address, contacts, urn }) => ({ surname, address, contacts, urn }),
  'a home and a family name that is a former one of the child': ({ formerSurname, address }) => ({
    surname: formerSurname!,
    address,
  }),
}

const families = Object.entries(IN_COMMON).map(([what, common], n) => {
  const lines = Array.from({ length: 1 + (n % 4) }, (_, line) => `${line} ${'Long '.repeat(n)}Lane`)
  const child = aPupil({
    address: { lines, postcode: `TR${n + 1} 1AA` },
    formerSurname: `${aPupil().surname}former`,
    urn: n % 2 ? '107809' : '101494',
  })
  const other = aPupil({ address: { lines: ['1 Own Home'], postcode: `E${n + 1} 2AA` }, ...common(child) })
  return { what, child, other }
})
type Family = (typeof families)[number]

describe('the household of a shielded child (AC-07, decision 19)', () => {
  const trip = setOut()

  beforeAll(async () => {
    await trip.census.deliver(...families.flatMap(({ child, other }) => [child, other]))
    await Promise.all(
      families.map(async ({ child }) => {
        expect((await trip.practitioner.shield(await trip.census.childIdOf(child))).status).toBe(201)
      }),
    )
  })

  /** All that a practitioner is answered about somebody, without what is their own. */
  const told = async (of: Pupil, { child }: Family) => {
    const childId = await trip.census.childIdOf(of)
    const year = of.dob.slice(0, 4)
    const range = { dateOfBirthFrom: `${year}-01-01`, dateOfBirthTo: `${year}-12-31` }
    const path = pathTo(api.children.disclose, { childId })
    const answers = [
      await trip.practitioner.post<Answered>(path, { reason: 'transition', caseReference: 'EH/2026/14' }),
      await trip.practitioner.search(minimumFor(of)),
      await trip.practitioner.search({ familyName: of.surname, givenName: of.forename, ...range }),
      await trip.practitioner.search({ ...minimumFor(of), postcode: child.address!.postcode }),
      await trip.practitioner.search({ ...minimumFor(of), phone: child.contacts[0]!.phone }),
      await trip.practitioner.search({ ...minimumFor(of), carerFamilyName: child.contacts[0]!.surname }),
      await trip.practitioner.search({ ...minimumFor(of), schoolUrn: child.urn }),
    ]
    const own = new RegExp([childId, of.surname, of.forename, of.dob].join('|'), 'g')
    return answers.map((answer) => plain(answer).replaceAll(own, '*'))
  }

  it('tells by its records that somebody there is shielded, and nothing else: it is one answer whatever they have in common', async () => {
    const all = await Promise.all(
      families.map(async (family) => ({ ...family, told: await told(family.other, family) })),
    )
    const [stranger, ...household] = all
    expect(stranger!.told[0]).toContain('"shielded":false')
    for (const { what, told: answers } of household)
      expect({ what, answers }).toEqual({ what, answers: household[0]!.told })
  })

  it('answers a supplier who guesses phones, eight a row, whoever the row is about: see docs/residual-risk.md', async () => {
    const { phone } = families[1]!.child.contacts[0]!
    const guesses = Array.from({ length: 8 }, (_, n) => `0782${String(n).padStart(7, '0')}`)
    const row = (phones: string[]): Pupil => ({
      ...aPupil({ address: { lines: ['4 Own Home'], postcode: 'E9 3AA' } }),
      contacts: phones.map((guess) => ({ surname: 'Nobodyson', forename: 'Ann', relationship: 'other', phone: guess })),
    })
    const [wrong, right] = [row(guesses), row([...guesses.slice(1), phone!])]
    await trip.census.deliver(wrong, right)
    const covered = await Promise.all(
      [wrong, right].map(
        async (one) => (await trip.practitioner.disclose(await trip.census.childIdOf(one))).body.shielded,
      ),
    )
    expect(covered).toEqual([false, true])
  })

  it('looks like the shielded child itself', async () => {
    const [, family] = families
    expect(await told(family!.other, family!)).toEqual(await told(family!.child, family!))
  })
})

/** Every answer has a receipt; the rest is compared, with its length and the order of its headers. */
function plain({ status, headers, body }: ApiAnswer<object>): string {
  const { receipt: _own, ...rest } = body as Answered
  const names = [...headers.keys()].join()
  return JSON.stringify({ status, names, rest })
}

interface Answered {
  receipt: object
}
