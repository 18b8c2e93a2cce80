import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { madeKey, missingProof, NO_KEY, typedProof } from './proof.rules.ts'

const assertion = { id: 'a', clientDataJSON: 'b', authenticatorData: 'c', signature: 'd' }

describe('what proves who somebody is', () => {
  it('is PIN and code as they are typed, whatever a key has signed, unless its button was pressed', () => {
    const form = { pin: ' 4821 ', code: '318 042', signed: JSON.stringify(assertion) }
    expect(typedProof(form)).toEqual({ pin: '4821', code: '318042' })
    expect(typedProof({ ...form, by: 'key' })).toEqual({ pin: '4821', assertion })
  })

  it('is nothing of a key when a script has sent anything else, and no more than its parts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (signed) => {
        expect(typedProof({ pin: '1', by: 'key', signed })).toEqual({ pin: '1' })
        expect(madeKey({ signed })).toBeNull()
      }),
    )
    const more = JSON.stringify({ ...assertion, more: 1 })
    expect(typedProof({ pin: '1', by: 'key', signed: more })).toEqual({ pin: '1', assertion })
    const made = { id: 'a', clientDataJSON: 'b', attestationObject: 'c' }
    expect(madeKey({ signed: JSON.stringify(made) })).toEqual(made)
  })

  it('says what is to be filled in, and that a key needs JavaScript', () => {
    const missing = (form: object) => missingProof(form).map(({ field }) => field)
    expect(missing({})).toEqual(['pin', 'code'])
    expect(missing({ pin: '1' })).toEqual(['code'])
    expect(missing({ by: 'key' })).toEqual(['pin'])
    expect(missingProof({ pin: '1', by: 'key', signed: '' })).toEqual([NO_KEY])
    expect(missing({ pin: '1', by: 'key', signed: JSON.stringify(assertion) })).toEqual([])
  })
})
