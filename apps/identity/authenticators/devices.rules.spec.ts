import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { DEVICE_MS, deviceToken, knownDevice } from './devices.rules.ts'

const seal = (text: string) => createHmac('sha256', 'ours').update(text).digest('hex')
const theirs = (text: string) => createHmac('sha256', 'theirs').update(text).digest('hex')
const [ID, NOW] = ['abcdefghijklmnopqrstuv', new Date('2026-11-29')]
const after = (ms: number) => new Date(NOW.getTime() + ms)

describe('what a device has of an earlier sign-in', () => {
  it('is known again for that name, for half a year, and for no other name', () => {
    const token = deviceToken(ID, 'grace', NOW, seal)
    expect(knownDevice(token, 'grace', after(DEVICE_MS - 1), seal)).toBe(ID)
    expect(knownDevice(token, 'grace', after(DEVICE_MS), seal)).toBeNull()
    expect(knownDevice(token, 'ada', NOW, seal)).toBeNull()
  })

  it('can be made by nobody else, nor changed', () => {
    const token = deviceToken(ID, 'grace', NOW, seal)
    expect(knownDevice(deviceToken(ID, 'grace', NOW, theirs), 'grace', NOW, seal)).toBeNull()
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom('a', '0', '.'), (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        expect(knownDevice(changed, 'grace', NOW, seal)).toBe(changed === token ? ID : null)
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => expect(knownDevice(text, 'grace', NOW, seal)).toBeNull()))
  })
})
