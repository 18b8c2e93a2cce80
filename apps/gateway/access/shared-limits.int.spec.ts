import { requestsCounted } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { asService, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NatsConnection } from '@nats-io/transport-node'
import { GatewayConfig } from '../gateway.config.ts'
import { SharedLimitsService } from './shared-limits.service.ts'

const LIMIT = 50

let stack: TestStack
const connections: NatsConnection[] = []
const copies: SharedLimitsService[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  for (let copy = 0; copy < 3; copy++) {
    const { bus, connection } = await asService(stack, 'gateway')
    connections.push(connection)
    copies.push(new SharedLimitsService(bus, Object.assign(new GatewayConfig(), { requestsPerTenSeconds: LIMIT })))
    copies[copy]!.onModuleInit()
    await connection.flush()
  }
})

afterAll(async () => {
  for (const copy of copies) copy.onModuleDestroy()
  await Promise.all(connections.map((connection) => connection.close()))
  await stack?.remove()
})

const isOver = async (copy: number, caller: string): Promise<boolean> => (await copies[copy]!.count(caller)).isOver
const letIn = async (copy: number, caller: string, times: number): Promise<number> => {
  let number = 0
  for (let n = 0; n < times; n++) if (!(await isOver(copy, caller))) number++
  return number
}

describe('copies of the gateway', () => {
  it('keep one limit together: who has used it up at one is turned away by all, and nobody else is', async () => {
    expect(await letIn(0, 'person-1', LIMIT + 10)).toBe(LIMIT)
    expect(await until(() => isOver(1, 'person-1'), 5_000)).toBe(true)
    expect(await until(() => isOver(2, 'person-1'), 5_000)).toBe(true)
    expect(await copies[2]!.count('person-2')).toMatchObject({ limit: LIMIT, remaining: LIMIT - 1, isOver: false })
  })

  it('count what is let in once, also where it was counted', async () => {
    await letIn(0, 'person-3', 10)
    const remaining = async () => (await copies[1]!.count('person-3')).remaining
    const asked = [await remaining()]
    await eventually(async () => asked.push(await remaining()) > 1 && asked.at(-1)! < LIMIT - 10, 5_000)
    expect(asked.at(-1)).toBe(LIMIT - 10 - asked.length)
    expect((await copies[0]!.count('person-3')).remaining).toBeGreaterThanOrEqual(LIMIT - 11 - asked.length)
  })

  it('name nobody on the bus', async () => {
    const told: string[] = []
    connections[1]!.subscribe(requestsCounted.subject, {
      callback: (_error, message) => void told.push(message.string()),
    })
    await connections[1]!.flush()
    await letIn(0, 'person-4', 1)
    expect(await until(async () => told.length > 0, 5_000)).toBe(true)
    expect(told.join()).toMatch(/"key":"[0-9a-f]{64}"/)
    expect(told.join()).not.toContain('person-4')
  })
})
