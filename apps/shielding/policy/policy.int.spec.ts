import type { PolicyDocument } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { FOUNDING_POLICY } from './founding.rules.ts'
import { PolicyRepository } from './policy.repository.ts'
import { FRESH_MS, KEPT_MS, PolicyService } from './policy.service.ts'
import { VersionsService } from './versions.service.ts'

let room: Room<'directory' | 'audit'>

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'])
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild('KLJ6G4D4VGLR') }))
})

afterAll(() => room?.close())

const other: PolicyDocument = { ...FOUNDING_POLICY, sensitiveServices: 'unspecified' }

/** Brings another version into force, and waits for nobody to follow it. */
async function activated(): Promise<number> {
  const [versions, team] = [room.get(VersionsService), ['n-1', 'n-2', 'n-3'].map((personId) => aCaller({ personId }))]
  const { version } = await versions.propose(team[0]!, other)
  const review = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
  await versions.take(aCaller({ personId: 'a-1', role: 'auditor' }), 'review', version, review)
  for (const one of team.slice(1)) await versions.take(one, 'approve', version)
  await versions.take(team[0]!, 'activate', version)
  return version
}

describe('A copy of shielding', () => {
  const aCopy = (repository: Pick<PolicyRepository, 'findInForce' | 'findDocument'>) =>
    new PolicyService(
      { hear: () => undefined, tell: () => undefined } as never,
      repository as PolicyRepository,
      {
        warn: () => undefined,
      } as never,
    )

  it('that hears no news follows another version within the time that an activation waits', async () => {
    const copy = aCopy(room.get(PolicyRepository))
    const before = await copy.current()
    const version = await activated()
    expect(before.version).not.toBe(version)
    await sleep(KEPT_MS)
    expect(await copy.current()).toEqual({ version, document: other })
  })

  it('that hears the news follows at once', async () => {
    const policy = room.get(PolicyService)
    await sleep(KEPT_MS)
    await policy.current()
    const version = await activated()
    const followed = policy.isFollowed()
    // What it knows is younger than a second: it would not look again by itself.
    expect(await until(async () => (await policy.current()).version === version, FRESH_MS / 2, 10)).toBe(true)
    await followed
  })

  it('reads it once a second at the most, beside whoever asks', async () => {
    let reads = 0
    const repository = room.get(PolicyRepository)
    const copy = aCopy({
      findInForce: () => ((reads += 1), repository.findInForce()),
      findDocument: (version) => repository.findDocument(version),
    })
    const began = performance.now()
    while (performance.now() - began < 2_500) await Promise.all([copy.current(), copy.current(), sleep(5)])
    expect(reads).toBeGreaterThanOrEqual(2)
    expect(reads).toBeLessThanOrEqual(3)
  })

  it('that cannot read it goes on for two seconds, then releases nothing, and goes on when it can', async () => {
    let isThere = true
    const repository = room.get(PolicyRepository)
    const copy = aCopy({
      findInForce: () => (isThere ? repository.findInForce() : Promise.reject(new Error('away'))),
      findDocument: (version) => repository.findDocument(version),
    })
    const { version } = await copy.current()
    isThere = false
    await sleep(FRESH_MS + 200)
    expect((await copy.current()).version).toBe(version)
    await sleep(KEPT_MS - FRESH_MS)
    await expect(copy.current()).rejects.toThrow('away')
    isThere = true
    expect((await copy.current()).version).toBe(version)
  })

  it('that waits for a reading longer than that releases nothing by it', async () => {
    const copy = aCopy({
      findInForce: async () => (await sleep(KEPT_MS + 50), 1),
      findDocument: (version) => room.get(PolicyRepository).findDocument(version),
    })
    await expect(copy.current()).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('takes no document that was changed where it is kept', async () => {
    const repository = room.get(PolicyRepository)
    const copy = aCopy({
      findInForce: () => repository.findInForce(),
      findDocument: async (version) => ({
        ...(await repository.findDocument(version))!,
        document: { ...other, views: { full: [] } },
      }),
    })
    await expect(copy.current()).rejects.toThrow('not what was proposed')
  })
})

describe('What is kept of versions', () => {
  it('can be added to by the service, and neither changed nor removed', async () => {
    const model = room.get(PolicyRepository)['steps'] as unknown as {
      updateOne: (filter: object, change: object) => Promise<unknown>
      deleteOne: (filter: object) => Promise<unknown>
    }
    await expect(model.updateOne({ _id: 1 }, { $set: { by: 'me' } })).rejects.toThrow(/not authorized/)
    await expect(model.deleteOne({ _id: 1 })).rejects.toThrow(/not authorized/)
  })
})
