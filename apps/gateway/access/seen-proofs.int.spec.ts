import { until } from '@contactpoint/stack'
import { asService, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NatsConnection } from '@nats-io/transport-node'
import { SeenProofsService } from './seen-proofs.service.ts'

let stack: TestStack
const connections: NatsConnection[] = []
const copies: SeenProofsService[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  for (let copy = 0; copy < 2; copy++) {
    const { bus, connection } = await asService(stack, 'gateway')
    connections.push(connection)
    copies.push(new SeenProofsService(bus))
    copies[copy]!.onModuleInit()
    await connection.flush()
  }
})

afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()))
  await stack?.remove()
})

const take = (copy: number, key: string, jti: string) => copies[copy]!.takeOnce(key, jti, Date.now())

describe('copies of the gateway', () => {
  it('take a proof once together, a moment after one of them has; its name is another proof with another key', async () => {
    for (const jti of ['n-1', 'n-2', 'n-3']) expect(take(0, 'key', jti)).toBe(true)
    // What is told later arrives later.
    let probes = 0
    const isHeard = async (): Promise<boolean> => {
      const probe = `probe-${(probes += 1)}`
      take(0, 'key', probe)
      await Promise.all(connections.map((connection) => connection.flush()))
      return !take(1, 'key', probe)
    }
    expect(await until(isHeard, 5_000)).toBe(true)
    expect(['n-1', 'n-2', 'n-3'].map((jti) => take(1, 'key', jti))).toEqual([false, false, false])
    expect([take(1, 'another', 'n-1'), take(1, 'key', 'n-4')]).toEqual([true, true])
  })
})
