import { describe, expect, it } from '@jest/globals'
import { TemplatesService } from '../../layout/templates.service.ts'

const shown = (role: string, values: object): string => {
  const page = { childId: 'KLJ6G4D4VGLR', navigation: [], person: { role }, csrf: {}, values }
  return new TemplatesService().render('pages/shield-request/check', page).replaceAll(/\s+/g, ' ')
}

describe('the page on which a request for a shield is checked', () => {
  it('shows each answer that was given: the proof of a parent’s identity too, of which officers are asked', () => {
    const values = { ground: 'adoption', channel: 'parent', evidence: 'passport' }
    const page = shown('shield-officer', values)
    for (const said of ['Adoption, with someone', 'A parent or carer', 'Passport']) expect(page).toContain(said)
    expect(shown('shield-officer', { ...values, evidence: '' })).toMatch(/Proof of identity seen.*None yet/)
    expect(shown('practitioner', values)).not.toContain('Proof of identity')
    expect(shown('cpmt', { ...values, channel: 'authority' })).not.toContain('Proof of identity')
  })
})
