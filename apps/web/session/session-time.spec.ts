import { describe, expect, it } from '@jest/globals'
import { IDLE_MS, keptFor, LONGEST_MS, msLeftOf } from './session.rules.ts'

describe('how long a session still goes on', () => {
  it('is a quarter of an hour from the last page, however often somebody is told of news', () => {
    expect(msLeftOf({ beganAt: 0, seenAt: 1_000 }, 61_000)).toBe(IDLE_MS - 60_000)
  })

  it('is never longer than a session may be, and never less than nothing', () => {
    expect(msLeftOf({ beganAt: 0, seenAt: LONGEST_MS - 1_000 }, LONGEST_MS - 1_000)).toBe(1_000)
    expect(msLeftOf({ beganAt: 0, seenAt: 0 }, LONGEST_MS * 2)).toBe(0)
  })
})

describe('what stood in a form when the session had ended', () => {
  it('is there again in that form, and in no other', () => {
    const session = { kept: { username: 'cpmt', path: '/contacts/1', fields: { outcome: 'nobody' } } }
    expect(keptFor(session, '/contacts/1')).toEqual({ outcome: 'nobody' })
    expect(keptFor(session, '/contacts/2')).toEqual({})
    expect(keptFor({}, '/contacts/1')).toEqual({})
  })
})
