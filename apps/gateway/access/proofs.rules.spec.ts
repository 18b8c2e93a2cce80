import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { isFor, PROOF_WINDOW_SECONDS, publicKeyIn, type Proved } from './proofs.rules.ts'

const NOW = Date.parse('2026-11-29T12:00:00Z')
const origins = ['https://api.example', 'http://localhost:3000']
const asked: Proved = { method: 'POST', path: '/searches', origins, token: 'a.b.c', now: NOW }
const athOf = (token: string) => createHash('sha256').update(token).digest('base64url')
const right = {
  ...{ htm: 'POST', htu: 'https://api.example/searches', jti: 'n-1' },
  ...{ iat: NOW / 1000, ath: athOf('a.b.c') },
}

const methods = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE')
const paths = fc.array(fc.stringMatching(/^[\w-]{1,8}$/), { minLength: 1, maxLength: 4 }).map((p) => `/${p.join('/')}`)
const tokens = fc.stringMatching(/^[\w.-]{1,40}$/)
const within = fc.integer({ min: -PROOF_WINDOW_SECONDS, max: PROOF_WINDOW_SECONDS })

describe('a proof', () => {
  it('is one for the request whose method, address and token it names, in its time', () => {
    fc.assert(
      fc.property(methods, paths, tokens, fc.constantFrom(...origins), within, (method, path, token, origin, off) => {
        const claims = { ...right, htm: method, htu: origin + path, ath: athOf(token), iat: NOW / 1000 + off }
        expect(isFor(claims, { ...asked, method, path, token })).toBe(true)
      }),
    )
  })

  it('is none when any one claim is another, or missing', () => {
    const others = {
      htm: fc.oneof(methods, fc.constantFrom('post', 'Post', '')).filter((one) => one !== right.htm),
      htu: fc.oneof(
        paths.filter((path) => path !== asked.path).map((path) => origins[0]! + path),
        fc.constantFrom('https://api.example.evil/searches', 'http://api.example/searches', '/searches', ''),
        fc.constantFrom('https://api.example:8443/searches', 'https://a@api.example/searches', 'https://api.example'),
        fc.constantFrom('https://api.example/searches/', 'https://api.example/SEARCHES', 'nonsense'),
      ),
      jti: fc.oneof(fc.constantFrom('', 7, null, ['n-1']), fc.string({ minLength: 129, maxLength: 200 })),
      iat: fc.oneof(
        fc.integer({ min: PROOF_WINDOW_SECONDS + 1, max: 1e9 }).map((off) => NOW / 1000 + off),
        fc.integer({ min: PROOF_WINDOW_SECONDS + 1, max: 1e9 }).map((off) => NOW / 1000 - off),
        fc.constantFrom(String(NOW / 1000), null, Number.NaN),
      ),
      ath: fc.oneof(tokens.filter((token) => token !== asked.token).map(athOf), fc.constantFrom('', asked.token, null)),
    }
    for (const claim of Object.keys(others) as (keyof typeof others)[]) {
      fc.assert(
        fc.property(others[claim] as fc.Arbitrary<unknown>, (other) => {
          expect([claim, other, isFor({ ...right, [claim]: other } as never, asked)]).toEqual([claim, other, false])
        }),
      )
      const { [claim]: _left, ...without } = right
      expect([claim, isFor(without, asked)]).toEqual([claim, false])
    }
  })

  it('passes over the query and the part of a page, as RFC 9449 says, and over how a host is written', () => {
    for (const htu of ['https://api.example/searches?a=1#b', 'HTTPS://API.example:443/searches'])
      expect(isFor({ ...right, htu }, asked)).toBe(true)
  })

  it('is for the path as it was sent: one with dots in it is nobody’s', () => {
    const path = '/other/../searches'
    expect(isFor({ ...right, htu: `https://api.example${path}` }, { ...asked, path })).toBe(false)
  })

  it('needs to say nothing of a token where there is none yet', () => {
    const { ath: _left, ...without } = right
    expect(isFor(without, { ...asked, token: null })).toBe(true)
  })
})

describe('the key of a proof', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }

  it('is what its thumbprint is made of, and nothing that came with it', () => {
    expect(publicKeyIn({ ...key, kid: 'k', use: 'sig', alg: 'none' })).toEqual(key)
  })

  it('is none with its private part, of another kind, or of another form', () => {
    const wrong = [{ d: 'd'.repeat(43) }, { kty: 'oct', k: 'k' }, { kty: 'RSA' }, { crv: 'P-384' }, { x: 'short' }]
    for (const change of [...wrong, { y: 7 }, { y: undefined }]) expect(publicKeyIn({ ...key, ...change })).toBeNull()
    fc.assert(fc.property(fc.anything(), (jwk) => expect(publicKeyIn(jwk)).toBeNull()))
  })
})
