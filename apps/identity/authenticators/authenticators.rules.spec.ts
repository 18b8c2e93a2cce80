import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  acceptedSteps,
  codesAreOver,
  STEP_SECONDS,
  stepOf,
  typedCredentials,
  typedToken,
} from './authenticators.rules.ts'

const right = {
  username: 'grace',
  password: 'correct horse',
  pin: '471100',
  code: '318042',
  device: '',
  assertion: null,
}
const { assertion: _none, device: _unknown, ...sent } = right
const nothing = { username: '', password: '', pin: '', code: '', device: '', assertion: null }

describe('what was typed to sign in', () => {
  it('is taken as it stands when it has the four parts', () => {
    expect(typedCredentials(sent)).toEqual(right)
  })

  it('has what a key signed in the place of the code, and is all wrong with both', () => {
    const assertion = { id: 'a', clientDataJSON: 'b', authenticatorData: 'c', signature: 'd' }
    const { code: _code, ...rest } = sent
    expect(typedCredentials({ ...rest, assertion })).toEqual({ ...right, code: '', assertion })
    expect(typedCredentials({ ...sent, assertion })).toEqual(nothing)
  })

  it('is never a reason to fail in another way than a wrong password does, whatever it is (S12)', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const typed = typedCredentials(raw)
        expect(Object.keys(typed)).toEqual(Object.keys(nothing))
        const { assertion, ...texts } = typed
        expect(assertion).toBeNull()
        for (const text of Object.values(texts)) expect(typeof text).toBe('string')
      }),
    )
  })

  it('is all wrong when it has a part that nobody asked for', () => {
    fc.assert(
      fc.property(
        fc.string().filter((name) => !Object.hasOwn(right, name) && name !== '__proto__'),
        (name) => expect(typedCredentials({ ...sent, [name]: 1 })).toEqual(nothing),
      ),
    )
    expect(typedCredentials([sent])).toEqual(nothing)
  })

  it.each([
    ['username', 'x'.repeat(101)],
    ['password', 'x'.repeat(201)],
    ['pin', '1'.repeat(13)],
    ['code', '1'.repeat(7)],
    ['password', 4711],
    ['pin', null],
  ])('has an empty %s when that is too long or no text: nothing long is hashed', (part, value) => {
    expect(typedCredentials({ ...sent, [part]: value })).toEqual({ ...right, [part]: '' })
  })
})

describe('a code of a security token', () => {
  const codeAt = (step: number) => String(step).padStart(6, '0').slice(-6)
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })

  it('is right in its own time step and one to either side, for clocks that differ, and never else', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -5, max: 5 }), (now, away) => {
        const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS) + away
        expect(stepOf(codeAt(step), now, codeAt)).toBe(Math.abs(away) <= 1 ? step : null)
      }),
    )
  })

  it('that two steps share is that of the later one: it is then used up for both', () => {
    const now = new Date('2026-10-01T12:00:00Z')
    expect(stepOf('111111', now, () => '111111')).toBe(acceptedSteps(now).at(-1))
  })

  it.each(['', '31804', '3180420', '      ', '３１８０４２'])('is not this text: "%s"', (text) => {
    expect(stepOf(text, new Date(), () => '318042')).toBeNull()
  })
})

describe('what is shown again to prove who somebody is', () => {
  it('is a code or what a key signed; both at once are neither', () => {
    const assertion = { id: 'a', clientDataJSON: 'b', authenticatorData: 'c', signature: 'd' }
    expect(typedToken({ code: '318042' })).toEqual({ code: '318042', assertion: null })
    expect(typedToken({ assertion })).toEqual({ code: '', assertion })
    for (const none of [{ code: '318042', assertion }, {}])
      expect(typedToken(none)).toEqual({ code: '', assertion: null })
  })

  it('is no code of whoever ever had a key, though it be shut or gone; of an account of before there were keys it is (AC-19)', () => {
    expect(codesAreOver({ keysAt: new Date(0) })).toBe(true)
    expect([codesAreOver({ keysAt: null }), codesAreOver({})]).toEqual([false, false])
  })
})
