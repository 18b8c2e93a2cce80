import { READINESS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { readinessShown } from './authorities.rules.ts'

describe('what an authority lacks, as a page says it', () => {
  it('is said of what is missing alone, each in its own words', () => {
    const notes = (isMet: boolean) =>
      readinessShown(READINESS.map((name) => ({ name, isMet, count: 1 }))).map(({ note }) => note)
    expect(new Set(notes(true))).toEqual(new Set(['']))
    expect(new Set(notes(false)).size).toBe(READINESS.length)
    expect(notes(false).every((note) => note !== '')).toBe(true)
  })

  it('counts as somebody speaks', () => {
    const note = (name: (typeof READINESS)[number], count: number) =>
      readinessShown([{ name, isMet: false, count }])[0]!.note
    expect(note('no-open-requests', 1)).toMatch(/^1 is asked for/)
    expect(note('no-open-requests', 3)).toMatch(/^3 are asked for/)
    expect(note('two-shield-officers', 0)).toMatch(/^There are 0 /)
  })
})
