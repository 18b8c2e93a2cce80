import { describe, expect, it } from '@jest/globals'
import { chart } from './charts.rules.ts'

const series = [
  { name: 'Searches', values: [4] },
  { name: 'Misses', values: [2] },
]
const drawn = (isWhole: boolean): string =>
  Buffer.from(chart(['Monday'], series, isWhole).split(',')[1]!, 'base64').toString()

describe('a chart', () => {
  it('adds up what are parts of a whole, and nothing else: its axis ends at the sum, or at the largest', () => {
    expect(drawn(true)).toContain('>6</text>')
    expect(drawn(false)).not.toContain('>6</text>')
    expect(drawn(false)).toContain('>4</text>')
  })
})
