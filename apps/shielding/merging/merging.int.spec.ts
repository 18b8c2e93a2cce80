import {
  appendEntry,
  Fault,
  mergeRecords,
  moveChild,
  newChildId,
  restrictChild,
  splitRecord,
} from '@contactpoint/contracts'
import type { AppendEntry } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { MergingService } from './merging.service.ts'

let room: Room<'directory' | 'audit'>
let { directory, audit } = {} as typeof room.fakes
let [childId, into] = ['', '']

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'], { shieldAnswerMs: 0 })
  ;({ directory, audit } = room.fakes)
})

beforeEach(() => {
  ;[childId, into] = [newChildId(randomInt), newChildId(randomInt)]
  asUsual()
})

afterAll(() => room?.close())

function asUsual(): void {
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(mergeRecords, async () => ({ hidden: [] }))
  directory.answers(splitRecord, async () => ({ hidden: [] }))
  directory.answers(moveChild, async () => ({}))
}

const officer = aCaller({ role: 'shield-officer', personId: 'officer' })
const shield = (id: string) => {
  const question = { childId: id, ground: 'adoption', channel: 'user' } as const
  return inACall(() => room.get(ShieldsService).request(aCaller(), question))
}
const merge = (one = childId, other = into) => inACall(() => room.get(MergingService).merge(officer, one, other))
const split = (id = childId) => inACall(() => room.get(MergingService).split(officer, id))
const view = async (id: string) => (await room.get(ProtectionService).stance(id)).view
const stored = (id: string) => room.db.collection<Protection>('protections').findOne({ _id: id })
const steps = (id: string) => room.db.collection<Step>('steps').find({ childId: id }).sort({ version: 1 }).toArray()
const errandsAreDone = () => until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 50)
const away = async (): Promise<never> => {
  throw Fault.unavailable('directory')
}
/** What the directory was asked, in order. */
const asked = (): string[] => directory.asked.map(({ subject }) => subject)
const recorded = (): AppendEntry[] => audit.questions(appendEntry)

