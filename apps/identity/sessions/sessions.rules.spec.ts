import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { newRefreshToken, readRefreshToken } from './sessions.rules.ts'

const proof = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))

const seal = (text: string) => createHmac('sha256', 'ours').update(text).digest('hex')
const theirs = (text: string) => createHmac('sha256', 'theirs').update(text).digest('hex')

describe('a refresh token', () => {
  it('is read back as the session it is of and the hash that is kept, and is never that hash', () => {
    fc.assert(
      fc.property(fc.uuid(), proof, (sessionId, random) => {
        const { token, hash } = newRefreshToken(sessionId, random, seal)
        expect(readRefreshToken({ refreshToken: token }, seal)).toEqual({ sessionId, hash })
        expect(token).not.toContain(hash)
      }),
    )
  })

  it('with one letter changed is none that we gave, whoever changed it', () => {
    fc.assert(
      fc.property(fc.uuid(), proof, fc.integer({ min: 37, max: 143 }), (sessionId, random, at) => {
        const { token } = newRefreshToken(sessionId, random, seal)
        const other = token[at] === 'a' ? 'b' : 'a'
        const forged = token.slice(0, at) + other + token.slice(at + 1)
        expect(readRefreshToken({ refreshToken: forged }, seal)).toBeNull()
        expect(readRefreshToken({ refreshToken: newRefreshToken(sessionId, random, theirs).token }, seal)).toBeNull()
      }),
    )
  })

  it('is nothing else, whatever was sent', () => {
    fc.assert(fc.property(fc.anything(), (raw) => expect(readRefreshToken(raw, seal)).toBeNull()))
    fc.assert(fc.property(fc.string(), (text) => expect(readRefreshToken({ refreshToken: text }, seal)).toBeNull()))
  })
})
