import { SHUT_OFF_SCOPES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { followsOf, nameOf, wantedIn } from './shut-offs.rules.ts'

describe('what somebody wants to shut off', () => {
  it('is all, or one that they name; else they are asked which', () => {
    expect(wantedIn({ scope: 'all', subject: '383' })).toEqual({ scope: 'all' })
    expect(wantedIn({ scope: 'authority', subject: ' 383 ' })).toEqual({ scope: 'authority', subject: '383' })
    expect(wantedIn({ scope: 'authority', subject: ' ' })).toEqual([expect.objectContaining({ field: 'subject' })])
    expect(wantedIn({ scope: 'everything' })).toEqual([expect.objectContaining({ field: 'scope' })])
  })

  it('says before it is done that two people open it again, and that all of it signs out whoever does it', () => {
    for (const scope of SHUT_OFF_SCOPES) expect(followsOf({ scope }).join(' ')).toContain('two accreditors')
    const signsOutMe = SHUT_OFF_SCOPES.filter((scope) => followsOf({ scope })[0]!.includes('you too'))
    expect(signsOutMe).toEqual(['all'])
    expect([nameOf('all', null), nameOf('authority', '383')]).toEqual(['All of ContactPoint', 'One authority: 383'])
  })
})
