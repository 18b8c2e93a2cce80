import { ownCall, withCall } from '@contactpoint/bus'
import { appendEntry, newChildId } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { asAdministrator, aService, asService, settingsIn, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { CheckingService } from './checking.service.ts'
import { CountingService } from './counting.service.ts'

let stack: TestStack
let shielding: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>

beforeAll(async () => {
  stack = await startTestStack({ apps: ['audit'] })
  shielding = await asService(stack, 'shielding')
  databases = await asAdministrator(stack)
})

afterAll(async () => {
  await shielding?.connection.close()
  await databases?.close()
  await stack?.remove()
})

const CHILD_ID = newChildId(randomInt)
const positions = () => databases.db('audit').collection<{ _id: string; counted: number }>('figure_positions')
const counted = async (): Promise<number> => (await positions().findOne())?.counted ?? 0

/** As shielding does: the same entry again until there is a receipt. */
async function append(n: number): Promise<void> {
  const entry = {
    ...{
      entryId: randomUUID(),
      caller: { personId: `p-${n % 50}`, role: 'practitioner', organisation: `Org ${n % 9}` },
    },
    ...{ action: 'search' as const, outcome: 'shown' as const, reason: 'assessment', particulars: null },
    children: n % 4 === 0 ? [] : [{ childId: CHILD_ID, shown: 'full' as const }],
  }
  const ask = (): Promise<unknown> => withCall(ownCall(2_000), () => shielding.bus.ask(appendEntry, entry))
  await eventually(() => ask().then(() => true), 30_000)
}

describe('the figures, whose service is killed with -9 while it counts', () => {
  it('have each entry once in the end', async () => {
    let appended = 0
    const enough = new AbortController()
    const writer = async (): Promise<void> => {
      while (!enough.signal.aborted) await append(appended++)
    }
    const writers = Promise.all(Array.from({ length: 8 }, writer))
    for (let kill = 0; kill < 2; kill++) {
      const before = await counted()
      expect(await until(async () => (await counted()) > before, 60_000, 5)).toBe(true)
      await stack.kill('audit')
    }
    enough.abort()
    await writers
    const size = await databases.db('audit').collection('entries').countDocuments()
    expect(await until(async () => (await counted()) === size, 60_000)).toBe(true)
    const { check, close } = await aCopyThatChecks()
    const found = await databases.db('audit').collection('figure_counts').distinct('when')
    for (const when of found) expect(await check(String(when))).toEqual([])
    await close()
  })
})

async function aCopyThatChecks(): Promise<{ check: CheckingService['check']; close: () => Promise<void> }> {
  const { connection } = await asService(stack, 'audit')
  const copy = await aService(audit, { settings: settingsIn(stack, 'audit'), connection })
  await copy.get(CountingService, { strict: false }).onModuleDestroy()
  const checking = copy.get(CheckingService, { strict: false })
  const close = async (): Promise<void> => {
    await copy.close()
    await connection.close()
  }
  return { check: (when) => checking.check(when), close }
}
