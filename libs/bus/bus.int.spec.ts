import { appendEntry, type AppendEntry, type Receipt, type RequestContract } from '@contactpoint/contracts'
import { anEntry, asService, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { BusServer, MOST_UNDER_WAY, type Answered } from './bus-server.ts'
import { ownCall, withCall } from './call.ts'

let stack: TestStack
let asker: Awaited<ReturnType<typeof asService>>
let answerer: Awaited<ReturnType<typeof asService>>
let server: BusServer | null = null
let answered: Answered[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  asker = await asService(stack, 'shielding')
  answerer = await asService(stack, 'audit')
}, 60_000)

afterEach(async () => {
  await server?.close()
  answered = []
})

afterAll(async () => {
  await asker?.connection.close()
  await answerer?.connection.close()
  await stack?.remove()
}, 60_000)

async function answering(how: () => Promise<object>): Promise<void> {
  const contracts = [appendEntry as unknown as RequestContract<object, object>]
  const served = new BusServer(answerer.connection, {
    service: 'audit',
    contracts,
    onAnswered: (one) => answered.push(one),
  })
  served.addHandler(appendEntry.subject, how)
  await new Promise<void>((resolve, reject) => served.listen((error) => (error ? reject(error) : resolve())))
  server = served
}

const ask = (entry: AppendEntry = anEntry()) => withCall(ownCall(10_000), () => asker.bus.ask(appendEntry, entry))
const receipt: Receipt = { log: 'england', index: 0, leafHash: '00' }

describe('a question on the bus', () => {
  it('that no message carries is refused for good where it is asked, and not tried', async () => {
    await answering(async () => receipt)
    const large = { ...anEntry(), particulars: { text: 'x'.repeat(1_200_000) } }
    await expect(ask(large)).rejects.toMatchObject({ code: 'too-large' })
    expect(answered).toEqual([])
    await expect(ask()).resolves.toEqual(receipt)
  })

  it('on top of as many as a service works on at a time is refused at once, and those under way are answered', async () => {
    let free = (): void => undefined
    const held = new Promise<void>((resolve) => (free = resolve))
    await answering(() => held.then(() => receipt))
    const underWay = Array.from({ length: MOST_UNDER_WAY }, () => ask())
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' })
    expect(answered.map(({ outcome }) => outcome)).toEqual(['turned-away'])
    free()
    expect(await Promise.all(underWay)).toHaveLength(MOST_UNDER_WAY)
    await expect(ask()).resolves.toEqual(receipt)
  })

  it('is asked of nobody when its time is over', async () => {
    await answering(async () => receipt)
    const late = withCall(ownCall(0), () => asker.bus.ask(appendEntry, anEntry()))
    await expect(late).rejects.toMatchObject({ code: 'unavailable' })
    expect(answered).toEqual([])
  })
})
