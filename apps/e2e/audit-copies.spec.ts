import { ownCall, withCall } from '@contactpoint/bus'
import { appendEntry, type AppendEntry, type Receipt } from '@contactpoint/contracts'
import { freePort, projectRoot, startApp, until } from '@contactpoint/stack'
import { anEntry, asService } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exportedLog, keepReceipts, verdictOn } from './audit-log.trip.ts'
import { setOut } from './outset.trip.ts'
import { entriesIn } from './receipts.trip.ts'

let shielding: Awaited<ReturnType<typeof asService>>
let copies: ReturnType<typeof startApp>[] = []
const receipts = new Map<string, Receipt>()

afterAll(async () => {
  await shielding?.connection.close()
  await Promise.all(copies.slice(1).map((copy) => copy.stop()))
})

const trip = setOut({ own: true })

beforeAll(async () => {
  shielding = await asService(trip.stack, 'shielding')
  const more = await Promise.all([anotherCopy(), anotherCopy()])
  copies = [trip.stack.children.get('audit')!, ...more]
})

/** As the stack's own, but for the ports that only one can have. */
async function anotherCopy() {
  const { LOG_PORT: _log, ...settings } = trip.stack.settingsOf('audit')
  const own = { ...settings, METRICS_PORT: String(await freePort()) }
  return startApp(projectRoot, 'audit', own, join(trip.stack.folder, 'logs'))
}

/** As shielding does: the same entry again until there is a receipt. */
async function append(entry: AppendEntry): Promise<void> {
  while (!receipts.has(entry.entryId)) {
    const ask = () => shielding.bus.ask(appendEntry, entry)
    const receipt = await withCall(ownCall(2_000), ask).catch(() => sleep(50))
    if (receipt) receipts.set(entry.entryId, receipt)
  }
}

/** Eight ask for one entry after another while the work lasts. */
async function whileAppending(work: () => Promise<void>): Promise<void> {
  const over = new AbortController()
  const appending = Array.from({ length: 8 }, async () => {
    while (!over.signal.aborted) await append(anEntry())
  })
  await work().finally(() => over.abort())
  await Promise.all(appending)
}

/** Whose lease it is: no copy's name, but it changes when another leads. */
async function leader(): Promise<string> {
  const leases = trip.databases.db('audit').collection<{ _id: string; holder: string }>('leases')
  return (await leases.findOne({ _id: 'sequencer' }))!.holder
}

/** Kills one copy after another, each with -9, until it was the one that leads and an entry has its receipt from the next. */
async function killTheLeader(): Promise<void> {
  const before = await leader()
  for (const copy of copies) {
    expect(await until(async () => copy.pid !== null, 10_000, 5)).toBe(true)
    copy.kill()
    await append(anEntry())
    if ((await leader()) !== before) return
  }
  throw new Error('none of the copies that were killed was the one that leads')
}

describe('three copies of the audit service', () => {
  it('answer as one: whichever is asked, the entry has the next place', async () => {
    await Promise.all(Array.from({ length: 100 }, () => append(anEntry())))
    expect(receipts.size).toBe(100)
  })

  it('go on when the one that leads is killed with -9, and so again', async () => {
    await whileAppending(async () => {
      for (let deaths = 0; deaths < 2; deaths++) await killTheLeader()
    })
  })

  it('leave one log: nothing acknowledged is lost, no place is empty or taken twice, and it verifies offline', async () => {
    const stored = await entriesIn(trip)
    expect(stored.map(({ index }) => index)).toEqual(stored.map((_entry, n) => n))
    for (const { index, leafHash } of receipts.values()) expect(stored[index]!.leafHash).toBe(leafHash)
    expect(new Set([...receipts.values()].map(({ index }) => index)).size).toBe(receipts.size)
    const isSigned = async () => {
      const checkpoint = await (await fetch(`${trip.stack.address.logUrl}/checkpoint`)).text()
      return Number(checkpoint.split('\n')[1]) >= stored.length
    }
    expect(await until(isSigned, 20_000)).toBe(true)
    const kept = await keepReceipts(join(trip.stack.folder, 'receipts.jsonl'), [...receipts.values()])
    expect(await verdictOn(await exportedLog(trip, 'exported'), '--entries', kept)).toMatchObject({ ok: true })
  })
})
