import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { presentedCredentials } from './clients.rules.ts'

const right = { clientId: 'demo-school-census', clientSecret: 's3cret' }
const nothing = { clientId: '', clientSecret: '' }

describe("what a supplier's system presents", () => {
  it('is taken when it has the two parts and no other', () => {
    expect(presentedCredentials(right)).toEqual(right)
    expect(presentedCredentials({ ...right, scope: 'all' })).toEqual(nothing)
    expect(presentedCredentials([right])).toEqual(nothing)
  })

  it('is two texts whatever it is, so that it fails as a wrong secret does', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        for (const text of Object.values(presentedCredentials(raw))) expect(typeof text).toBe('string')
      }),
    )
  })

  it('has no secret when that is longer than any: nothing long is hashed', () => {
    expect(presentedCredentials({ ...right, clientSecret: 'x'.repeat(201) }).clientSecret).toBe('')
  })
})
