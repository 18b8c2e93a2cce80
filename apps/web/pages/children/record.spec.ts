import { describe, expect, it } from '@jest/globals'
import { api, type FullChild } from '@contactpoint/contracts'
import { TemplatesService } from '../../layout/templates.service.ts'

const { child } = api.children.disclose.example!.answer as { child: object }
const shown = (given: object): string => {
  const page = {
    child: { ...child, ...given },
    childId: 'KLJ6G4D4VGLR',
    purpose: { reason: 'assessment' },
    navigation: [],
  }
  return new TemplatesService().render('pages/children/record', page).replaceAll(/\s+/g, ' ')
}

describe('the record of a child who has died', () => {
  it('says so at its top, once and before all else, and counts no age', () => {
    const page = shown({ dateOfDeath: '2026-10-12' })
    expect(page.match(/This child died on 12 October 2026\./g)).toHaveLength(1)
    expect(page.indexOf('This child died')).toBeLessThan(page.indexOf('Born '))
    expect(page).not.toMatch(/\d years/)
  })

  it('is another one than of the living', () => {
    const page = shown({ dateOfDeath: null })
    expect(page).not.toContain('died')
    expect(page).toMatch(/\d years/)
  })
})

describe('a service that an authority lists', () => {
  const [recorded] = (child as FullChild).involvements.filter(({ involvementId }) => involvementId)
  const fed = { ...recorded!, involvementId: null, version: null, service: 'youth-work', contactAsOf: null } as const

  it('is called like any other, and nobody ends it or says that it is wrong', () => {
    const page = shown({ involvements: [fed] })
    expect(page).toContain('Youth work')
    expect(page).toContain(`href="tel:${fed.phone}"`)
    expect(page).not.toMatch(/This contact is wrong|We no longer work/)
    expect(shown({ involvements: [recorded] })).toContain('This contact is wrong')
  })

  it('is said to come from its authority', () => {
    const page = shown({ sources: [{ item: 'services', source: 'authority', asOf: '2026-10-05' }] })
    expect(page).toMatch(/Services<\/th><td[^>]*>Authority<\/td><td[^>]*>5 October 2026</)
  })
})

describe('a shielded record', () => {
  const shielded = (more: object = {}): string => {
    const { childId, name, dateOfBirth, gender } = child as FullChild
    const seen = { child: { childId, name, dateOfBirth, gender }, shielded: true, shieldNotice: { text: '', next: [] } }
    const page = { ...seen, childId, purpose: { reason: 'assessment' }, navigation: [], ...more }
    return new TemplatesService().render('pages/children/record', page)
  }
  const links = (page: string, to: string) => page.split(`href="/children/KLJ6G4D4VGLR/${to}"`).length - 1

  it('offers once to be put in touch, and to ask for a shield: what hides it may be that of somebody who lives there too', () => {
    expect([links(shielded(), 'contact'), links(shielded(), 'shield')]).toEqual([1, 1])
    const override = { overrideId: 'o-1', expiresAt: '2026-11-29T01:04:11.929Z' }
    expect(links(shielded({ override }), 'contact')).toBe(1)
    expect(links(shown({}), 'contact')).toBe(1)
  })
})
