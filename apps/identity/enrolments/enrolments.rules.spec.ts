import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { codeHash, enrolmentCode, typedEnrolment, unfit } from './enrolments.rules.ts'

describe('a code that is handed over', () => {
  it('has 80 bits, all of which count, in letters that are not mistaken for others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat({ max: 15 }), (random, at) => {
        const code = enrolmentCode(random)
        expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/)
        const other = random.map((byte, n) => (n === at ? (byte + 1) % 256 : byte))
        expect(enrolmentCode(other)).not.toBe(code)
      }),
    )
  })

  it('is the same however it is typed, and no other is', () => {
    const hash = codeHash('K7QZ-M2XA-9RTB-4WDE')
    for (const typed of ['k7qzm2xa9rtb4wde', ' K7QZ M2XA 9RTB 4WDE ']) expect(codeHash(typed)).toBe(hash)
    expect(codeHash('K7QZ-M2XA-9RTB-4WDF')).not.toBe(hash)
  })
})

describe('what is typed with it', () => {
  it('is empty where a body has nothing of that form, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        for (const text of Object.values(typedEnrolment(raw))) expect(typeof text).toBe('string')
      }),
    )
    expect(typedEnrolment(null)).toMatchObject({ username: '', enrolmentCode: '' })
  })

  it.each([
    ['correct horse', '4821', null],
    ['short', '4821', 'password'],
    ['my a.patel word', '4821', 'password'],
    ['what all use', '4821', 'password'],
    ['correct horse', '482', 'pin'],
    ['correct horse', '4444', 'pin'],
    ['correct horse', '48a1', 'pin'],
  ])('is fit or not: %s and %s', (password, pin, field) => {
    const typed = { username: 'a.patel', enrolmentCode: '', password, pin, agreement: '' }
    expect(unfit(typed, (one) => one === 'what all use')?.field ?? null).toBe(field)
  })
})
