import type { Bus } from '@contactpoint/bus'
import { Fault, newChildId, type Desk } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it, jest } from '@jest/globals'
import { randomInt } from 'node:crypto'
import type { ProtectionService } from '../protection/protection.service.ts'
import { DesksService } from './desks.service.ts'

const LEEDS: Desk[] = [{ authority: '383', officers: 2 }]

/** Desks as an identity says them that answers, fails or hangs as it is told; and a clock that is moved by hand. */
function someDesks(protection = {} as ProtectionService) {
  const told = { now: 0, asked: 0, answer: async (): Promise<{ desks: Desk[] }> => ({ desks: LEEDS }) }
  const ask = () => {
    told.asked += 1
    return told.answer()
  }
  jest.spyOn(performance, 'now').mockImplementation(() => told.now)
  return { told, desks: new DesksService({ ask } as unknown as Bus, protection) }
}

describe('the desks that are known', () => {
  it('are asked for once a second at the most, by one for all who ask meanwhile', async () => {
    const { told, desks } = someDesks()
    expect(await Promise.all([desks.desks(), desks.desks()])).toEqual([LEEDS, LEEDS])
    told.now = 999
    await desks.desks()
    expect(told.asked).toBe(1)
    told.now = 1_000
    await desks.desks()
    expect(told.asked).toBe(2)
  })

  it('stay known however long identity is away, and whoever asks while it hangs', async () => {
    const { told, desks } = someDesks()
    await desks.desks()
    let fail: (error: unknown) => void = () => undefined
    for (let second = 1; second < 6; second++) {
      told.now = second * 1_500
      told.answer = () => new Promise((_answer, reject) => (fail = reject))
      const waiting = [desks.desks(), desks.desks()]
      told.now += 1_200
      waiting.push(desks.desks())
      fail(Fault.unavailable('identity'))
      expect(await Promise.all(waiting)).toEqual([LEEDS, LEEDS, LEEDS])
    }
    told.answer = async () => ({ desks: [] })
    told.now += 2_000
    expect(await desks.desks()).toEqual([])
  })

  it('are looked up whoever a child is, of another desk, without a shield, or nobody: the time tells none from another', async () => {
    const protections = new Map([
      [newChildId(randomInt), { shield: { authority: '383' } }],
      [newChildId(randomInt), { shield: null }],
    ])
    const found = { find: async (childId: string) => protections.get(childId) ?? null }
    const { told, desks } = someDesks(found as unknown as ProtectionService)
    const ids = [...protections.keys(), newChildId(randomInt)]
    for (const [n, childId] of ids.entries()) {
      told.now = n * 2_000
      expect(await desks.find(aCaller({ authority: '380' }), childId)).toBeNull()
      expect(told.asked).toBe(n + 1)
    }
  })

  it('are nobody until they were said once', async () => {
    const { told, desks } = someDesks()
    told.answer = async () => Promise.reject(Fault.unavailable('identity'))
    await expect(desks.desks()).rejects.toMatchObject({ code: 'unavailable' })
  })
})
