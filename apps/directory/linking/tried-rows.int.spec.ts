import type { PresentRecord } from '@contactpoint/contracts'
import { firstChildModel } from '@contactpoint/matching'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { makeUpn } from '@contactpoint/synthetic'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { directory } from '../app.module.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkModelsService } from '../models/link-models.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))
/** What the trial has counted. */
const counted: string[] = []

beforeAll(async () => {
  room = await aRoom(directory)
  const models = room.get(LinkModelsService)
  const onTrial = { version: 2, model: { ...firstChildModel(), prior: 0.00001 } }
  jest.spyOn(models, 'onTrial').mockImplementation(async () => onTrial)
  jest.spyOn(models, 'count').mockImplementation((version, inForce, tried) => {
    counted.push(`${version} ${inForce.decision} ${tried.decision}`)
  })
})

afterAll(() => room?.close())

let numbers = 0
const upn = () => ({ identifiers: [{ scheme: 'upn' as const, value: makeUpn('3834000', 2012, (numbers += 1)) }] })
const isCovered = async (record: PresentRecord) =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!.covered

/** What is counted of a row of this source's own, the first time and when it comes again, and of one with the same number elsewhere. */
async function countedOf(row: PresentRecord): Promise<string[]> {
  counted.length = 0
  await feeds.apply(row)
  await feeds.apply({ ...row, gpPracticeCode: 'A81001' })
  return [...counted]
}

describe('what a trial counts of a row', () => {
  it('is one row, however often it is looked at, of each record that a source tells of for the first time', async () => {
    const decoy = aRecord(upn())
    await feeds.apply(decoy)
    const moved = { ...decoy, recordId: aRecord().recordId, ...anotherHome(), name: aRecord().name }
    expect(await countedOf(moved)).toHaveLength(1)
    expect(await countedOf(aRecord())).toEqual([])
  })

  it('does not tell whether it says where a shielded child lives', async () => {
    const child = aRecord({ ...anotherHome(), ...upn() })
    await feeds.apply(child)
    await room.get(RestrictionsService).restrict({ childId: await feeds.idOf(child), version: 1 })
    const guesses: string[][] = []
    for (const address of [anotherHome().address, child.address, anotherHome().address]) {
      const decoy = aRecord(upn())
      await feeds.apply(decoy)
      const { identifiers } = decoy
      guesses.push(await countedOf({ ...child, recordId: aRecord().recordId, address, identifiers, carers: [] }))
    }
    expect(guesses[0]).toHaveLength(1)
    for (const one of guesses) expect(one).toEqual(guesses[0])
  })

  it('does not tell either where somebody of its household lives, who is covered', async () => {
    const child = aRecord({ ...anotherHome(), ...upn() })
    const name = { given: ['Rosalind'], family: child.name.family }
    const sister = aRecord({ address: child.address, carers: [], name })
    await feeds.apply(child, sister)
    await room.get(RestrictionsService).restrict({ childId: await feeds.idOf(child), version: 1 })
    expect(await isCovered(sister)).toBe(true)
    const guesses: string[][] = []
    for (const address of [anotherHome().address, sister.address, anotherHome().address]) {
      const decoy = aRecord(upn())
      await feeds.apply(decoy)
      const { identifiers } = decoy
      guesses.push(await countedOf({ ...sister, recordId: aRecord().recordId, address, identifiers }))
    }
    expect(guesses[0]).toHaveLength(1)
    for (const one of guesses) expect(one).toEqual(guesses[0])
  })
})
