import { until } from '@contactpoint/stack'
import { asAdministrator, LedgerAskers, LedgerCopy, startTestStack } from '@contactpoint/testing'
import type { Interruption, TestStack } from '@contactpoint/testing'
import { CompactRange, equalBytes, leafHash, NoteVerifier, openCheckpoint, TILE_WIDTH } from '@contactpoint/tamper-log'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CheckpointDocument, LogKeyDocument, TileDocument } from '../checkpoints/checkpoints.schema.ts'
import { publishedBytes } from './ledger.rules.ts'
import type { EntryDocument, PartKeyDocument } from './ledger.schema.ts'

const SEED = 13
const KILLS = 20
/** Entries that are asked for at the same time: each makes a tile full, and two before the next checkpoint are usual. */
const WAVE = 300
const MOST_WAVES = 8
/** Waves after which one is killed wherever it is: on a machine so busy that checkpoints keep up, two tiles at once may never come. */
const PATIENCE = 25
/** What is promised of a leader that was killed, by the database's clock: how long a busy machine then takes is no promise. */
const REPLACED_WITHIN_MS = 5_000
/** Where it is not about how long somebody waits. */
const SHORT_LEASE_MS = 400

let stack: TestStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let copies: LedgerCopy[] = []
/** Of all tests, which go on with one log; the others ask only for what the first never asked for. */
const [askers, others] = [new LedgerAskers(), new LedgerAskers()]

beforeAll(async () => {
  // Started for its own provisioning; what is killed are further copies on its store.
  stack = await startTestStack({ apps: ['audit'] })
  await stack.children.get('audit')!.stop()
  databases = await asAdministrator(stack)
})

afterEach(async () => {
  await Promise.all(copies.map((copy) => copy.kill()))
  copies = []
})

afterAll(async () => {
  await databases?.close()
  await stack?.remove()
})

/** @param leaseMs of the sequencer; without it the real one */
function aCopy(leaseMs?: number): LedgerCopy {
  const copy = new LedgerCopy(stack, leaseMs ? { SEQUENCER_LEASE_MS: String(leaseMs) } : {})
  copies.push(copy)
  return copy
}

const collection = <T extends object>(name: string) => databases.db('audit').collection<T>(name)
const inOrder = <T extends object>(name: string, by: keyof T & string) =>
  collection<T>(name)
    .find({}, { promoteBuffers: true })
    .sort({ [by]: 1 })
    .toArray() as Promise<T[]>

/** As if the time of a dead holder were over already. */
const freeLeases = () => collection('leases').updateMany({}, { $set: { until: new Date(0) } })

/** How long nobody else can lead yet, by the database's own clock. */
async function leaseLeft(): Promise<number> {
  const [hello, lease] = await Promise.all([
    databases.db('admin').command({ hello: 1 }),
    collection<{ _id: string; until: Date }>('leases').findOne({ _id: 'sequencer' }),
  ])
  return lease!.until.getTime() - (hello.localTime as Date).getTime()
}

/** Asks until somebody has a receipt. */
async function goOnWith(copy: LedgerCopy, who = askers): Promise<void> {
  while (!copy.hasEnded && (await who.ask(copy, WAVE)) === 0) await sleep(20)
}

const STEPS = [
  ...['key of the log', 'lease to write', 'lease to sign', 'checkpoint', 'destroying a key'],
  ...['keys of children', 'entries', 'tiles'],
].flatMap((step, n) => (['before', 'after', ...(n > 4 ? ['middle'] : [])] as const).map((when) => ({ step, when })))
const OFTEN = ['checkpoint', 'keys of children', 'entries']

