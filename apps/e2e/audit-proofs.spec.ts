import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Receipt } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aPupil } from '@contactpoint/testing'
import {
  CompactRange,
  leafHash,
  openCheckpoint,
  NoteSigner,
  NoteVerifier,
  signCheckpoint,
} from '@contactpoint/tamper-log'
import fc from 'fast-check'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportedLog, keepReceipts, runConsole, verdictAfter, verdictOn } from './audit-log.trip.ts'
import { isReadyAgain } from './crashes.trip.ts'
import { setOut } from './outset.trip.ts'
import { entriesIn } from './receipts.trip.ts'

const SEED = 11

const trip = setOut({ own: true })
const pupils = Array.from({ length: 40 }, () => aPupil())
const receipts: Receipt[] = []
let childIds: string[]
let folder: string

const keyFile = () => join(folder, 'log.vkey')

/** Opens records, several at a time, until so many receipts are there, whatever dies meanwhile. */
async function disclose(count: number): Promise<void> {
  const wanted = receipts.length + count
  const open = async (): Promise<void> => {
    while (receipts.length < wanted) {
      const { status, body } = await trip.practitioner.disclose(childIds[receipts.length % childIds.length]!)
      if (status === 200) receipts.push(body.receipt as Receipt)
    }
  }
  await Promise.all(Array.from({ length: 8 }, open))
}

beforeAll(async () => {
  await trip.census.deliver(...pupils)
  const children = await trip.databases.db('directory').collection<{ _id: string }>('children').find().toArray()
  childIds = children.map(({ _id }) => _id)
  const [victims] = fc.sample(fc.shuffledSubarray(['audit', 'mongo', 'nats', 'shielding'], { minLength: 3 }), {
    seed: SEED,
    numRuns: 1,
  })
  for (const victim of victims!) {
    const enough = receipts.length + 30
    const work = disclose(100)
    const search = trip.practitioner.search({ familyName: pupils[0]!.surname, dateOfBirth: pupils[0]!.dob })
    await eventually(async () => receipts.length >= enough, 10_000, 5)
    await trip.stack.kill(victim)
    await Promise.all([work, search.catch(() => null)])
  }
  await isReadyAgain(trip.stack)
  await eventually(async () => (await publishedSize()) > receipts.at(-1)!.index, 10_000)
  folder = await exportedLog(trip, 'exported')
})

async function publishedSize(): Promise<number> {
  const checkpoint = await (await fetch(`${trip.stack.address.logUrl}/checkpoint`)).text()
  return Number(checkpoint.split('\n')[1])
}

describe(`the log of a stack that was loaded, searched and killed with -9, seed ${SEED} (I9)`, () => {
  it('verifies offline, and has every receipt that was given at its place', async () => {
    const kept = await keepReceipts(join(trip.stack.folder, 'receipts.jsonl'), receipts)
    const { size, ...verdict } = await verdictOn(folder, '--entries', kept)
    expect(verdict).toMatchObject({ ok: true })
    expect(size).toBeGreaterThan(receipts.length)
    const stored = await entriesIn(trip)
    expect(stored.slice(0, size).map(({ index }) => index)).toEqual(stored.slice(0, size).map((_entry, n) => n))
  })

  it('verifies where it is served, without a copy', async () => {
    const { status, out } = await runConsole('log', 'verify', '--log', trip.stack.address.logUrl, '--key', keyFile())
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('The log is whole') })
  })

  it('tells the world hashes and signatures only: no id, no person, no reason is in any part of it', async () => {
    const parts = ['checkpoint', 'log.vkey', 'tile/entries/000', 'tile/0/000']
    const bytes = Buffer.concat(await Promise.all(parts.map((part) => readFile(join(folder, part)))))
    for (const told of [childIds[0]!, trip.practitioner.personId, 'assessment', 'disclosure', pupils[0]!.surname])
      expect(bytes.includes(told)).toBe(false)
  })

  it('answers anybody who asks for a part that a checkpoint covers, and nothing else', async () => {
    const size = await publishedSize()
    const beyond = String(Math.floor(size / 256) + 1).padStart(3, '0')
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(`${trip.stack.address.logUrl}/${path}`, { method })).status
    expect(await statusOf('tile/0/000')).toBe(200)
    expect(await statusOf('tile/entries/000', 'HEAD')).toBe(200)
    const refused = [
      `tile/0/${beyond}`,
      `tile/entries/${beyond}.p/1`,
      'tile/9/000',
      'entries',
      '../metrics',
      'receipts/1',
    ]
    for (const path of refused) expect({ path, status: await statusOf(path) }).toEqual({ path, status: 404 })
    for (const method of ['POST', 'PUT', 'DELETE']) expect(await statusOf('checkpoint', method)).toBe(405)
  })

  it('grows: a later copy into the same folder agrees with the checkpoint of the earlier one', async () => {
    const before = await readFile(join(folder, 'checkpoint'), 'utf8')
    await disclose(5)
    const last = receipts.at(-1)!.index
    await eventually(async () => {
      await runConsole('log', 'export', folder, '--from', trip.stack.address.logUrl)
      return Number((await readFile(join(folder, 'checkpoint'), 'utf8')).split('\n')[1]) > last
    }, 10_000)
    expect(await readFile(join(folder, `checkpoint.${before.split('\n')[1]}`), 'utf8')).toBe(before)
    const { ok, checkpoints } = await verdictOn(folder)
    expect(ok).toBe(true)
    expect(checkpoints).toBeGreaterThanOrEqual(2)
  })
})

