import { describe, expect, it } from '@jest/globals'
import { lapsesPage } from './lapses.rules.ts'

const ends = { authority: '383', name: 'a.patel', role: 'practitioner' as const, until: '2026-12-01T00:00:00.000Z' }

describe('what ends soon', () => {
  it('is a line each, and says so when there is nothing, or more', () => {
    expect(lapsesPage({ items: [], isAll: true }, 30)).toBe('Nothing ends within 30 days.')
    const page = lapsesPage(
      {
        items: [
          { ...ends, what: 'attestation' },
          { ...ends, role: null, what: 'organisation' },
        ],
        isAll: false,
      },
      30,
    )
    expect(page.split('\n')).toEqual([
      '2026-12-01  attestation             383  practitioner      a.patel',
      '2026-12-01  organisation            383  organisation      a.patel',
      '… and more: ask for fewer days, or one authority.',
    ])
  })
})