/** Every step once, the one that comes once in the life of a log first, and some of the others again. */
function seededKills(): Interruption[] {
  const sample = fc.record({
    once: fc.shuffledSubarray(STEPS.slice(2), { minLength: STEPS.length - 2 }),
    again: fc.array(fc.constantFrom(...STEPS.slice(2)), { minLength: KILLS - STEPS.length }),
    calls: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: KILLS, maxLength: KILLS }),
  })
  const { once, again, calls } = fc.sample(sample, { seed: SEED, numRuns: 1 })[0]!
  const steps = [...STEPS.slice(0, 2), ...once, ...again].slice(0, KILLS)
  return steps.map(({ step, when }, n): Interruption => {
    return { step, when: when as Interruption['when'], call: OFTEN.includes(step) ? calls[n]! : 1, signal: 'SIGKILL' }
  })
}

/** Nothing acknowledged is lost, no place is empty or taken twice, and only what was forgotten cannot be opened. */
async function expectWholeLog(): Promise<void> {
  const log = await inOrder<EntryDocument>('entries', 'index')
  expect(log.map(({ index }) => index)).toEqual(log.map((_entry, n) => n))
  const stored = new Map(log.map(({ _id, log: name, index, leafHash }) => [_id, { log: name, index, leafHash }]))
  const receipts = [...askers.receipts, ...others.receipts]
  expect(receipts.map(([entryId]) => stored.get(entryId))).toEqual(receipts.map(([, receipt]) => receipt))
  const keys = new Set((await inOrder<PartKeyDocument>('part_keys', '_id')).map(({ _id }) => _id))
  const closed = log.filter(({ parts }) => parts.some(({ key }) => !keys.has(key))).map(({ _id }) => _id)
  expect(new Set(closed)).toEqual(new Set([...askers.forgotten, ...others.forgotten]))
  await expectWholeTree(log)
}

/** The log never said anything of itself that is not so. */
async function expectWholeTree(log: EntryDocument[]): Promise<void> {
  const checkpoints = await inOrder<CheckpointDocument>('checkpoints', 'size')
  const [logKey, ...others] = await inOrder<LogKeyDocument>('log_keys', '_id')
  const verifier = new NoteVerifier(logKey!.vkey)
  expect(others).toEqual([])
  expect(new Set(checkpoints.map(({ size }) => size)).size).toBe(checkpoints.length)
  const range = new CompactRange()
  for (const { size, root, hashes, note } of checkpoints) {
    for (const entry of log.slice(range.size, size)) range.append(leafHash(publishedBytes(entry)))
    const signed = openCheckpoint(note, { origin: verifier.name, verifiers: [verifier] })
    const roots = [root, signed.root, CompactRange.of(size, hashes).root()]
    expect({ size, agree: roots.every((one) => equalBytes(one, range.root())) }).toEqual({ size, agree: true })
    expect(signed.size).toBe(range.size)
  }
  const tiles = await inOrder<TileDocument>('tiles', 'index')
  const hashes = log.map(({ leafHash }) => Buffer.from(leafHash, 'hex'))
  const ofTile = (n: number) => Buffer.concat(hashes.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH))
  expect(tiles.map(({ level, index }) => ({ level, index }))).toEqual(tiles.map((_, index) => ({ level: 0, index })))
  expect(tiles.length).toBeGreaterThanOrEqual(Math.floor(range.size / TILE_WIDTH))
  expect(tiles.filter(({ bytes, index }) => !bytes.equals(ofTile(index)))).toEqual([])
}

/** Until everything that was asked for has its receipt and is under a signed checkpoint. */
async function comeToRest(copy: LedgerCopy): Promise<void> {
  await goOnWith(copy)
  await askers.forget(copy)
  await goOnWith(copy)
  const isSigned = async () => {
    const [latest] = await collection<CheckpointDocument>('checkpoints').find().sort({ size: -1 }).limit(1).toArray()
    return latest!.size === (await collection('entries').countDocuments())
  }
  expect(await until(isSigned, 20_000, 50)).toBe(true)
}

