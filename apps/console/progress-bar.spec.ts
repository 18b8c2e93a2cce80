import { describe, expect, it } from '@jest/globals'
import { barText } from './progress-bar.service.ts'

const FORMAT = 'census.xml {bar} {value}/{total} rows · {left}'
const asItIs = (format: string): string => format

describe('a progress bar', () => {
  it('says nothing of how many there are before that is known', () => {
    expect(barText(FORMAT, { total: 0, eta: 0 }, asItIs)).toBe('census.xml …')
  })

  it('says how long it may take only once that is known', () => {
    expect(barText(FORMAT, { total: 5, eta: 3 }, asItIs)).toMatch(/\{eta_formatted\} left$/)
    for (const eta of ['NULL', 'INF', NaN, Infinity] as number[])
      expect(barText(FORMAT, { total: 5, eta }, asItIs)).toMatch(/rows · …$/)
  })
})
