import { CONTACT_FRESH_DAYS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { isSeenBy } from '../people/reach.rules.ts'
import { isContactOld, mayConfirm } from './organisations.rules.ts'

const now = new Date('2026-11-29T12:00:00Z')
const daysAgo = (days: number) => ({ contactConfirmedAt: new Date(now.getTime() - days * 86_400_000) })
const school = { name: 'Elm Street', authority: '383' }
const caller = (
  role: 'account-manager' | 'accreditor' | 'cpmt' | 'trainer',
  authority = '383',
  organisation = 'Leeds',
) => ({
  ...{ role, authority, organisation },
})

describe('how an organisation is reached', () => {
  it('is to be said again when nobody has for so many days, and not before', () => {
    expect(isContactOld(daysAgo(CONTACT_FRESH_DAYS), now)).toBe(false)
    expect(isContactOld(daysAgo(CONTACT_FRESH_DAYS + 0.001), now)).toBe(true)
  })

  it('is said by its own account manager, by its accreditor or the national desk’s, and by nobody else', () => {
    const may = [
      caller('account-manager', '383', 'Elm Street'),
      caller('accreditor'),
      caller('accreditor', '000'),
      // Of that name there may be one in each authority.
      caller('account-manager', '380', 'Elm Street'),
      caller('account-manager', '000', 'Elm Street'),
      caller('account-manager'),
      caller('accreditor', '380'),
      caller('cpmt'),
      caller('trainer', '000', 'Elm Street'),
    ]
    expect(may.map((one) => mayConfirm(one, school))).toEqual([true, true, true, ...Array(6).fill(false)])
  })
})

describe('what there is of an authority', () => {
  it('is listed for its own people, and of any for the national desk’s accreditors alone', () => {
    const seen = [caller('trainer'), caller('accreditor'), caller('accreditor', '000')]
    expect(seen.map((one) => isSeenBy(one, '383'))).toEqual([true, true, true])
    const unseen = [caller('accreditor', '380'), caller('account-manager', '000'), caller('trainer', '000')]
    expect(unseen.map((one) => isSeenBy(one, '383'))).toEqual([false, false, false])
  })
})
