import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  claimsOf,
  deviceOf,
  ended,
  IDLE_MS,
  isOver,
  keptAt,
  keptFor,
  LONGEST_MS,
  MOST_KEPT,
  newestWith,
} from './session.rules.ts'
import type { SignedIn, WebSession } from './session.schema.ts'

const person = (given: Partial<SignedIn> = {}): SignedIn => ({
  ...{ personId: 'p', username: 'u', role: 'practitioner', organisation: 'Leeds', device: 'd' },
  ...{ accessToken: 'a', refreshToken: 'r', accessEndsAt: 0, beganAt: 0, seenAt: 0 },
  ...given,
})

describe('a session', () => {
  it('ends a quarter of an hour after its last page, and eight hours after it began, whatever was done', () => {
    const times = fc.tuple(fc.integer({ min: 0, max: LONGEST_MS + 10 }), fc.integer({ min: 0, max: IDLE_MS + 10 }))
    fc.assert(
      fc.property(times, ([age, idle]) => {
        const seenAt = Math.max(0, age - idle)
        expect(isOver(person({ seenAt }), age, 'd')).toBe(age > LONGEST_MS || age - seenAt > IDLE_MS)
      }),
    )
  })

  it('is nothing in another browser', () => {
    const one = deviceOf('secret', 'Firefox')
    expect(isOver(person({ device: one }), 0, one)).toBe(false)
    for (const [secret, browser] of [
      ['other', 'Firefox'],
      ['secret', 'Chrome'],
      ['', 'Firefox'],
    ] as const)
      expect(isOver(person({ device: one }), 0, deviceOf(secret, browser))).toBe(true)
  })

  it('leaves nothing of the person when it ends, and keeps what was typed only when it ended by itself', () => {
    const kept = keptAt('u', { method: 'POST', path: '/search', body: { familyName: 'm', _csrf: 't', pin: '1' } })
    const session: WebSession = {
      ...{ csrf: 't', person: person(), purpose: { reason: 'assessment' } },
      ...{ searches: [{ id: 's', criteria: {} }], kept },
    }
    expect(ended(session, 'session-ended')).toEqual({ csrf: 't', kept, notice: 'session-ended' })
    expect(ended(session, 'signed-out')).toEqual({ csrf: 't', notice: 'signed-out' })
  })
})

describe('what stood in a form when a session ended', () => {
  it('is kept but for what is secret, and never when it is too long for a cookie', () => {
    const body = { familyName: 'mainw', _csrf: 't', password: 'p', pin: '1', code: '2', list: ['x'] }
    expect(keptAt('u', { method: 'POST', path: '/search', body }).fields).toEqual({ familyName: 'mainw' })
    expect(keptAt('u', { method: 'POST', path: '/', body: { a: 'x'.repeat(2_000) } }).fields).toEqual({})
    expect(keptAt('u', { method: 'GET', path: '/work', body })).toEqual({ username: 'u', path: '/work', fields: {} })
  })

  it('is kept for the page on which the form stands, which is one of ours, whatever is sent', () => {
    const sent = (_page: unknown) => keptAt('u', { method: 'POST', path: '/search', body: { _page, a: '1' } })
    expect(sent('/children/KLJ6G4D4VGLR')).toEqual({
      username: 'u',
      path: '/children/KLJ6G4D4VGLR',
      fields: { a: '1' },
    })
    for (const page of [
      undefined,
      7,
      '//elsewhere.example',
      '/\\elsewhere.example',
      'https://elsewhere.example',
      '/a?b',
    ])
      expect(sent(page).path).toBe('/search')
  })

  it('is there once, on that page and no other', () => {
    const session: WebSession = { kept: keptAt('u', { method: 'POST', path: '/search', body: { familyName: 'm' } }) }
    expect(keptFor(session, '/work')).toEqual({})
    expect([keptFor(session, '/search'), keptFor(session, '/search')]).toEqual([{ familyName: 'm' }, {}])
  })
})

describe('a token', () => {
  it('is read for who its bearer is', () => {
    const payload = Buffer.from(JSON.stringify({ sub: 'p', role: 'cpmt', organisation: 'Leeds' })).toString('base64url')
    expect(claimsOf(`x.${payload}.y`)).toEqual({ personId: 'p', role: 'cpmt', organisation: 'Leeds' })
  })
})

describe('what a session keeps of what was opened and answered', () => {
  it('is each once, the newest first, and never more than fits into a cookie', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), (ids) => {
        const kept = ids.reduce<{ id: string }[]>((before, id) => newestWith(before, { id }), [])
        const all = [...new Set(ids.toReversed())]
        expect(kept.map(({ id }) => id)).toEqual(all.slice(0, MOST_KEPT))
      }),
    )
  })
})