describe(`a log whose leader is killed with -9 at every step, ${KILLS} times, seed ${SEED} (I2, I9)`, () => {
  const kills = seededKills()
  /** Before these the successor waits until the dead leader's lease is over; elsewhere the lease is ended for it. */
  const isWaitedFor = ({ step, when }: Interruption) => step === 'entries' && when !== 'middle'
  const waits: { left: number; took: number }[] = []

  it('goes on after each: a leader that is gone is replaced within five seconds, and not before its time', async () => {
    let spare = aCopy()
    for (const kill of kills) {
      const copy = spare
      spare = aCopy()
      const began = performance.now()
      const left = isWaitedFor(kill) ? await leaseLeft() : await freeLeases().then(() => null)
      await copy.begin(kill)
      await goOnWith(copy)
      if (left !== null) waits.push({ left, took: performance.now() - began })
      // Two tiles at once are rare where checkpoints keep up with one wave.
      for (let n = 1; !copy.hasEnded; n++) {
        if (n > PATIENCE) await copy.kill()
        await askers.forget(copy).then(() => askers.ask(copy, WAVE * Math.min(n, MOST_WAVES)))
      }
      expect({ ...kill, by: await copy.ended }).toEqual({ ...kill, by: 'SIGKILL' })
    }
    await freeLeases()
    await spare.begin()
    await comeToRest(spare)
    expect(waits).toHaveLength(2)
    for (const { left, took } of waits) {
      expect(left).toBeLessThanOrEqual(REPLACED_WITHIN_MS)
      expect(took).toBeGreaterThan(left - 50)
    }
  })

  it('has every acknowledged entry at its place once, and never signed anything else', async () => {
    expect(askers.forgotten.size).toBeGreaterThan(1)
    await expectWholeLog()
  })
})

describe('two sequencers alive at once', () => {
  const leaseIsOver = () => until(async () => (await leaseLeft()) < 0, 10_000, 20)

  /** The first stops itself at a step of its second wave, with entries on their way. */
  async function aStoppedLeader(step: string, when: Interruption['when']) {
    const [first, second] = [aCopy(SHORT_LEASE_MS), aCopy(SHORT_LEASE_MS)]
    await freeLeases()
    await first.begin({ step, when, call: 2, signal: 'SIGSTOP' })
    const enough = new AbortController()
    const onTheirWay = (async () => {
      while (!enough.signal.aborted) await askers.ask(first, WAVE)
    })()
    const isStopped = await until(async () => first.isStopped, 10_000, 1)
    enough.abort()
    expect(isStopped).toBe(true)
    return { first, second, onTheirWay }
  }

  it('do not fork the log when the first stops before it writes, and goes on after its lease is over', async () => {
    const { first, second, onTheirWay } = await aStoppedLeader('entries', 'before')
    expect(await leaseIsOver()).toBe(true)
    await second.begin()
    await goOnWith(second, others)
    await others.forget(second)
    first.goOn()
    await Promise.all([onTheirWay, goOnWith(second, others)])
    await comeToRest(second)
    await expectWholeLog()
  })

  it.each([
    ['half way through what it writes', 'entries', 'middle'],
    ['before it signs', 'checkpoint', 'before'],
  ] as const)('do not fork the log when the first stops %s, and both believe they lead', async (_where, step, when) => {
    const { first, second, onTheirWay } = await aStoppedLeader(step, when)
    await freeLeases()
    await second.begin()
    await goOnWith(second, others)
    first.goOn()
    await Promise.all([onTheirWay, goOnWith(second, others)])
    await comeToRest(second)
    await expectWholeLog()
  })

  it('lose nothing that is said of a child whom one forgot while the other did not lead for a while', async () => {
    const [first, second] = [aCopy(SHORT_LEASE_MS), aCopy(SHORT_LEASE_MS)]
    await freeLeases()
    await first.begin()
    await goOnWith(first)
    await second.begin()
    expect(await leaseIsOver()).toBe(true)
    await askers.forget(second)
    await second.kill()
    await freeLeases()
    await comeToRest(first)
    await expectWholeLog()
  })
})
