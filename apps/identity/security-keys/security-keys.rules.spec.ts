import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { challengeIn, freePlace, idsShown, typedAssertion } from './security-keys.rules.ts'

const draw = (place: number) => createHash('sha512').update(`${place}`).digest()
const ids = fc.uniqueArray(fc.base64String({ minLength: 4, maxLength: 40 }), { maxLength: 3 })

describe('the ids of keys that are shown', () => {
  it('are as many however many there are, those that there are among them, in no order that tells them', () => {
    fc.assert(
      fc.property(ids, (own) => {
        const shown = idsShown(own, draw)
        expect(shown).toHaveLength(3)
        expect(shown).toEqual(expect.arrayContaining(own))
        expect(shown).toEqual([...shown].sort())
        expect(idsShown(own, draw)).toEqual(shown)
      }),
    )
  })
})

describe('an assertion', () => {
  const right = { id: 'a', clientDataJSON: 'b', authenticatorData: 'c', signature: 'd' }

  it('is its four texts and nothing else, whatever was sent', () => {
    expect(typedAssertion(right)).toEqual(right)
    const wrong = [
      { ...right, more: 1 },
      { ...right, id: '' },
      { ...right, id: 1 },
      { ...right, signature: '+' },
    ]
    for (const one of [...wrong, { ...right, id: 'a'.repeat(8_193) }, [right]]) expect(typedAssertion(one)).toBeNull()
    fc.assert(fc.property(fc.anything(), (raw) => expect(typedAssertion(raw)).toBeNull()))
  })

  it('has the challenge that it says, or none', () => {
    const said = (text: string) => challengeIn(Buffer.from(text).toString('base64url'))
    expect(said('{"challenge":"x"}')).toBe('x')
    for (const text of ['', 'null', '1', '{}', '{"challenge":1}', '{']) expect(said(text)).toBe('')
  })
})

describe('the place of a key', () => {
  it('is the first that is free of three, or none', () => {
    expect([freePlace([]), freePlace([0, 2]), freePlace([0, 1, 2])]).toEqual([0, 1, null])
  })
})
