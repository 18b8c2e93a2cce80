import { READINESS, type AuthorityReadiness, type AuthorityState, type ReadinessName } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { registerPage } from './risk-register.rules.ts'

const AT = '2026-11-29T12:00:00.000Z'
const anAuthority = (code: string, state: AuthorityState, unmet: readonly ReadinessName[]): AuthorityReadiness => ({
  authority: { code, wave: 1, state, liveSince: state === 'live' ? AT : null },
  items: READINESS.map((name) => ({ name, isMet: !unmet.includes(name), count: 0 })),
})
const page = (...authorities: AuthorityReadiness[]) =>
  registerPage({ authorities, policy: 3, isPolicyReviewed: true }, AT)
const between = (text: string, from: string, to: string) => text.split(from)[1]!.split(to)[0]!

describe('the register of residual risks', () => {
  it('has a row for each gate that an authority does not meet, whichever, and none for those that it meets', () => {
    for (const state of ['live', 'preparing', 'suspended'] as const)
      for (const name of READINESS) {
        const rows = page(anAuthority('383', state, [name])).match(/^\| 383 \| .*\(0\).*$/gm)
        expect(rows).toEqual([expect.stringContaining(`| ${name} (0) | `)])
      }
    expect(page(anAuthority('383', 'live', [])).match(/Nothing\./g)).toHaveLength(2)
  })

  it('says of those that are live what may happen, apart from those that let nobody in', () => {
    const all = page(anAuthority('383', 'live', READINESS), anAuthority('380', 'preparing', READINESS))
    const live = between(all, '## Live', '## Not live')
    expect(live).toContain('| 383 | two-shield-officers')
    expect(live).not.toContain('| 380 |')
    expect(between(all, '## Not live', '## Authorities')).not.toContain('| 383 |')
  })

  it('is of a moment, and of an empty country too', () => {
    expect(page()).toContain(
      `Generated ${AT} from the go-live gates of 0 authorities; policy 3, reviewed from outside.`,
    )
  })
})
