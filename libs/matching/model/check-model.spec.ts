import { describe, expect, it } from '@jest/globals'
import { CHILD_FIELDS } from '../children/child-fields.ts'
import { firstChildModel } from '../children/first-model.ts'
import { checkModel, ModelError } from './check-model.ts'

type Loose = Record<string, unknown>

/** The first model with one thing changed, by its path: `fields.0.levels.1.m`. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(firstChildModel()) as unknown as Loose
  const names = path.split('.')
  const within = names.slice(0, -1).reduce<Loose>((at, name) => at[name] as Loose, copy)
  within[names.at(-1)!] = value
  return copy
}

function ruleOf(found: unknown): string | null {
  try {
    checkModel(found, CHILD_FIELDS)
    return null
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    return error.rule
  }
}

const [given] = firstChildModel().fields

describe('a document that is to decide whom rows are about', () => {
  it('is a model of the fields that are compared, and is left as it is', () => {
    expect(checkModel(firstChildModel(), CHILD_FIELDS)).toBe(firstChildModel())
  })

  it.each<[string, unknown, string]>([
    ['nothing', null, 'isModel'],
    ['a list', [], 'isModel'],
    ['another version', changed('version', 2), 'isModel'],
    ['more than a model says', changed('remark', 'x'), 'unknownField'],
    ['a certain prior', changed('prior', 1), 'isPrior'],
    ['a prior of 0', changed('prior', 0), 'isPrior'],
    ['no day', changed('made.today', '2026-02-30'), 'isMade'],
    ['no rows', changed('made.rows', 0), 'isMade'],
    ['a field too few', changed('fields', firstChildModel().fields.slice(1)), 'isOfFields'],
    ['no fields', changed('fields', 'all'), 'isOfFields'],
    ['a field of another type', changed('fields.2.type', 'full-name'), 'isOfFields'],
    ['a number of another scheme', changed('fields.7.scheme', 'other'), 'isOfFields'],
    ['a field of another name', changed('fields.0.name', 'forename'), 'isOfFields'],
    ['a field that leans on itself', changed('fields.5.leansOn', 'postcode'), 'isOfFields'],
    ['a field that leans on none there is', changed('fields.5.leansOn', 'address'), 'isOfFields'],
    ['a level that no comparator knows', changed('fields.0.levels.2.name', 'nickname'), 'isOfLevels'],
    ['a level too few', changed('fields.0.levels', given!.levels.slice(0, -1)), 'isOfLevels'],
    ['a level that never happens', changed('fields.0.levels.2.u', 0), 'isProbability'],
    ['a probability that is a text', changed('fields.0.levels.2.m', '0.1'), 'isProbability'],
    ['probabilities of more than 1 together', changed('fields.0.levels.2.m', 0.5), 'isProbability'],
    ['what leans without saying what then', changed('fields.0.leansOn', 'gender'), 'isProbability'],
    ['a value that everybody has twice', changed('fields.0.frequencies.lola', 2), 'isFrequency'],
    ['a share for what is not listed of 0', changed('fields.0.otherFrequency', 0), 'isFrequency'],
    ['a field that no row said', changed('fields.6.otherFrequency', 1), 'isFrequency'],
    ['a name that four of the rows have', changed('fields.0.frequencies.zelda', 4 / 153_434), 'isShared'],
    ['a number of a child', changed('fields.6.frequencies', { '9990000018': 0.001 }), 'isShared'],
    ['a sentence', changed(`fields.2.frequencies.${'she told me that '.repeat(5)}`, 0.001), 'isValue'],
    ['no date', changed('fields.3.frequencies.yesterday', 0.001), 'isValue'],
  ])('is refused with a rule when it has %s', (_what, found, rule) => {
    expect(ruleOf(found)).toBe(rule)
  })

  it('is refused in words that repeat nothing of it', () => {
    for (const path of ['fields.0.name', 'fields.0.levels.2.name', 'fields.0.leansOn'])
      expect(() => checkModel(changed(path, 'Harrowgate'), CHILD_FIELDS)).toThrow(/^(?!.*Harrowgate)/)
  })
})
