import { api, pathTo, type LinkModelRead, type LinkModelsListed } from '@contactpoint/contracts'
import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const { find, get } = api.linkModels

/** It says which model is in force, so it has a stack to itself. */
describe('the pages of models (issue 16, decision 49)', () => {
  const trip = setOut({ own: true })
  const visiting = visit(trip)
  let [steward, national, team, auditor] = [] as unknown as Visitor[]

  const list = async () => (await trip.auditor.get<LinkModelsListed>(find.path)).body.items
  /** That which is in force, made as if by another seed: another version, which decides as the one before. */
  const another = async (change: object = {}) => {
    const { version } = (await list()).find(({ inForce }) => inForce)!
    const { body } = await trip.auditor.get<LinkModelRead>(pathTo(get, { version: String(version) }))
    const model = JSON.parse(body.document) as { made: { seed: number } }
    return JSON.stringify({ ...model, made: { ...model.made, seed: model.made.seed + 1 }, ...change })
  }
  const offer = async (text: string, report = 'E2E/2026/1') => {
    await steward!.page.goto('/models/propose')
    const file = { name: 'model.json', mimeType: 'application/json', buffer: Buffer.from(text) }
    await steward!.page.getByLabel('The model').setInputFiles(file)
    await steward!.fill('Where it is written how it was made', report)
    await steward!.press('Propose this version')
  }
  /** As if so many rows had come. */
  const counted = (version: number, trial: Record<string, number>) =>
    trip.databases
      .db('directory')
      .collection<{ _id: number }>('link_models')
      .updateOne({ _id: version }, { $set: trial })

  beforeAll(async () => {
    ;[steward, national, team, auditor] = await Promise.all(Array.from({ length: 4 }, () => visiting.visitor()))
    const who = { 'data-steward': steward!, 'cpmt-national': national!, cpmt: team!, auditor: auditor! }
    for (const [username, one] of Object.entries(who)) await one.signIn(username)
  })

  it('are where the navigation of a steward and an auditor leads, and a team is led by its policies; nobody else has them', async () => {
    for (const one of [steward!, auditor!]) await one.follow('Models')
    await national!.follow('Policies')
    await national!.follow('model')
    for (const one of [steward!, auditor!, national!]) {
      expect(await one.heading()).toBe('Models')
      await one.isForEverybody()
    }
    await auditor!.follow('Version 1')
    await shows(auditor!.page, 'It was the first, so it was tried beside no other.')
    await auditor!.isForEverybody()
    const other = await visiting.visitor()
    await other.signIn('practitioner')
    for (const path of ['/models', '/models/1', '/models/propose']) {
      await other.page.goto(path)
      expect([path, await other.heading()]).toEqual([path, 'This page is not part of your work'])
    }
    await other.context.close()
  })

  it('say at its field what is wrong with a proposal, and nothing of what stands in it', async () => {
    await steward!.page.goto('/models/propose')
    await steward!.press('Propose this version')
    await shows(steward!.page, 'Choose the file of the model')
    await shows(steward!.page, 'Enter where its making is written')
    await steward!.isForEverybody()
    await offer(await another({ prior: 1, note: 'Harrowgate' }))
    expect(await steward!.page.locator('#file-error').innerText()).toMatch(/model/i)
    expect(await steward!.text()).not.toContain('Harrowgate')
    await offer(await another(), 'She told me')
    expect(await steward!.page.locator('#report-error').innerText()).toContain('letters, digits')
    await offer(' '.repeat(500_001))
    expect(await steward!.page.locator('#file-error').innerText()).toContain('500 KB at the most')
    expect(await list()).toHaveLength(1)
  })

  it('show a trial as a table, and which rows would have gone to another child', async () => {
    await offer(await another())
    expect(await steward!.heading()).toBe('Model, version 2')
    await shows(steward!.page, 'No row has come yet')
    await steward!.isForEverybody()
    await counted(2, { 'trial.same.same': 1_196, 'trial.same.another': 3, 'trial.unsure.new': 1 })
    await auditor!.page.goto('/models/2')
    await shows(auditor!.page, 'Tried on 1,200 rows: both decided the same about 99.66 of 100.')
    const table = await auditor!.page.getByRole('table').innerText()
    expect(table).toMatch(/A known child\s+1,196\s+0\s+0\s+3/)
    expect(await auditor!.page.locator('.app-differs').count()).toBe(2)
    await auditor!.isForEverybody()
    expect(await auditor!.page.getByRole('button', { name: /in force/ }).count()).toBe(0)
  })

  it('put it in force by the national desk alone, after a page that says what follows', async () => {
    await team!.page.goto('/models/2/activate')
    await team!.press('Put it in force')
    expect(await team!.heading()).toBe('You may not do this')
    await national!.page.goto('/models/2')
    await national!.press('Put version 2 in force')
    await shows(national!.page, 'Tried on 1,200 rows')
    await national!.isForEverybody()
    await national!.press('Put it in force')
    await shows(national!.page, 'In force')
    expect((await list())[0]).toMatchObject({ version: 2, inForce: true })
    await national!.page.goto('/models/2/activate')
    await national!.press('Put it in force')
    await shows(national!.page, 'Only the model that is on trial can be put in force')
    await national!.isForEverybody()
  })

  it('say how well a version decides, by what stewards found of rows that were drawn', async () => {
    const pupil = aPupil()
    await trip.census.deliver(pupil)
    const [id, question] = [
      randomUUID(),
      { askedAt: new Date(), holder: null, heldUntil: null, model: 2, sampled: 'new' },
    ]
    await trip.databases
      .db('directory')
      .collection<{ _id: string }>('source_records')
      .updateOne({ _id: `school-census:${pupil.ref}` }, { $set: { question: { id, ...question } } })
    await auditor!.page.goto('/models/2')
    await shows(auditor!.page, 'Nobody has looked at any yet')
    await steward!.page.goto('/questions')
    await shows(steward!.page, 'No question waits.')
    await steward!.page.goto('/questions?kind=sampled')
    await steward!.press('Open question 1')
    await shows(steward!.page, 'nothing waits for your answer')
    await steward!.isForEverybody()
    await steward!.press('A different child')
    await shows(steward!.page, 'It is counted for or against the model.')
    await steward!.press('Answer so')
    await auditor!.page.reload()
    const byFeed = auditor!.page.getByRole('table', { name: 'By feed' })
    expect(await byFeed.innerText()).toMatch(/School census\s+Not known yet\s+Not known yet\s+1\s+0\s+0/)
    await auditor!.isForEverybody()
  })

  it('ask nobody but the gateway, and break no policy of their own', () => {
    const all = [steward!, national!, team!, auditor!]
    expect(all.flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
