import { describe, expect, it } from '@jest/globals'
import { contradictedLine, decisionOf } from './decisions.rules.ts'

function decision(line: number, left: number, right: number, same: boolean) {
  return { line, left, right, same }
}

describe('what people decided', () => {
  it('can be true together, in any order, as long as nobody is same and different', () => {
    expect(contradictedLine([])).toBeUndefined()
    expect(
      contradictedLine([decision(2, 1, 2, true), decision(3, 2, 3, false), decision(4, 1, 2, true)]),
    ).toBeUndefined()
  })

  it('contradicts itself when one pair is same and different, whichever way round', () => {
    expect(contradictedLine([decision(2, 1, 2, false), decision(3, 2, 1, true)])).toBe(2)
  })

  it('contradicts itself when others make two records the same one after another', () => {
    const chain = [decision(2, 5, 6, true), decision(3, 8, 7, true), decision(4, 6, 7, true)]
    expect(contradictedLine([...chain, decision(5, 8, 5, false)])).toBe(5)
    expect(contradictedLine([...chain, decision(5, 8, 9, false)])).toBeUndefined()
  })

  it('contradicts itself when two records are each the same as a third', () => {
    const third = [decision(2, 1, 3, true), decision(3, 2, 3, true)]
    expect(contradictedLine([...third, decision(4, 1, 2, false)])).toBe(4)
  })

  it('is a word in any letters, nothing yet while empty, and no decision when it is another word', () => {
    expect([decisionOf('same'), decisionOf('Different')]).toEqual(['same', 'different'])
    expect(decisionOf('')).toBeUndefined()
    expect(decisionOf('yes')).toBeNull()
  })
})
