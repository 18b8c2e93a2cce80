import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMatchConfig, type Model } from '@contactpoint/matching'
import { openConfig, openModel, openRules, saveModel } from './inputs.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'inputs-'))))
afterAll(() => rm(folder, { recursive: true }))

async function file(text: string): Promise<string> {
  await writeFile(join(folder, 'input.json'), text)
  return join(folder, 'input.json')
}

const CONFIG = { id: 'id', fields: [{ type: 'family-name', column: 'surname' }] }
const NAMES = 'missing exact near part phonetic similar different near-common similar-common'
const LEVELS = NAMES.split(' ').map((name) => ({ name, m: 0.5, u: 0.25 }))
const FIELD = {
  name: 'family-name',
  type: 'family-name',
  levels: LEVELS,
  frequencies: {},
  otherFrequency: 0.1,
} as const
const MODEL: Model = {
  version: 1,
  prior: 0.01,
  fields: [FIELD],
  made: { rows: 9, seed: 1, rounds: 2, today: '2026-11-23' },
}

describe('inputs of the matcher', () => {
  it('are a config, and a model as it was saved', async () => {
    const config = await openConfig(await file(JSON.stringify(CONFIG)))
    expect(config.left.id).toBe('id')
    await saveModel(join(folder, 'model.json'), MODEL)
    expect(await openModel(join(folder, 'model.json'), config)).toEqual(MODEL)
  })

  it('say which file is wrong and why', async () => {
    await expect(openConfig(await file('{"id": "id"}'))).rejects.toThrow(/input\.json: "fields" must be a list/)
    await expect(openConfig(join(folder, 'none.json'))).rejects.toThrow(/not a file that can be read/)
    await expect(saveModel(join(folder, 'no', 'model.json'), MODEL)).rejects.toThrow(
      /cannot be written to: .* \(ENOENT\)/,
    )
  })

  it('never show what stands in a file that is not JSON: it may be the list itself', async () => {
    const failure: unknown = await openConfig(await file('id,name\n1,Ahmed\n')).catch((error: unknown) => error)
    expect((failure as Error).message).toMatch(/input\.json is not JSON.*\.$/)
    expect((failure as Error).message).not.toMatch(/name|Ahmed/)
  })

  it('may be blocking rules, of keys that the config’s fields have', async () => {
    const config = readMatchConfig(CONFIG)
    const rules = [['family-name sound'], ['family-name exact', 'family-name start']]
    expect(await openRules(await file(JSON.stringify(rules)), config)).toEqual(rules)
    await expect(openRules(await file('[["surname"]]'), config)).rejects.toThrow(
      /no blocking key "surname"\. There are: family-name exact, /,
    )
    for (const text of ['[]', '[[]]', '{}', '["family-name exact"]'])
      await expect(openRules(await file(text), config)).rejects.toThrow(/not a list of rules/)
  })

  it('fit together: a model of other fields is refused', async () => {
    const other = readMatchConfig({ id: 'id', fields: [{ type: 'identifier', column: 'upn', scheme: 'upn' }] })
    await saveModel(join(folder, 'model.json'), MODEL)
    await expect(openModel(join(folder, 'model.json'), other)).rejects.toThrow(
      /trained on other fields \(family-name\) than the config has \(identifier upn\)/,
    )
    await expect(openModel(await file('{"version": 2}'), other)).rejects.toThrow(/not a model of version 1/)
  })

  it.each([
    ['a level that decides alone', { levels: LEVELS.with(1, { name: 'exact', m: 0.5, u: 0 }) }],
    ['a level that nobody knows', { levels: LEVELS.with(1, { name: 'nickname', m: 0.5, u: 0.5 }) }],
    ['a level too few', { levels: LEVELS.slice(0, -1) }],
    ['a value that nobody has', { frequencies: { khan: 0 } }],
    ['a field that leans on itself', { leansOn: 'family-name' }],
  ])('are refused when a model weighs nothing, or anything: %s', async (_name, change) => {
    const model = { ...MODEL, fields: [{ ...FIELD, ...change }] }
    const opened = openModel(await file(JSON.stringify(model)), readMatchConfig(CONFIG))
    await expect(opened).rejects.toThrow(/input\.json is not a model that weighs anything: .*family-name/)
  })

  it.each([
    ['a field without frequencies', { ...MODEL, fields: [{ ...FIELD, frequencies: undefined }] }],
    ['a field without levels', { ...MODEL, fields: [{ ...FIELD, levels: [] }] }],
    [
      'a level without a number',
      { ...MODEL, fields: [{ ...FIELD, levels: [{ name: 'missing' }, { name: 'exact' }] }] },
    ],
    ['a level that is none', { ...MODEL, fields: [{ ...FIELD, levels: [null, null] }] }],
    ['a prior that is no probability', { ...MODEL, prior: 1 }],
    ['no day of training', { ...MODEL, made: undefined }],
  ])('are refused when a model is damaged: %s', async (_name, model) => {
    const config = await openConfig(await file(JSON.stringify(CONFIG)))
    await expect(openModel(await file(JSON.stringify(model)), config)).rejects.toThrow(/is not a model of version 1/)
  })
})
