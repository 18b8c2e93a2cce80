import { AGREEMENT_VERSION } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { enrolmentIn, inGroups, missingIn } from './enrol.form.ts'

const FORM = {
  ...{ username: ' a.patel ', enrolmentCode: ' K7QZ-M2XA-9RTB-4WDE', pin: '4821 ', agreement: 'signed' },
  ...{ password: ' a long walk ', again: ' a long walk ' },
}

describe('the form of somebody who enrols', () => {
  it('is asked about when it is whole, and says what is missing before', () => {
    expect(missingIn(FORM)).toEqual([])
    const fields = missingIn({}).map(({ field }) => field)
    expect(fields).toEqual(['username', 'enrolmentCode', 'password', 'pin', 'agreement'])
    expect(missingIn({ ...FORM, again: 'a long walk' }).map(({ field }) => field)).toEqual(['again'])
  })

  it('is sent with the password as it was typed, and signs nothing that was not signed', () => {
    expect(enrolmentIn(FORM)).toEqual({
      ...{ username: 'a.patel', enrolmentCode: 'K7QZ-M2XA-9RTB-4WDE', password: ' a long walk ', pin: '4821' },
      agreement: AGREEMENT_VERSION,
    })
    expect(enrolmentIn({ ...FORM, agreement: 'no' }).agreement).toBe('')
  })

  it('shows a seed in groups of four that are the seed', () => {
    expect(inGroups('JBSWY3DPEHPK3PXP')).toBe('JBSW Y3DP EHPK 3PXP')
  })
})
