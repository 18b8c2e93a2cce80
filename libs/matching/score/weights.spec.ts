import { describe, expect, it } from '@jest/globals'
import { EXACT } from '../compare/level-cache.ts'
import { aModel, aTable } from '../engine/builders.ts'
import { frequencyBits } from './weights.ts'

describe('what agreement on a value weighs beside agreement on the average value', () => {
  const table = aTable([{ type: 'family-name', name: 'family' }], [['Smith'], ['Featherstone'], ['']])
  const [column] = table.columns
  const [given] = aModel(table).fields
  const u = given!.levels[EXACT]!.u

  it('is less for a common one and more for one that is not listed', () => {
    const field = { ...given!, frequencies: { smith: 4 * u }, otherFrequency: u / 8 }
    expect([...frequencyBits(column!, field)]).toEqual([0, expect.closeTo(-2, 5), expect.closeTo(3, 5)])
  })

  it('is the same for all where none is listed', () => {
    const field = { ...given!, frequencies: {}, otherFrequency: u / 8 }
    expect([...frequencyBits(column!, field)]).toEqual([0, expect.closeTo(3, 5), expect.closeTo(3, 5)])
  })
})
