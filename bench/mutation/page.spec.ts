import { describe, expect, it } from '@jest/globals'
import { mutatedOn, mutatedText, withMutated, type Mutated } from './page.ts'

const file = (name: string, more: Partial<Mutated> = {}): Mutated => {
  const path = `apps/shielding/${name}.rules.ts`
  return {
    path,
    date: '2026-12-01',
    commit: 'abc1234',
    mutants: 1_200,
    left: [`- \`${path}:7\` StringLiteral: \`""\``],
    ...more,
  }
}

describe('What mutants came to, on a page of results', () => {
  it('is read as it was written, whatever is in the code that nobody noticed', () => {
    const files = [
      file('near'),
      file('tiers', { left: [] }),
      file('work', { left: ['- `apps/shielding/work.rules.ts:1` x: `a | b`'] }),
    ]
    expect(mutatedOn(`# Page\n\n${mutatedText(files)}\n`)).toEqual(files)
  })

  it('is kept of a file until it is mutated again, and counts once', () => {
    const again = file('tiers', { commit: 'def5678', mutants: 13, left: [] })
    const all = withMutated([file('near'), file('tiers')], [again])
    expect(all).toEqual([file('near'), again])
    expect(mutatedText(all)).toMatch(/all +\| +\| +\| +1,213 \| +1,212 \| +99\.9 \|/)
  })
})
