import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { toEmail } from './emails.ts'

describe('An e-mail address', () => {
  it.each([
    [' A.Patel@Leeds.GOV.UK ', 'a.patel@leeds.gov.uk'],
    ["o'brien+team@nhs.net", "o'brien+team@nhs.net"],
    ['ａ@ｂ.uk', 'a@b.uk'],
  ])('%s is %s', (text, email) => {
    expect(toEmail(text)).toBe(email)
  })

  it('is no narrative, list, name with an address, or anything that no host could be reached by', () => {
    const others = [
      '',
      '@',
      'a@b',
      'a b@c.uk',
      'a@b.uk, c@d.uk',
      'Ann <a@b.uk>',
      '"told me"@b.uk',
      '.a@b.uk',
      'a@-b.uk',
    ]
    const long = [`${'a'.repeat(65)}@b.uk`, `a@${'b'.repeat(250)}.uk`, `a@${'b'.repeat(64)}.uk`]
    for (const text of [...others, ...long, 'a@b.uk\nShe said', null, 7]) expect(toEmail(text)).toBeNull()
  })

  it('stays as it is when it is folded again, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const once = toEmail(text)
        expect(once === null || toEmail(once) === once).toBe(true)
      }),
    )
  })
})
