import { describe, expect, it } from '@jest/globals'
import { api } from '@contactpoint/contracts'
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
