import { MOST_ACCESSES_LISTED, type Action, type Outcome } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { OpenedEntry } from '../ledger/ledger.service.ts'
import { MOST_ENTRIES_OF_A_REQUEST, ownPage } from './accesses.rules.ts'

interface Said {
  trace: string | null
  action?: Action
  outcome?: Outcome
  childIds?: string[]
  personId?: string
}

/** Entries of one person, the latest first. */
const entriesOf = (said: Said[]): OpenedEntry[] =>
  said
    .map(
      ({ trace, action = 'disclosure', outcome = 'shown', childIds = ['KLJ6G4D4VGLR'], personId = 'p-1' }, index) => {
        const parts = childIds.map((childId) => ({
          salt: Buffer.alloc(0),
          text: JSON.stringify({ childId, shown: 'full' }),
        }))
        const entry = {
          _id: `e-${index}`,
          personId,
          index,
          time: new Date(index * 1000),
          reason: 'assessment',
          action,
          outcome,
          trace,
        }
        return { entry: { ...entry, parts: [] } as unknown as OpenedEntry['entry'], parts, particulars: null }
      },
    )
    .reverse()

describe('what somebody did', () => {
  it('is one item a request, the same whether or not an answer was withheld because a shield came meanwhile (I4)', () => {
    const plain: Said[] = [{ trace: 't-1' }, { trace: 't-2' }]
    const withheld: Said[] = [
      ...[{ trace: 't-1' }, { trace: 't-1', outcome: 'withheld' as const }, { trace: 't-1', childIds: [] }],
      { trace: 't-2' },
    ]
    const seen = (said: Said[]) => ownPage('p-1', entriesOf(said), true).items.map(({ time: _time, ...item }) => item)
    expect(seen(withheld)).toEqual(seen(plain))
    expect(JSON.stringify(ownPage('p-1', entriesOf(withheld), true))).not.toMatch(/withheld|shown/)
  })

  it('names the child whose number they gave, and none that they were told of', () => {
    const { items } = ownPage(
      'p-1',
      entriesOf([
        { trace: 't-1', action: 'search' },
        { trace: 't-2', action: 'disclosure' },
        { trace: 't-3', action: 'disclosure', childIds: [] },
        { trace: 't-4', action: 'shield-list' },
      ]),
      true,
    )
    expect(items.map(({ action, childId }) => [action, childId])).toEqual([
      ['shield-list', null],
      ['disclosure', null],
      ['disclosure', 'KLJ6G4D4VGLR'],
      ['search', null],
    ])
  })

  it('is each request once over all pages, however many entries each left', () => {
    const requests = fc.array(fc.integer({ min: 1, max: MOST_ENTRIES_OF_A_REQUEST }), { maxLength: 160 })
    fc.assert(
      fc.property(requests, fc.integer({ min: MOST_ENTRIES_OF_A_REQUEST + 1, max: 120 }), (counts, atOnce) => {
        const all = entriesOf(counts.flatMap((count, n) => Array<Said>(count).fill({ trace: `t-${n}` })))
        const seen: (string | null)[] = []
        let before: number | null = all.length
        while (before !== null) {
          const from: number = before
          const found = all.filter(({ entry }) => entry.index < from).slice(0, atOnce)
          const page = ownPage('p-1', found, found.length < atOnce)
          expect(page.items.length).toBeLessThanOrEqual(MOST_ACCESSES_LISTED)
          seen.push(...page.items.map(({ trace }) => trace))
          before = page.next
        }
        expect(seen).toEqual(counts.map((_count, n) => `t-${n}`).reverse())
      }),
    )
  })

  it('is said to be what somebody else did for them, where they had asked by telephone', () => {
    const { items } = ownPage('p-1', entriesOf([{ trace: 't-1', personId: 'p-2' }, { trace: 't-2' }]), true)
    expect(items.map(({ throughAnother }) => throughAnother)).toEqual([false, true])
  })

  it('hides nothing that somebody else did for them, whatever that one called the requests', () => {
    const byAnother = (given: Partial<Said>): Said => ({ trace: 't-1', personId: 'p-2', ...given })
    const { items } = ownPage(
      'p-1',
      entriesOf([byAnother({ action: 'mediation' }), byAnother({}), byAnother({ childIds: ['KLJ6G4D4VGLS'] })]),
      true,
    )
    expect(items.map(({ action, childId }) => [action, childId])).toEqual([
      ['disclosure', 'KLJ6G4D4VGLS'],
      ['disclosure', 'KLJ6G4D4VGLR'],
      ['mediation', 'KLJ6G4D4VGLR'],
    ])
  })

  it('goes on behind a request that fills all that is read at once', () => {
    const page = ownPage('p-1', entriesOf(Array<Said>(112).fill({ trace: 't-1' })), false)
    expect([page.items.length, page.next]).toEqual([1, 0])
  })

  it('of before entries had traces is an item each', () => {
    expect(ownPage('p-1', entriesOf([{ trace: null }, { trace: null }]), true).items).toHaveLength(2)
  })
})
