import { api, pathTo } from '@contactpoint/contracts'
import { aPupil, codeShown } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

/** Of no authority whose desk uses this stack: the national desk decides, whose people no other trip in a browser signs in. */
const LONDON_SCHOOL = '100000'

describe('what the people of a desk decide together, by clicking (issue 13)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const [pupil, refused] = [aPupil({ urn: LONDON_SCHOOL }), aPupil({ urn: LONDON_SCHOOL })]
  const namesake = { ...aPupil({ urn: LONDON_SCHOOL }), surname: pupil.surname, forename: pupil.forename }
  namesake.dob = pupil.dob
  namesake.address = { lines: ['1 Other Street'], postcode: 'LS11 9AA' }
  let [childId, otherId, refusedId] = ['', '', '']
  let [first, second, team, leeds, officer] = [] as unknown as [Visitor, Visitor, Visitor, Visitor, Visitor]

  beforeAll(async () => {
    await trip.census.deliver(pupil, namesake, refused)
    const ids = [pupil, namesake, refused].map((one) => trip.census.childIdOf(one))
    ;[childId, otherId, refusedId] = (await Promise.all(ids)) as [string, string, string]
    for (const id of [childId, refusedId]) expect((await trip.practitioner.shield(id)).status).toBe(201)
    const names = [
      'shield-officer-national-1',
      'shield-officer-national-2',
      'cpmt-national',
      'cpmt-2',
      'shield-officer-2',
    ]
    const visitors: Visitor[] = []
    for (const name of names) {
      visitors.push(await visiting.visitor())
      await visitors.at(-1)!.signIn(name)
    }
    ;[first, second, team, leeds, officer] = visitors as [Visitor, Visitor, Visitor, Visitor, Visitor]
  }, 240_000)

  /** Opens the page of a step from that of its shield, and takes it. */
  const take = async (one: Visitor, id: string, title: string, button: string, typed?: [string, string]) => {
    await one.page.goto(`/shields/${id}`)
    await one.follow(title)
    if (typed) await one.fill(...typed)
    await one.press(button)
  }
  it('is that two records are one child, and that they are two after all', async () => {
    const another: [string, string] = ['Number of the other record', otherId]
    await take(first, childId, 'Propose that another record is the same child', 'Propose this', another)
    await shows(first.page, `It is proposed that ${otherId} is the same child`)
    expect(await first.page.getByRole('link', { name: 'Agree that these records are one child' }).count()).toBe(0)
    await take(second, childId, 'Agree that these records are one child', 'Make them one record')
    await shows(second.page, 'Another record went on as this one')
    expect((await trip.practitioner.disclose(otherId)).status).toBe(404)
    await take(second, childId, 'Propose that a merged record is split off', 'Propose this', another)
    await take(first, childId, 'Agree that this record is split', 'Split the record')
    await shows(first.page, 'A record was split off')
    expect((await trip.practitioner.disclose(otherId)).body).toMatchObject({ shielded: true })
  })

  it('is that a shield is refused: by two officers and then the team, and it holds until the last of them', async () => {
    await first.page.goto(`/shields/${refusedId}/propose-refusal`)
    await first.press('Propose that it is refused')
    await shows(first.page, 'There is a problem')
    await first.choose('No risk was found')
    await first.press('Propose that it is refused')
    await take(second, refusedId, 'Agree that it is refused', 'Agree that it is refused')
    await shows(second.page, 'Two officers want it refused')
    expect((await trip.practitioner.disclose(refusedId)).body).toMatchObject({ shielded: true })
    await take(team, refusedId, 'Refuse this shield', 'Refuse this shield and end it')
    await team.page.getByText('The shield is no longer in force').waitFor()
    expect((await trip.practitioner.disclose(refusedId)).body).toMatchObject({ shielded: false })
  })

  it('is who may override shields: one proposes it, and cannot approve it; another does, and one is enough to end it', async () => {
    const { personId } = await newcomer(trip, 'practitioner', {})
    await leeds.page.goto('/override-grants')
    await leeds.fill('Id of a practitioner of your authority', personId)
    await leeds.press('Propose')
    await shows(leeds.page, 'There is a problem')
    const [year, month, day] = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().split(/[-T]/) as [
      string,
      string,
      string,
    ]
    for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year })) await leeds.fill(label, value)
    await leeds.press('Propose')
    const row = leeds.page.getByRole('row', { name: personId })
    await row.getByText('Waits for approval').waitFor()
    await row.getByRole('button', { name: 'Approve' }).click()
    await shows(leeds.page, 'There is a problem')
    await officer.page.goto('/override-grants')
    const approving = officer.page.getByRole('row', { name: personId })
    await approving.getByRole('button', { name: 'Approve' }).click()
    await approving.getByText('In force').waitFor()
    expect(await approving.getByRole('button').count()).toBe(0)
    await officer.isForEverybody()
    await leeds.page.goto('/override-grants')
    await row.getByText('In force').waitFor()
    await row.getByRole('link', { name: 'End' }).click()
    await leeds.press('End this right now')
    await leeds.page.getByText('Done.').waitFor()
    expect(await row.count()).toBe(0)
  })

  it('is whether somebody may see more children: refused, and when they ask again granted', async () => {
    const { personId, account } = await newcomer(trip, 'practitioner', {})
    const asker = await trip.stack.api.signIn(account, Promise.resolve(codeShown(account)))
    const states = async () => {
      const found = trip.databases.db('shielding').collection('appeals').find({ personId }).sort({ askedAt: 1 })
      return (await found.toArray()).map(({ state }) => String(state))
    }
    for (const button of ['Refuse', 'Grant for a day']) {
      expect((await asker.post(api.budgets.appeal.path, { code: 'new-caseload' })).status).toBeLessThan(300)
      await leeds.page.goto('/appeals')
      await leeds.page.getByRole('button', { name: `${button} to ${personId}` }).click()
      await leeds.page.getByText('Done.').waitFor()
      expect(await leeds.text()).not.toContain(personId)
    }
    expect(await states()).toEqual(['refuse', 'grant'])
    expect((await asker.post(pathTo(api.children.disclose, { childId }), { reason: 'assessment' })).status).toBe(200)
  })

  it('leaves no complaint of any page', () => {
    expect(
      [first, second, team, leeds, officer].flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere]),
    ).toEqual([])
  })
})
