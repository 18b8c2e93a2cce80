import { appendEntry, Fault, forgetChild, newChildId } from '@contactpoint/contracts'
import type { AppendEntry, Receipt, RequestContract } from '@contactpoint/contracts'
import { anEntry, asService, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BusServer, MOST_UNDER_WAY, type Answered } from './bus-server.ts'
import { ownCall, withCall } from './call.ts'

type Contract = RequestContract<object, object>

let stack: TestStack
let directory: Awaited<ReturnType<typeof asService>>
let shielding: Awaited<ReturnType<typeof asService>>
let audit: Awaited<ReturnType<typeof asService>>
let server: BusServer | null = null
let answered: Answered[] = []
let failures: unknown[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  directory = await asService(stack, 'directory')
  shielding = await asService(stack, 'shielding')
  audit = await asService(stack, 'audit')
})

afterEach(async () => {
  await server?.close()
  server = null
  answered = []
  failures = []
})

afterAll(async () => {
  for (const one of [directory, shielding, audit]) await one?.connection.close()
  await stack?.remove()
})

async function answering<Q extends object, A extends object>(
  contract: RequestContract<Q, A>,
  how: (question: Q) => Promise<object>,
  checkAnswers = false,
): Promise<void> {
  const contracts = [contract as unknown as Contract]
  const onAnswered = (one: Answered) => answered.push(one)
  const onError = (_subject: string, error: unknown) => failures.push(error)
  const served = new BusServer(audit.connection, { service: 'audit', contracts, onAnswered, onError, checkAnswers })
  served.addHandler(contract.subject, how)
  await new Promise<void>((resolve, reject) => served.listen((error) => (error ? reject(error) : resolve())))
  server = served
}

const receipt: Receipt = { log: 'england', index: 0, leafHash: '00' }
const forgotten = { wasKnown: true, receipt }
const forget = (ms = 10_000, childId = newChildId(randomInt)) =>
  withCall(ownCall(ms), () => audit.bus.ask(forgetChild, { childId }))
const append = (entry: AppendEntry = anEntry(), ms = 10_000) =>
  withCall(ownCall(ms), () => shielding.bus.ask(appendEntry, entry))
const held = () => Promise.withResolvers<object>()

describe('a question on the bus', () => {
  it('that no message carries is refused for good where it is asked, and not tried', async () => {
    await answering(forgetChild, async () => forgotten)
    await expect(forget(10_000, 'x'.repeat(1_200_000))).rejects.toMatchObject({ code: 'too-large' })
    expect(answered).toEqual([])
    await expect(forget()).resolves.toEqual(forgotten)
  })

  it('whose answer no message carries is refused for good', async () => {
    await answering(forgetChild, async () => ({ ...forgotten, more: 'x'.repeat(1_200_000) }))
    await expect(forget()).rejects.toMatchObject({ code: 'too-large' })
  })

  it('on top of as many as a service works on at a time is refused at once, and those under way are answered', async () => {
    const work = held()
    await answering(forgetChild, () => work.promise)
    const underWay = Array.from({ length: MOST_UNDER_WAY }, () => forget())
    await expect(forget()).rejects.toMatchObject({ code: 'unavailable' })
    expect(answered.map(({ outcome }) => outcome)).toEqual(['unavailable'])
    work.resolve(forgotten)
    expect(await Promise.all(underWay)).toHaveLength(MOST_UNDER_WAY)
    await expect(forget()).resolves.toEqual(forgotten)
  })

  it('is asked of nobody when its time is over', async () => {
    await answering(forgetChild, async () => forgotten)
    await expect(forget(0)).rejects.toMatchObject({ code: 'unavailable' })
    expect(answered).toEqual([])
  })
})

