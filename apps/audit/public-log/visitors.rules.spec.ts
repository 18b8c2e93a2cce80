import { describe, expect, it } from '@jest/globals'
import { MOST_A_WHILE, Visitors, WHILE_MS } from './visitors.rules.ts'

describe('a visitor of the public log', () => {
  it('may ask so often in a while, and again in the next; another is not counted with them', () => {
    const visitors = new Visitors()
    const asks = Array.from({ length: MOST_A_WHILE }, (_one, n) => visitors.isTooMany('a', n % 100))
    expect(asks.some(Boolean)).toBe(false)
    expect(visitors.isTooMany('a', 200)).toBe(true)
    expect(visitors.isTooMany('b', 200)).toBe(false)
    expect(visitors.isTooMany('a', WHILE_MS + 1)).toBe(false)
  })

  it('who comes from ever other addresses does not fill the memory', () => {
    const visitors = new Visitors()
    for (let n = 0; n < 25_000; n++) visitors.isTooMany(`address ${n}`, 0)
    expect((visitors as unknown as { counts: Map<string, number> }).counts.size).toBeLessThanOrEqual(10_000)
  })
})
