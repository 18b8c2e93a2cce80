import { appendEntry, Fault, type LinkModelVersion } from '@contactpoint/contracts'
import { firstChildModel, type Model, type RowDecision } from '@contactpoint/matching'
import { until } from '@contactpoint/stack'
import { aCaller, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { LinkModelsService } from './link-models.service.ts'
import type { LinkModel } from './link-models.schema.ts'
import { ModelStepsService } from './model-steps.service.ts'

let room: Room<'audit'>

beforeAll(async () => {
  room = await aRoom(directory, ['audit'])
})
beforeEach(async () => {
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 7, leafHash: 'ab' }))
  room.fakes.audit.forget()
  await stored().deleteMany({ _id: { $gt: 1 } })
  expect(await until(async () => (await models().inForce()).version === 1, 10_000, 50)).toBe(true)
  expect(await until(async () => (await models().onTrial()) === null, 10_000, 50)).toBe(true)
})
afterAll(() => room?.close())

const who = (personId: string, role: 'data-steward' | 'cpmt' = 'cpmt', authority = '000', identity = personId) =>
  aCaller({ personId, role, authority, identity })
const steward = who('s-1', 'data-steward', '383')
const desk = who('n-1')

const models = () => room.get(LinkModelsService)
const steps = () => room.get(ModelStepsService)
const stored = () => room.db.collection<LinkModel>('link_models')
const acts = () =>
  room.fakes.audit.questions(appendEntry).map(({ action, outcome, caller, particulars }) => {
    return [action, outcome, caller.personId, particulars!.version]
  })
const recorded = (count: number) => until(async () => acts().length >= count, 15_000, 50)

const other: Model = { ...firstChildModel(), prior: 0.00001 }
const propose = (model: Model = other): Promise<LinkModelVersion> =>
  steps().propose(steward, { document: JSON.stringify(model), report: 'T/1' })
const tried = (version: number, rows: number) =>
  stored().updateOne({ _id: version }, { $set: { 'trial.same.same': rows } })

