import { describe, expect, it } from '@jest/globals'
import { TemplatesService } from '../../layout/templates.service.ts'

const shown = (failures: number): string => {
  const one = { caseId: 'c-1', step: 'warned', failures, openedAt: '2026-11-29T01:04:11.929Z' }
  const page = { one, codes: [], values: {}, errors: [], navigation: [], csrf: {} }
  return new TemplatesService().render('pages/overrides/case', page).replaceAll(/\s+/g, ' ')
}

describe('a case of an override', () => {
  it('says how often the PIN or code was wrong, as it is said of one and of several', () => {
    expect(shown(1)).toMatch(/PIN or code wrong 1 time </)
    expect(shown(2)).toMatch(/PIN or code wrong 2 times </)
    expect(shown(0)).not.toContain('PIN or code')
  })
})
