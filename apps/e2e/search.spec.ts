import { beforeAll, describe, expect, it } from '@jest/globals'
import { today } from '@contactpoint/contracts'
import { aPupil, dayAfter, type Pupil } from '@contactpoint/testing'
import { HIDDEN_CRITERIA, minimumFor, minimumWith, registerWithGp, VISIBLE_CRITERIA } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

const sean = aPupil({ surname: 'O’Brien', forename: 'Seán', middleNames: 'Łukasz', dob: '2013-04-17' })
const amelia = aPupil({ surname: 'Smith-Jones', forename: 'Amelia', dob: '2012-08-30' })
const elizabeth = aPupil({ surname: 'Hawthorne', forename: 'Elizabeth', dob: '2015-01-09' })
const renamed = aPupil({ surname: 'Kestrel', formerSurname: 'Merlin', forename: 'Idris', dob: '2011-10-21' })
const criteriaChild = aPupil({ surname: 'Wetherby', forename: 'Philippa', dob: '2016-06-11' })

describe('a search (S09, S25)', () => {
  const trip = setOut()

  beforeAll(async () => {
    const { fates } = await trip.census.deliver(sean, amelia, elizabeth, renamed, criteriaChild)
    expect(fates).toMatchObject({ created: 5, refused: 0 })
    await registerWithGp(trip, await trip.census.childIdOf(criteriaChild))
  })

  const search = async (criteria: object) => (await trip.practitioner.search(criteria)).body
  const forenamesFound = async (criteria: object) => (await search(criteria)).hits.map(({ name }) => name.given[0])

  it.each(['O’Brien', "O'Brien", 'OBRIEN', 'o brien', 'O-Brien', 'Ó Briên'])(
    'finds O’Brien by %s: case, apostrophe, space and accent do not matter',
    async (familyName) => expect(await forenamesFound({ familyName, dateOfBirth: sean.dob })).toEqual(['Seán']),
  )

  it.each(['Smith-Jones', 'Smith Jones', 'SMITHJONES', 'Smith', 'Jones'])(
    'finds Smith-Jones by %s: a hyphen is forgiven, and either half is enough',
    async (familyName) => expect(await forenamesFound({ familyName, dateOfBirth: amelia.dob })).toEqual(['Amelia']),
  )

  it.each(['Elizabeth', 'Liz', 'Beth', 'Betty', 'ELIZABETH'])('finds Elizabeth by %s', async (givenName) => {
    expect(await forenamesFound({ ...minimumFor(elizabeth), givenName })).toEqual(['Elizabeth'])
  })

  it('finds by a middle name, and by none that is not the child’s', async () => {
    expect(await forenamesFound({ ...minimumFor(sean), givenName: 'Lukasz' })).toEqual(['Seán'])
    expect(await forenamesFound({ ...minimumFor(sean), givenName: 'Dorothy' })).toEqual([])
  })

  it('takes a * at the end after two letters at the least', async () => {
    for (const familyName of ['Ha*', 'Hawth*', 'Hawthorne*'])
      expect(await forenamesFound({ familyName, dateOfBirth: elizabeth.dob })).toEqual(['Elizabeth'])
    expect(await forenamesFound({ ...minimumFor(elizabeth), givenName: 'Eliz*' })).toEqual(['Elizabeth'])
    for (const familyName of ['H*', '*', 'Haw*thorne', '*thorne']) {
      const { status } = await trip.practitioner.search({ familyName, dateOfBirth: elizabeth.dob })
      expect({ familyName, status }).toEqual({ familyName, status: 400 })
    }
  })

  it('finds by a former name, also by one that a later delivery made a former one', async () => {
    expect(await forenamesFound({ familyName: 'Merlin', dateOfBirth: renamed.dob })).toEqual(['Idris'])
    await trip.census.deliver({ ...renamed, surname: 'Osprey' })
    for (const familyName of ['Osprey', 'Kestrel', 'Merlin'])
      expect(await forenamesFound({ familyName, dateOfBirth: renamed.dob })).toEqual(['Idris'])
  })

  it('finds in a range of birth dates of a year at most, both ends included', async () => {
    const within = (from: string, to: string) =>
      forenamesFound({ familyName: 'Hawthorne', dateOfBirthFrom: from, dateOfBirthTo: to })
    expect(await within('2014-06-01', '2015-05-31')).toEqual(['Elizabeth'])
    expect(await within(elizabeth.dob, elizabeth.dob)).toEqual(['Elizabeth'])
    expect(await within('2015-01-10', '2015-12-31')).toEqual([])
    const { status } = await trip.practitioner.search({
      familyName: 'Hawthorne',
      dateOfBirthFrom: '2014-01-01',
      dateOfBirthTo: '2015-12-31',
    })
    expect(status).toBe(400)
  })

  it.each([...VISIBLE_CRITERIA, ...HIDDEN_CRITERIA])(
    'narrows by %s: its own finds the child, another does not',
    async (criterion) => {
      expect(await forenamesFound(minimumWith(criteriaChild, criterion, 'its'))).toEqual(['Philippa'])
      expect(await forenamesFound(minimumWith(criteriaChild, criterion, 'other'))).toEqual([])
    },
  )

  it.each([
    ['no birth date', { familyName: 'Hawthorne' }],
    ['no family name', { dateOfBirth: '2015-01-09' }],
    ['half a range', { familyName: 'Hawthorne', dateOfBirthFrom: '2015-01-01' }],
    ['a date and a range', { ...minimumFor(elizabeth), dateOfBirthFrom: '2015-01-01', dateOfBirthTo: '2015-02-01' }],
    ['an unknown criterion', { ...minimumFor(elizabeth), note: 'x' }],
    ['an operator for a text', { familyName: { $gt: '' }, dateOfBirth: '2015-01-09' }],
    ['a date to come', { familyName: 'Hawthorne', dateOfBirth: dayAfter(today(), 2) }],
    ['an impossible postcode', { ...minimumFor(elizabeth), postcode: 'NOWHERE' }],
  ])('is refused with %s, and repeats nothing that was typed', async (_what, criteria) => {
    const { status, body } = await trip.practitioner.search(criteria)
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toMatch(/Hawthorne|2015-01-09|NOWHERE/)
  })

  it('puts the best answer first: the name as typed, then a middle name, then a variant, then by child id', async () => {
    const order = { surname: 'Orderly', dob: '2013-02-14' }
    const tied = ['Margaret', 'Margaret']
    const pupils: Pupil[] = [
      aPupil({ ...order, forename: 'Peggy' }),
      aPupil({ ...order, forename: 'Agnes', middleNames: 'Margaret' }),
      ...tied.map((forename, i) =>
        aPupil({ ...order, forename, address: { lines: ['1 Low Row'], postcode: `${['TR', 'NE'][i]}1 9AB` } }),
      ),
    ]
    expect((await trip.census.deliver(...pupils)).fates.created).toBe(4)
    const { hits } = await search({ familyName: 'Orderly', dateOfBirth: order.dob, givenName: 'Margaret' })
    expect(hits.map(({ name }) => name.given[0])).toEqual(['Margaret', 'Margaret', 'Agnes', 'Peggy'])
    expect(hits[0]!.childId < hits[1]!.childId).toBe(true)
  })

  it('shows 50 children, and none of 51: the question must be narrowed', async () => {
    const many = Array.from({ length: 50 }, () => aPupil({ surname: 'Multitude', dob: '2012-05-14' }))
    await trip.census.deliver(...many)
    const all = { familyName: 'Multitude', dateOfBirth: '2012-05-14' }
    const fifty = await search(all)
    expect({ found: fifty.hits.length, refine: fifty.refine }).toEqual({ found: 50, refine: false })
    const last = aPupil({ surname: 'Multitude', dob: '2012-05-14', sex: 'M' })
    await trip.census.deliver(last)
    expect(await search(all)).toEqual({ hits: [], refine: true, receipt: expect.anything() })
    expect(await forenamesFound({ ...all, gender: 'male' })).toEqual([last.forename])
  })

  it('finds a child until the 18th birthday and not from it on (S32)', async () => {
    const eighteenAgo = `${Number(today().slice(0, 4)) - 18}${today().slice(4).replace('02-29', '02-28')}`
    const grown = aPupil({ surname: 'Grownup', dob: dayAfter(eighteenAgo, -2) })
    const nearly = aPupil({ surname: 'Almost', dob: dayAfter(eighteenAgo, 2) })
    const { report } = await trip.census.deliver(grown, nearly)
    expect(report).toMatchObject({ accepted: 2, refused: 0 })
    expect(await forenamesFound(minimumFor(nearly))).toEqual([nearly.forename])
    expect(await forenamesFound(minimumFor(grown))).toEqual([])
  })
})
