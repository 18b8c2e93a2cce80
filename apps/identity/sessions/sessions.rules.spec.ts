import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { newRefreshToken, readRefreshToken } from './sessions.rules.ts'

const proof = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))

describe('a refresh token', () => {
  it('is read back as the session it is of and the hash that is kept, and is never that hash', () => {
    fc.assert(
      fc.property(fc.uuid(), proof, (sessionId, random) => {
        const { token, hash } = newRefreshToken(sessionId, random)
        expect(readRefreshToken({ refreshToken: token })).toEqual({ sessionId, hash })
        expect(token).not.toContain(hash)
      }),
    )
  })

  it('with one letter changed is another: its hash is not the one that is kept', () => {
    fc.assert(
      fc.property(fc.uuid(), proof, fc.integer({ min: 37, max: 78 }), (sessionId, random, at) => {
        const { token, hash } = newRefreshToken(sessionId, random)
        const other = token[at] === 'A' ? 'B' : 'A'
        const forged = token.slice(0, at) + other + token.slice(at + 1)
        expect(readRefreshToken({ refreshToken: forged })).not.toMatchObject({ hash })
      }),
    )
  })

  it('is nothing else, whatever was sent', () => {
    fc.assert(fc.property(fc.anything(), (raw) => expect(readRefreshToken(raw)).toBeNull()))
    fc.assert(fc.property(fc.string(), (text) => expect(readRefreshToken({ refreshToken: text })).toBeNull()))
  })
})
