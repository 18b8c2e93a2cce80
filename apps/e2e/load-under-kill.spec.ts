import { api, pathTo } from '@contactpoint/contracts'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { BatchReport } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { generate, type Generated } from '@contactpoint/synthetic'
import { aPupil } from '@contactpoint/testing'
import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isReadyAgain } from './crashes.trip.ts'
import { setOut } from './outset.trip.ts'
import { differencesFrom } from './truth.trip.ts'

const CHILDREN = 1_500
const SEED = 5
/** Every fault comes at least this many rows after the one before. */
const ROWS_BETWEEN = 200
/** Too few for the file to be set aside, enough to die among them. */
const NEW_PUPILS = 300

describe(`a load in which processes are killed with -9, seed ${SEED} (I5)`, () => {
  const trip = setOut({ own: true })
  let truth: Generated
  let file: string
  let rows: number

  beforeAll(async () => {
    truth = await generate({ children: CHILDREN, seed: SEED, out: join(trip.stack.folder, 'synthetic') })
    file = await readFile(truth.feeds[0]!.file, 'utf8')
    rows = truth.feeds[0]!.rows
  })

  it('ends by itself, and every row has one fate', async () => {
    const { client } = trip.census
    const { status, body } = await client.sendFeed(file)
    expect(status).toBe(202)
    const inTheMiddle = await killInTurn(body.batchId)
    const report = await client.batchEnd(body.batchId)
    expect(inTheMiddle).toBeGreaterThanOrEqual(3)
    expect(report).toMatchObject({ state: 'applied', rows, refused: 0, accepted: rows, waiting: 0 })
    const { waiting, created, updated, unchanged, parked, refused } = await trip.census.fatesOf(body.batchId)
    expect(waiting).toBe(0)
    expect(created + updated + unchanged + parked + refused).toBe(rows)
    expect(created).toBe(CHILDREN)
  })

  it('leaves the directory as the generator’s truth has it: none missing, doubled, wrongly merged or made up', async () => {
    expect(await differencesFrom(truth, trip)).toEqual({ missing: [], doubled: [], wronglyMerged: [], madeUp: [] })
  })

  it('may be sent again, and then changes nothing', async () => {
    const { report, fates } = await trip.census.deliverFile(file)
    expect(report).toMatchObject({ state: 'applied', rows, accepted: rows })
    expect(fates).toEqual({ waiting: 0, created: 0, updated: 0, unchanged: rows, parked: 0, refused: 0 })
    expect(await differencesFrom(truth, trip)).toEqual({ missing: [], doubled: [], wronglyMerged: [], madeUp: [] })
  })

  it('goes on in two steps as well: a file that is looked at shows nothing, and one that is taken back has left nothing, whoever dies', async () => {
    const before = await kept()
    const { services, delays } = seededFaults()
    const pupils = Array.from({ length: NEW_PUPILS }, () => aPupil())
    const { client } = trip.census
    const { body } = await client.sendFeed(trip.census.nextFile(pupils), 'school-census', '?preview=true')
    const at = { source: 'school-census' as const, batchId: body.batchId }
    await killAfter('ingestion', delays[0]!)
    await comesTo(at, 'staged')
    expect(await kept()).toEqual(before)
    expect((await client.post(pathTo(api.feeds.apply, at), {})).status).toBe(204)
    for (const [i, service] of services.entries()) await killAfter(service, delays[i]!)
    await comesTo(at, 'applied')
    expect(await trip.census.fatesOf(body.batchId)).toMatchObject({ created: NEW_PUPILS, waiting: 0 })
    expect((await client.post(pathTo(api.feeds.rollBack, at), {})).status).toBe(204)
    for (const [i, service] of services.toReversed().entries()) await killAfter(service, delays[i]!)
    await comesTo(at, 'rolled-back')
    expect(await kept()).toEqual(before)
  })

  /** Everything that the directory has of children and of what was said of them. */
  async function kept(): Promise<object> {
    const directory = trip.databases.db('directory')
    const all = (name: string) => directory.collection<{ _id: string }>(name).find().sort({ _id: 1 }).toArray()
    const keys = directory.collection('search_keys').countDocuments()
    return { children: await all('children'), records: await all('source_records'), keys: await keys }
  }

  async function killAfter(service: string, delay: number): Promise<void> {
    await sleep(delay)
    await trip.stack.kill(service)
    expect({ service, isReady: await isReadyAgain(trip.stack) }).toEqual({ service, isReady: true })
  }

  async function comesTo(at: { source: 'school-census'; batchId: string }, state: string): Promise<void> {
    const isThere = async (): Promise<boolean> => {
      const { body } = await trip.census.client.get<BatchReport>(pathTo(api.feeds.report, at))
      return body.state === state
    }
    expect({ state, isThere: await until(isThere, 60_000, 100) }).toEqual({ state, isThere: true })
  }

  /** Kills one process after another, each when some more rows have their fates. @returns how many died before the end */
  async function killInTurn(batchId: string): Promise<number> {
    const { services, delays } = seededFaults()
    let before = 0
    for (const [i, service] of services.entries()) {
      const report = await progress(batchId, i * ROWS_BETWEEN)
      if (report.state !== 'applied') before += 1
      await killAfter(service, delays[i]!)
    }
    return before
  }

  /** Waits until so many rows have their fates, or the batch is at its end. */
  async function progress(batchId: string, delivered: number): Promise<BatchReport> {
    let report: BatchReport | null = null
    await eventually(
      async () => {
        const { status, body } = await trip.census.client.get<BatchReport>(
          pathTo(api.feeds.report, { source: 'school-census', batchId }),
        )
        if (status !== 200) return false
        report = body
        return body.state === 'applied' || body.rows - body.waiting >= delivered
      },
      60_000,
      20,
    )
    return report!
  }

  function seededFaults(): { services: string[]; delays: number[] } {
    const victims = ['ingestion', 'directory', 'mongo', 'nats']
    const faults = fc.record({
      services: fc.shuffledSubarray(victims, { minLength: victims.length }),
      delays: fc.array(fc.nat(250), { minLength: victims.length, maxLength: victims.length }),
    })
    return fc.sample(faults, { seed: SEED, numRuns: 1 })[0]!
  }
})
