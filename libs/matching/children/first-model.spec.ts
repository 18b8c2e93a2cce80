import { describe, expect, it } from '@jest/globals'
import { decideRows, type KnownRecord, type RowDecision } from '../engine/decide-rows.ts'
import { codeNames } from '../compare/codes.ts'
import { TableBuilder } from '../fields/table-builder.ts'
import { CHILD_FIELDS } from './child-fields.ts'
import { firstChildModel } from './first-model.ts'

const MODEL = firstChildModel()
const CHILD = ['Florence', 'Mae', 'Hargreaves', '2015-03-04', 'female', 'LS1 4AP', '9990000018', '']
const STRANGER = ['Oliver', '', 'Khan', '2011-10-20', 'male', 'TR21 0PW', '', '']

const decide = (texts: string[], ...known: string[][]): RowDecision => {
  const candidates = known.map((texts, n): KnownRecord => ({ id: `${n}`, texts }))
  return decideRows(CHILD_FIELDS, [{ texts, candidates }], MODEL, { today: '2026-11-30' })[0]!
}

const withTexts = (changes: Readonly<Record<number, string>>): string[] =>
  CHILD.map((text, field) => changes[field] ?? text)

describe('the model that a directory begins with', () => {
  it('is of the fields that a directory compares, with every level that they have', () => {
    expect(MODEL.fields.map(({ name, type, scheme }) => ({ name, type, ...(scheme && { scheme }) }))).toEqual(
      CHILD_FIELDS,
    )
    const table = new TableBuilder(CHILD_FIELDS).build()
    for (const [at, { levels }] of MODEL.fields.entries())
      expect(levels.map(({ name }) => name)).toEqual([...codeNames(table, at)])
  })

  it('lists no value that fewer than one in five thousand have, and no number of a child at all', () => {
    const shares = MODEL.fields.flatMap(({ frequencies }) => Object.values(frequencies))
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(1 / 5000)
    for (const { type, frequencies } of MODEL.fields) if (type === 'identifier') expect(frequencies).toEqual({})
  })

  it('knows a child who moved, one with a slip of the pen, and a stranger', () => {
    expect(decide(CHILD, withTexts({ 5: 'HX4 1AB' }), STRANGER)).toMatchObject({ decision: 'same', id: '0' })
    expect(decide(withTexts({ 6: '' }), withTexts({ 2: 'Hargreves' }))).toMatchObject({ decision: 'same' })
    expect(decide(CHILD, STRANGER)).toEqual({ decision: 'new' })
  })

  it('leaves a possible twin to a person', () => {
    const twin = { 0: 'Ella', 1: '', 6: '' }
    expect(decide(withTexts({ ...twin, 0: 'Bella' }), withTexts(twin))).toMatchObject({ decision: 'unsure' })
  })
})
