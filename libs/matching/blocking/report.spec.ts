import { describe, expect, it } from '@jest/globals'
import { aTable } from '../engine/builders.ts'
import { planBlocks } from './plan.ts'
import { blockingTable } from './report.ts'

describe('the plan of blocks', () => {
  it('is known before a run, with the block size of the settings', () => {
    const table = aTable([{ type: 'category', name: 'school' }], [['a'], ['a'], ['b'], ['b'], ['b']])
    expect(planBlocks(table, { largestBlock: 10 })).toEqual({
      rules: [{ rule: 'school exact', blocks: 2, largest: 3, pairs: 4, narrowed: 0, windowed: 0 }],
      largestBlock: 10,
      pairs: 4,
    })
  })

  it('reads as a table, the rule with the most pairs first, without rules that bring nothing', () => {
    const rule = { blocks: 1, largest: 2, pairs: 1, narrowed: 0, windowed: 0 }
    const text = blockingTable({
      rules: [
        { ...rule, rule: 'small' },
        { ...rule, rule: 'empty', blocks: 0, pairs: 0 },
        { rule: 'large', blocks: 1234, largest: 60, pairs: 5678, narrowed: 3, windowed: 2 },
      ],
      largestBlock: 50,
      pairs: 5000,
    })
    expect(text.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['rule', 'blocks', 'largest', 'pairs', 'narrowed', 'windowed'],
      ['large', '1,234', '60', '5,678', '3', '2'],
      ['small', '1', '2', '1', '0', '0'],
      ['Blocks of up to 50 rows are compared whole.'],
      ['5,000 different pairs.'],
    ])
  })
})