describe('two records that become one', () => {
  it.each([true, false])(
    'are both protected, as the tighter was, before the directory joins them: %s',
    async (first) => {
      await shield(first ? into : childId)
      directory.forget()
      await merge()
      expect([await view(childId), await view(into)]).toEqual(['visible', 'visible'])
      expect(asked()).toEqual(['directory.child.restrict', 'directory.child.restrict', 'directory.record.merge'])
      const { ground } = (await stored(first ? childId : into))!.shield!
      expect(ground).toBe('adoption')
    },
  )

  it('are protected from the moment it is committed, also while the directory is away, which does its part when it is back', async () => {
    await shield(childId)
    directory.answers(restrictChild, away)
    await expect(merge()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await view(into)).toBe('visible')
    expect(asked()).not.toContain('directory.record.merge')
    asUsual()
    expect(await errandsAreDone()).toBe(true)
    const [first, ...rest] = asked().filter((subject) => subject !== 'directory.child.restrict')
    expect([first, rest.length]).toEqual(['directory.record.merge', 0])
    expect(directory.questions(restrictChild).map((one) => one.childId)).toEqual(
      expect.arrayContaining([into, childId]),
    )
  })

  it('need no shield, and then get none', async () => {
    await merge()
    expect(asked()).toEqual(['directory.record.merge'])
    expect([await view(childId), await view(into)]).toEqual(['full', 'full'])
  })

  it('stop every answer under way about either', async () => {
    const stances = await room.get(ProtectionService).stances([childId, into])
    await merge()
    for (const stance of stances.values())
      expect(await inACall(() => room.get(ProtectionService).guard([stance]))).toBe(false)
  })

  it('share a shield that was asked for by the id of the one that is no more', async () => {
    await merge()
    directory.forget()
    await shield(childId)
    expect([await view(childId), await view(into)]).toEqual(['visible', 'visible'])
    expect(directory.questions(restrictChild).map((one) => one.childId)).toContain(into)
  })

  it('leave an entry each, that does not name the other, and a step each', async () => {
    await merge()
    expect(await errandsAreDone()).toBe(true)
    const entries = recorded().filter(({ action }) => action === 'record-merge')
    expect(entries.map(({ children }) => children.map((one) => one.childId)).sort()).toEqual([[childId], [into]].sort())
    expect(JSON.stringify(entries.find(({ children }) => children[0]!.childId === into))).not.toContain(childId)
    for (const id of [childId, into]) expect(await steps(id)).toMatchObject([{ kind: 'merge', by: 'officer' }])
  })

  it('are joined once: into a third nobody goes, nobody goes into what is no more, nor does who has parts go into anybody', async () => {
    await merge()
    await merge()
    expect(await steps(into)).toHaveLength(1)
    const third = newChildId(randomInt)
    await expect(merge(childId, third)).rejects.toMatchObject({ code: 'conflict' })
    await expect(merge(third, childId)).rejects.toMatchObject({ code: 'conflict' })
    await expect(merge(into, third)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a record that is split off', () => {
  it('stays protected when what it was part of is', async () => {
    await merge()
    await shield(into)
    await split()
    expect([await view(childId), await view(into)]).toEqual(['visible', 'visible'])
    const { version } = (await stored(childId))!
    expect(directory.questions(splitRecord)).toEqual([{ childId, into, restricted: true, version, tier: 'standard' }])
  })

  it('is what it was when nothing was protected; and what was not merged is not found', async () => {
    await expect(split()).rejects.toMatchObject({ code: 'not-found' })
    await merge()
    await split()
    for (const question of directory.questions(splitRecord))
      expect(question).toMatchObject({ childId, into, restricted: false })
    expect(await view(childId)).toBe('full')
  })
})

it('nothing that is merged or split is ever protected less than before, in any order of shields, merges and splits', async () => {
  const CHILDREN = 3
  const who = fc.nat(CHILDREN - 1)
  const word = fc.oneof(
    fc.record({ does: fc.constant('shield' as const), who }),
    fc.record({ does: fc.constant('merge' as const), who, into: who }),
    fc.record({ does: fc.constant('split' as const), who }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 3, maxLength: 8 }), async (words) => {
      const ids = Array.from({ length: CHILDREN }, () => newChildId(randomInt))
      const shielded = new Set<number>()
      const goesOnAs = new Map<number, number>()
      for (const one of words) {
        const known = goesOnAs.get(one.who)
        if (one.does === 'shield') {
          await shield(ids[one.who]!)
          for (const n of known === undefined ? [one.who] : [one.who, known]) shielded.add(n)
        } else if (one.does === 'merge' && one.who !== one.into) {
          const done = await merge(ids[one.who]!, ids[one.into]!).then(
            () => true,
            () => false,
          )
          const isFree = !goesOnAs.has(one.into) && ![...goesOnAs.values()].includes(one.who)
          expect(done).toBe(known === undefined ? isFree : known === one.into)
          const isProtected = shielded.has(one.who) || shielded.has(one.into)
          if (done && known === undefined && isProtected) shielded.add(one.who).add(one.into)
          if (done) goesOnAs.set(one.who, one.into)
        } else if (one.does === 'split') {
          await split(ids[one.who]!).catch((error: Fault) =>
            expect([error.code, known]).toEqual(['not-found', undefined]),
          )
          if (known !== undefined && shielded.has(known)) shielded.add(one.who)
          goesOnAs.delete(one.who)
        }
        for (const [n, id] of ids.entries()) expect(await view(id)).toBe(shielded.has(n) ? 'visible' : 'full')
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
})

it('a child moves to another authority with an entry, a step, and the shield that it has', async () => {
  await shield(childId)
  await inACall(() => room.get(MergingService).move(officer, childId, '380'))
  expect(directory.questions(moveChild)).toEqual([{ childId, authority: '380' }])
  expect(await view(childId)).toBe('visible')
  expect((await steps(childId)).at(-1)).toMatchObject({ kind: 'move', by: 'officer' })
  expect(await errandsAreDone()).toBe(true)
  expect(recorded().at(-1)).toMatchObject({ action: 'record-move', children: [{ childId, shown: 'nothing' }] })
})
