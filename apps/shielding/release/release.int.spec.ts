import { appendEntry, Fault, newChildId, readRecord, restrictChild, searchChildren } from '@contactpoint/contracts'
import type { AppendEntry, FoundChild, OpenDisclosure } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { SearchesService } from '../searches/searches.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'

let room: Room<'directory' | 'audit'>
let { directory, audit } = {} as typeof room.fakes
let childId: string

const caller = aCaller()
const visible = () => aVisibleChild(childId)
const nothing = { address: null, education: null, gpPracticeCode: null, dateOfDeath: null, authority: null }
const hidden = { formerNames: [], carers: [], involvements: [], ...nothing }
const full = () => ({ full: true, child: { ...visible(), ...hidden } })
const open = (given: Partial<OpenDisclosure> = {}) =>
  inACall(() => room.get(DisclosuresService).open(caller, { childId, reason: 'assessment', ...given }))
const search = () =>
  inACall(() =>
    room.get(SearchesService).run(caller, {
      reason: 'assessment',
      criteria: { familyName: 'Mainwood', dateOfBirth: '2012-06-27' },
    }),
  )
const shield = () =>
  inACall(() => room.get(ShieldsService).request(caller, { childId, ground: 'fleeing-abuse', channel: 'user' }))
const entries = () =>
  audit.questions(appendEntry).map(({ action, outcome, children }) => ({ action, outcome, children }))
const outbox = () => room.db.collection('outbox')

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'])
  ;({ directory, audit } = room.fakes)
})

beforeEach(() => {
  childId = newChildId(randomInt)
  answerAsUsual(room.fakes, full)
})

afterAll(() => room?.close())

describe('whatever is released', () => {
  it('is recorded before it leaves, with what of which child is shown (S04)', async () => {
    expect(await open()).toMatchObject({ shielded: false, child: { childId }, receipt: { index: 7 } })
    expect(entries()).toEqual([{ action: 'disclosure', outcome: 'shown', children: [{ childId, shown: 'full' }] }])
  })

  it('does not leave without a receipt, and nothing is shown in its place (I2)', async () => {
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(open()).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('is recorded too when there is nothing: one answer for an unknown child and a mistyped id', async () => {
    directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    await expect(open()).rejects.toMatchObject({ code: 'not-found' })
    await expect(open({ childId: childId.slice(0, -1) + (childId.endsWith('2') ? '3' : '2') })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(entries()).toEqual([
      { action: 'disclosure', outcome: 'not-found', children: [{ childId, shown: 'nothing' }] },
      { action: 'disclosure', outcome: 'not-found', children: [] },
    ])
  })

  it('is withheld, recorded so and read again when a shield came while it was being recorded (I3)', async () => {
    let shielded = false
    audit.answers(appendEntry, async ({ action }: AppendEntry) => {
      if (action === 'disclosure' && !shielded) {
        shielded = true
        await room.db
          .collection<{ _id: string; version: number }>('protections')
          .updateOne({ _id: childId }, { $set: { version: 5, shield: null } }, { upsert: true })
      }
      return { log: 'england', index: 8, leafHash: 'cd' }
    })
    expect(await open()).toMatchObject({ receipt: { index: 8 } })
    expect(entries().map(({ outcome }) => outcome)).toEqual(['shown', 'withheld', 'shown'])
    expect(entries()[1]!.children).toEqual([{ childId, shown: 'nothing' }])
    expect(directory.questions(readRecord)).toHaveLength(2)
  })

  it('is given up after some tries, not tried for ever', async () => {
    let version = 0
    audit.answers(appendEntry, async () => {
      const protections = room.db.collection<{ _id: string; version: number }>('protections')
      await protections.updateOne(
        { _id: childId },
        { $set: { version: (version += 1), shield: null } },
        { upsert: true },
      )
      return { log: 'england', index: 9, leafHash: 'ef' }
    })
    await expect(open()).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('a shielded child', () => {
  it('is asked for with the visible view, and is one hit of visible keys or none of hidden ones (S21, S25)', async () => {
    await shield()
    directory.answers(readRecord, async ({ view }) => (view === 'full' ? full() : { full: false, child: visible() }))
    expect(await open()).toMatchObject({ shielded: true })
    expect(directory.questions(readRecord).at(-1)).toEqual({ childId, view: 'visible' })
    const found: FoundChild = { ...visible(), byVisibleKeys: true, postcode: 'LS1 4AP', schoolName: 'School' }
    directory.answers(searchChildren, async () => ({ hits: [found], refine: false }))
    expect((await search()).hits).toEqual([{ ...visible(), shielded: true }])
    directory.answers(searchChildren, async () => ({ hits: [{ ...found, byVisibleKeys: false }], refine: false }))
    expect((await search()).hits).toEqual([])
  })

  it('is shielded though audit is away, and the request is recorded when it is back (AC-14)', async () => {
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    expect(await shield()).toMatchObject({ state: 'interim' })
    audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
    const isRecorded = async () =>
      entries().some(({ action, children }) => action === 'shield-request' && children[0]!.childId === childId)
    expect(await until(async () => (await isRecorded()) && (await outbox().countDocuments()) === 0, 15_000)).toBe(true)
  })

  it('is marked in the directory when that is back, though it was away for the request', async () => {
    directory.answers(restrictChild, async () => {
      throw Fault.unavailable('directory')
    })
    await expect(shield()).rejects.toMatchObject({ code: 'unavailable' })
    directory.answers(restrictChild, async () => ({ hidden: [] }))
    directory.forget()
    const isMarked = async () => directory.questions(restrictChild).some((ask) => ask.childId === childId)
    expect(await until(async () => (await isMarked()) && (await outbox().countDocuments()) === 0, 15_000)).toBe(true)
  })
})

describe('fifty requests at the same moment', () => {
  it('are each read, recorded and answered for themselves', async () => {
    directory.answers(readRecord, async (ask) => ({ full: true, child: { ...full().child, childId: ask.childId } }))
    audit.answers(appendEntry, async ({ entryId }) => ({ log: 'england', index: 1, leafHash: entryId }))
    const ids = Array.from({ length: 50 }, () => newChildId(randomInt))
    const answers = await Promise.all(ids.map((id) => open({ childId: id })))
    expect(answers.map(({ child }) => child.childId)).toEqual(ids)
    const recorded = new Map(
      audit.questions(appendEntry).map(({ entryId, children }) => [entryId, children[0]!.childId]),
    )
    expect(answers.map(({ receipt }) => recorded.get(receipt.leafHash))).toEqual(ids)
  })
})
