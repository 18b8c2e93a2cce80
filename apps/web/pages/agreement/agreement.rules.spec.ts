import { describe, expect, it } from '@jest/globals'
import { isAgreementLapsing } from './agreement.rules.ts'

describe('the agreement', () => {
  it('is asked for when what was signed has an end, and for no other reason', () => {
    const until = '2027-03-29T00:00:00.000Z'
    const signed = { name: 'agreement', isMet: true, until: null } as const
    expect(isAgreementLapsing([{ ...signed, until }])).toBe(true)
    for (const one of [signed, { name: 'attestation', isMet: true, until } as const])
      expect(isAgreementLapsing([one])).toBe(false)
    expect(isAgreementLapsing([])).toBe(false)
  })
})
