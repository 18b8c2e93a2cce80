import {
  assertTrained,
  blockingKeyNames,
  fieldKinds,
  MatchConfigError,
  ModelError,
  readMatchConfig,
  type FieldModel,
  type LevelModel,
  type MatchConfig,
  type Model,
} from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { writeFile } from 'node:fs/promises'
import { readText } from '../text-file.service.ts'
import { writeWhole } from './output-files.service.ts'

/** @throws StackError with one sentence: no such file, not JSON, or what is wrong in the config */
export async function openConfig(file: string): Promise<MatchConfig> {
  const json = await readJson(file)
  try {
    return readMatchConfig(json)
  } catch (error) {
    if (error instanceof MatchConfigError) throw new StackError(`${file}: ${error.message}`)
    throw error
  }
}

/**
 * A model that `match train` wrote, for these columns.
 *
 * @throws StackError with one sentence: no such file, not a model, or a model of other fields
 */
export async function openModel(file: string, config: MatchConfig): Promise<Model> {
  const model = (await readJson(file)) as Partial<Model> | null
  if (!isModel(model)) throw new StackError(`${file} is not a model of version 1, as "match train" writes it.`)
  const [ofModel, ofConfig] = [fieldKinds(model.fields), fieldKinds(config.fields)]
  if (ofModel !== ofConfig)
    throw new StackError(`${file} was trained on other fields (${ofModel}) than the config has (${ofConfig}).`)
  try {
    assertTrained(model, config.fields)
  } catch (error) {
    if (error instanceof ModelError)
      throw new StackError(`${file} is not a model that weighs anything: ${error.message}.`)
    throw error
  }
  return model
}

/**
 * Blocking rules as somebody declared them: each the names of keys that must all agree.
 *
 * @throws StackError with one sentence: not rules, or a key that the config's fields do not have
 */
export async function openRules(file: string, config: MatchConfig): Promise<string[][]> {
  const rules = await readJson(file)
  const isRule = (rule: unknown): boolean =>
    Array.isArray(rule) && rule.length > 0 && rule.every((key) => typeof key === 'string')
  if (!Array.isArray(rules) || rules.length === 0 || !rules.every(isRule))
    throw new StackError(
      `${file} is not a list of rules, each a list of keys: [["family-name sound", "postcode exact"]].`,
    )
  const known = blockingKeyNames(config.fields)
  const unknown = (rules as string[][]).flat().find((key) => !known.includes(key))
  if (unknown !== undefined)
    throw new StackError(`${file}: there is no blocking key "${unknown}". There are: ${known.join(', ')}.`)
  return rules as string[][]
}

/** @throws StackError when it cannot be written */
export async function saveModel(file: string, model: Model): Promise<void> {
  const text = `${JSON.stringify(model, null, 2)}\n`
  await writeWhole([{ file, write: (part) => writeFile(part, text) }])
}

/** As much of a model as scoring would stumble over. */
function isModel(model: Partial<Model> | null): model is Model {
  if (typeof model !== 'object' || model?.version !== 1 || !Array.isArray(model.fields)) return false
  const isShare = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 1
  return isShare(model.prior) && typeof model.made?.today === 'string' && model.fields.every(isFieldModel)
}

function isFieldModel(field: Partial<FieldModel> | null): boolean {
  const { type, levels, frequencies, otherFrequency } = field ?? {}
  if (
    typeof type !== 'string' ||
    typeof frequencies !== 'object' ||
    frequencies === null ||
    typeof otherFrequency !== 'number'
  )
    return false
  const isLevel = (level: Partial<LevelModel> | null): boolean =>
    typeof level?.name === 'string' && Number.isFinite(level.m) && Number.isFinite(level.u)
  // The first two are "missing" and "exact".
  return Array.isArray(levels) && levels.length >= 2 && levels.every(isLevel)
}

async function readJson(file: string): Promise<unknown> {
  const text = await readText(file, 'JSON')
  try {
    return JSON.parse(text)
  } catch (error) {
    // Where it is wrong, but not what stands there: somebody may have named the list itself, which is of children.
    const [where = ''] = /(?<=at position \d+ )\(.*\)/.exec((error as Error).message) ?? []
    throw new StackError(`${file} is not JSON ${where}`.trim() + '.')
  }
}