describe('a store that was just made', () => {
  it('has the first model in force, and none on trial', async () => {
    expect(await models().inForce()).toEqual({ version: 1, model: firstChildModel() })
    expect(await models().onTrial()).toBeNull()
    expect((await steps().find()).items).toMatchObject([{ version: 1, state: 'in-force', inForce: true }])
    expect(JSON.parse((await steps().get(1)).document)).toEqual(firstChildModel())
    await expect(steps().get(2)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('another model', () => {
  it('is on trial when it is proposed, and in force in every copy within two seconds of when somebody else says so', async () => {
    const { version, state } = await propose()
    expect([version, state]).toEqual([2, 'on-trial'])
    expect(await until(async () => (await models().onTrial())?.version === 2, 2_500, 20)).toBe(true)
    expect((await models().onTrial())!.model).toEqual(other)
    await tried(2, 1_000)
    expect(await steps().activate(desk, 2)).toMatchObject({ state: 'in-force', activated: { by: 'n-1' } })
    expect(await until(async () => (await models().inForce()).version === 2, 2_500, 20)).toBe(true)
    expect(await models().inForce()).toEqual({ version: 2, model: other })
    expect(await models().onTrial()).toBeNull()
  })

  it('is recorded at each step, and where it is refused', async () => {
    await propose()
    await apply(3)
    await expect(steps().activate(who('m-1', 'cpmt', '383'), 2)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(steps().activate(desk, 2)).rejects.toMatchObject({ code: 'conflict' })
    await tried(2, 1_000)
    await steps().activate(desk, 2)
    await expect(steps().activate(desk, 9)).rejects.toMatchObject({ code: 'not-found' })
    expect(await recorded(4)).toBe(true)
    expect(acts().toSorted()).toEqual(
      [
        ['link-model-propose', 'done', 's-1', 2],
        ['link-model-activate', 'refused', 'm-1', 2],
        ['link-model-activate', 'refused', 'n-1', 2],
        ['link-model-activate', 'done', 'n-1', 2],
      ].toSorted(),
    )
  })

  it('takes two people, whichever of their accounts they use', async () => {
    await propose()
    await tried(2, 1_000)
    const sameOne = who('n-9', 'cpmt', '000', 's-1')
    const current = { state: 'on-trial', version: 2 }
    await expect(steps().activate(sameOne, 2)).rejects.toMatchObject({ code: 'conflict', current })
    expect((await models().inForce()).version).toBe(1)
  })

  it('is put in force once, whoever would at the same moment', async () => {
    await propose()
    await tried(2, 1_000)
    const many = Array.from({ length: 5 }, (_one, n) => who(`x-${n}`))
    const done = await Promise.allSettled(many.map((person) => steps().activate(person, 2)))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is proposed by many at the same moment under numbers of their own, and the last is on trial', async () => {
    const proposed = await Promise.all(Array.from({ length: 5 }, () => propose()))
    expect(proposed.map(({ version }) => version).toSorted()).toEqual([2, 3, 4, 5, 6])
    const states = (await steps().find()).items.map(({ state }) => state)
    expect(states).toEqual(['on-trial', 'passed-over', 'passed-over', 'passed-over', 'passed-over', 'in-force'])
  })

  it('is refused before it is stored when no row could be decided by it', async () => {
    for (const document of ['{', '{}', JSON.stringify({ ...other, prior: 1 })])
      await expect(steps().propose(steward, { document, report: 'T/1' })).rejects.toMatchObject({
        code: 'invalid-request',
      })
    expect(await stored().countDocuments()).toBe(1)
  })

  it('decides nothing when it is not what was proposed: no row is decided by what nobody stands for', async () => {
    await propose()
    await tried(2, 1_000)
    await steps().activate(desk, 2)
    const { document } = (await stored().findOne({ _id: 2 }))!
    await stored().updateOne({ _id: 2 }, { $set: { document: document.replace('"prior":0.00001', '"prior":0.9') } })
    const code = async (): Promise<string | null> => {
      try {
        await models().inForce()
        return null
      } catch (error) {
        return error instanceof Fault ? error.code : (error as Error).message
      }
    }
    expect(await until(async () => (await code()) === 'Version 2 of the model is not what was proposed', 10_000)).toBe(
      true,
    )
  })
})

describe('a trial', () => {
  const same = (id: string): RowDecision => ({ decision: 'same', id, weight: 9, reason: 'evidence' })

  it('counts rows in memory, and adds them to what is stored', async () => {
    await propose()
    for (let round = 1; round <= 2; round++) {
      for (let row = 0; row < 7; row++) models().count(2, same('a'), same('a'))
      models().count(2, same('a'), same('b'))
      models().count(2, { decision: 'new' }, same('b'))
      models().count(2, { decision: 'new' }, { decision: 'unsure', ids: ['b'], reason: 'possible-twins' })
      const rows = async () => (await steps().get(2)).trial.rows
      expect(await until(async () => (await rows()) === 10 * round, 10_000, 50)).toBe(true)
    }
    expect((await steps().get(2)).trial).toEqual({
      rows: 20,
      agreed: 0.7,
      moves: [
        { inForce: 'same', onTrial: 'same', rows: 14 },
        { inForce: 'same', onTrial: 'another', rows: 2 },
        { inForce: 'new', onTrial: 'same', rows: 2 },
        { inForce: 'new', onTrial: 'unsure', rows: 2 },
      ],
    })
  })

  it('is on as many rows as there are children, where there are fewer than a thousand', async () => {
    const children = await room.db.collection('children').countDocuments()
    await apply(3)
    await propose()
    await tried(2, children + 2)
    await expect(steps().activate(desk, 2)).rejects.toMatchObject({ code: 'conflict' })
    await tried(2, children + 3)
    expect((await steps().activate(desk, 2)).state).toBe('in-force')
  })
})

let applied = 0
/** Takes in so many children whom nobody has told of before. */
async function apply(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_one, n) => ({ row: n + 1, line: n + 1, record: aRecord() }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: `b-${(applied += 1)}`, rows })
}