describe('an alteration of the exported log is found, with the first entry that is wrong:', () => {
  const BUNDLE = 'tile/entries/000'
  const ENTRY = 34
  const inBundle = (change: (bytes: Buffer) => Buffer) => async (copy: string) => {
    const file = join(copy, BUNDLE)
    await writeFile(file, change(await readFile(file)))
  }
  const flip = (bytes: Buffer, at: number): Buffer => {
    bytes[at]! ^= 1
    return bytes
  }
  const without = (bytes: Buffer, entry: number): Buffer =>
    Buffer.concat([bytes.subarray(0, entry * ENTRY), bytes.subarray((entry + 1) * ENTRY)])

  it.each<[string, (bytes: Buffer) => Buffer, number]>([
    ['an edit', (bytes) => flip(bytes, 17 * ENTRY + 5), 17],
    ['a drop', (bytes) => without(bytes, 31), 31],
    [
      'an insertion',
      (bytes) => Buffer.concat([bytes.subarray(0, ENTRY * 8), bytes.subarray(0, ENTRY), bytes.subarray(ENTRY * 8)]),
      8,
    ],
    [
      'a reorder',
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, ENTRY * 40),
          bytes.subarray(ENTRY * 41, ENTRY * 42),
          bytes.subarray(ENTRY * 40, ENTRY * 41),
          bytes.subarray(ENTRY * 42),
        ]),
      40,
    ],
    ['a cut', (bytes) => bytes.subarray(0, ENTRY * 100 + 3), 100],
  ])('%s', async (_what, change, index) => {
    expect(await verdictAfter(folder, inBundle(change))).toMatchObject({ ok: false, index })
  })

  it('an edit of the hashes as well, so that entries and tiles agree', async () => {
    const verdict = await verdictAfter(folder, async (copy) => {
      await inBundle((bytes) => flip(bytes, 17 * ENTRY + 5))(copy)
      const bundle = await readFile(join(copy, BUNDLE))
      const tile = join(copy, 'tile/0/000')
      const hashes = await readFile(tile)
      hashes.set(leafHash(bundle.subarray(17 * ENTRY + 2, 18 * ENTRY)), 17 * 32)
      await writeFile(tile, hashes)
    })
    expect(verdict).toMatchObject({ ok: false, index: 0, until: 256 })
  })

  it('a truncation: an earlier, shorter log with a checkpoint that a forger signed', async () => {
    const { verifier, note } = await theCheckpoint()
    const copy = await mkdtemp(`${folder}-`)
    await cp(folder, copy, { recursive: true })
    const forger = new NoteSigner(verifier.name, Buffer.alloc(32, 1))
    const { origin } = openCheckpoint(note, { origin: verifier.name, verifiers: [verifier] })
    await writeFile(
      join(copy, 'checkpoint'),
      signCheckpoint({ origin, size: 0, root: new CompactRange().root() }, forger),
    )
    const { status, out } = await runConsole('log', 'verify', '--log', copy, '--key', keyFile(), '--json')
    await rm(copy, { recursive: true })
    // Nobody can tell a forger from a key that is not this log's: it is never called whole, and no entry is blamed.
    expect({ status, verdict: JSON.parse(out) }).toMatchObject({ status: 3, verdict: { ok: null } })
  })

  it('a replay: an old checkpoint in the place of the new one', async () => {
    const verdict = await verdictAfter(folder, async (copy) => {
      const { note } = await theCheckpoint()
      const earlier = (await runConsole('log', 'verify', '--log', copy, '--key', keyFile())).out
      expect(earlier).toMatch(/[2-9] signed checkpoints/)
      const size = Number(note.split('\n')[1])
      const old = (await readdir(copy)).find((name) => name.startsWith('checkpoint.'))!
      await writeFile(join(copy, `checkpoint.${size}`), note)
      await writeFile(join(copy, 'checkpoint'), await readFile(join(copy, old)))
      await rm(join(copy, old))
    })
    expect(verdict).toMatchObject({ ok: false, code: 'stale-checkpoint' })
  })

  it('an edit in the database itself, of who it was', async () => {
    const entries = trip.databases.db('audit').collection('entries')
    const { personId } = (await entries.findOne({ index: 23 }))!
    await entries.updateOne({ index: 23 }, { $set: { personId: 'somebody-else' } })
    const { out } = await runConsole('log', 'verify', '--log', trip.stack.address.logUrl, '--key', keyFile())
    await entries.updateOne({ index: 23 }, { $set: { personId } })
    expect(out).toContain('First wrong entry: 23')
  })

  async function theCheckpoint() {
    const verifier = new NoteVerifier((await readFile(keyFile(), 'utf8')).trim())
    return { verifier, note: await readFile(join(folder, 'checkpoint'), 'utf8') }
  }
})
