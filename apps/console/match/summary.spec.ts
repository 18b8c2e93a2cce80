import { describe, expect, it } from '@jest/globals'
import { countJoined, countReasons, summaryText } from './summary.rules.ts'

describe('the summary of a run', () => {
  it('counts joined rows and the clusters they are in; a row alone is not joined', () => {
    expect(countJoined(Uint32Array.of(0, 1, 0, 3, 3, 3))).toEqual({ records: 5, clusters: 2 })
    expect(countJoined(new Uint32Array(0))).toEqual({ records: 0, clusters: 0 })
  })

  it('counts unsure pairs by reason, the commonest first', () => {
    const pair = (reason: 'possible-twins' | 'between-thresholds') => ({
      ...{ left: 0, right: 1, weight: 0, probability: 0.5 },
      reason,
    })
    const counts = countReasons([pair('possible-twins'), pair('between-thresholds'), pair('between-thresholds')])
    expect(Object.entries(counts)).toEqual([
      ['between-thresholds', 2],
      ['possible-twins', 1],
    ])
  })

  it('is a few lines to read', () => {
    const text = summaryText({
      rows: 12_345,
      rightRows: 10,
      compared: 6,
      written: 5,
      links: 4,
      decided: 2,
      unsure: { 'possible-twins': 3 },
      seconds: 1.25,
      stages: { reading: 0.31, scoring: 0.5 },
      megabytes: 99.6,
    })
    expect(text).toContain('rows       12,345 and 10')
    expect(text).toContain('linked     4 pairs')
    expect(text).toContain('decided    2 pairs, by people')
    expect(text).toContain('unsure     3 pairs, for a person to decide\n           3: possible twins')
    expect(text).toContain('took       1.3 s (reading 0.3, scoring 0.5), 100 MB')
  })
})