describe('an answer that is not as its message declares it', () => {
  it('fails whoever asked, and the log of whoever answered says where, when answers are checked', async () => {
    await answering(forgetChild, async () => ({ ...forgotten, more: 'Mainwood' }), true)
    await expect(forget()).rejects.toMatchObject({ code: 'internal', message: expect.not.stringContaining('Mainwood') })
    expect(failures).toMatchObject([{ name: 'WrongAnswer', code: 'more (unknownField)' }])
  })

  it('fails the one that asked for it of many in a message', async () => {
    const wrong = (entry: AppendEntry) => entry.reason === 'transition'
    await answering(appendEntry, async (entry) => (wrong(entry) ? { ...receipt, index: '0' } : receipt), true)
    const asked = ['transition', 'assessment', 'transition'].map((reason) => append({ ...anEntry(), reason }))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
  })

  it('goes as it is where they are not checked, as in production', async () => {
    await answering(forgetChild, async () => ({ ...forgotten, more: 1 }))
    await expect(forget()).resolves.toMatchObject({ more: 1 })
  })
})

describe('questions that one message carries', () => {
  it('are answered each for itself, in whatever order, and a fault of one is no fault of another', async () => {
    await answering(appendEntry, async ({ entryId, reason }: AppendEntry) => {
      if (reason === 'transition') throw new Fault('too-large', 'this one')
      return { ...receipt, leafHash: entryId }
    })
    const entries = Array.from({ length: 300 }, (_one, n) => ({
      ...anEntry(),
      reason: n % 7 === 0 ? 'transition' : 'assessment',
    }))
    const outcomes = await Promise.allSettled(entries.map((entry) => append(entry)))
    outcomes.forEach((outcome, n) => {
      if (n % 7 === 0) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'too-large' } })
      else expect(outcome).toMatchObject({ value: { leafHash: entries[n]!.entryId } })
    })
  })

  it('are fewer in a message when they are large, and none is lost', async () => {
    await answering(appendEntry, async ({ entryId }: AppendEntry) => ({ ...receipt, leafHash: entryId }))
    const large = Array.from({ length: 12 }, () => ({ ...anEntry(), particulars: { text: 'x'.repeat(400_000) } }))
    const receipts = await Promise.all(large.map((entry) => append(entry)))
    expect(receipts.map(({ leafHash }) => leafHash)).toEqual(large.map(({ entryId }) => entryId))
  })

  it('are asked one by one when their answers are too large together', async () => {
    await answering(appendEntry, async () => ({ ...receipt, leafHash: 'x'.repeat(300_000) }))
    expect(await Promise.all(Array.from({ length: 12 }, () => append()))).toHaveLength(12)
  })

  it('end each at its own time, also when the answer to all comes later', async () => {
    const work = held()
    await answering(appendEntry, () => work.promise)
    const [short, long] = [append(anEntry(), 300), append(anEntry(), 10_000)]
    await expect(short).rejects.toMatchObject({ code: 'unavailable' })
    work.resolve(receipt)
    await expect(long).resolves.toEqual(receipt)
  })

  it('do not wait for messages before them that are never answered', async () => {
    const work = held()
    const isStuck = (entry: AppendEntry) => entry.reason === 'transition'
    await answering(appendEntry, async (entry: AppendEntry) => (isStuck(entry) ? work.promise : receipt))
    const stuck: Promise<Receipt>[] = []
    for (let n = 0; n < 4; n++) {
      stuck.push(append({ ...anEntry(), reason: 'transition' }))
      await sleep(150)
    }
    await expect(append(anEntry(), 5_000)).resolves.toEqual(receipt)
    work.resolve(receipt)
    await Promise.all(stuck)
  })
})

describe('questions under way when the broker is killed', () => {
  it('are given up at once, not at the end of their time', async () => {
    const work = held()
    await answering(appendEntry, () => work.promise)
    const asked = append(anEntry(), 600_000)
    const refused = expect(asked).rejects.toMatchObject({ code: 'unavailable' })
    await shielding.connection.flush()
    await stack.kill('nats')
    await refused
    work.resolve(receipt)
  })
})
