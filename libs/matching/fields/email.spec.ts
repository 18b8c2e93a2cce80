import { describe, expect, it } from '@jest/globals'
import { email } from './email.ts'
import { levelBetween } from './level-between.ts'

const keysOf = (text: string) =>
  Object.fromEntries(email.blockingKeys.map((key) => [key.name, key.of(email.prepare(text)!)]))

describe('e-mail addresses', () => {
  it.each([
    ['Robert255@Smith.net', ' robert255@smith.net', 'exact'],
    ['robert255@smith.net', 'roberta25@smith.net', 'near'],
    ['robert255@smith.net', 'robert255smith.net', 'near'],
    ['r.khan@ab.org', 'r.khan@hotmail.co.uk', 'local-part'],
    ['grace.kelly52@jones.com', 'grace.kelly1977@jones.com', 'near'],
    ['grace.kelly52@jones.com', 'gracek52@jones.com', 'similar'],
    ['gkelly52@jones.com', 'gkelly5@wright-mason.org', 'similar'],
    ['grace.kelly@jones.com', 'robert255@smith.net', 'different'],
    ['jo@ab.org', 'jo@hotmail.co.uk', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(email, a, b)).toBe(level)
  })

  it.each(['', '@', '12345', 'none', 'unknown', 'noreply@school.uk', 'no email', 'n/a'])('“%s” is nobody’s', (text) => {
    expect(email.prepare(text)).toBeNull()
  })

  it('is blocked by itself and by what stands before the @', () => {
    expect(keysOf('Robert255@smith.net')).toEqual({ exact: ['robert255@smith.net'], 'local-part': ['robert255'] })
    expect(keysOf('jo@smith.net')['local-part']).toEqual([])
  })
})
