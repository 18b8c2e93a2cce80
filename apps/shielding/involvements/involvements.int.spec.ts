import {
  appendEntry,
  changeKeptInvolvement,
  Fault,
  findInvolvement,
  getPlace,
  keepInvolvement,
  listInvolvements,
  newChildId,
  readRecord,
  reportWrongContact,
  type AddInvolvement,
  type InvolvementFound,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { InvolvementsService } from './involvements.service.ts'

let room: Room<'directory' | 'audit'>
let { directory, audit } = {} as typeof room.fakes
let childId: string
let involvementId: string

const owner = aCaller()
const stranger = aCaller({ personId: 'p-2', authority: '380', organisation: 'Bradford' })
const team = aCaller({ personId: 'p-3', role: 'cpmt' })
const found = (given: Partial<InvolvementFound> = {}): InvolvementFound => ({
  ...{ childId, isChildShown: true, childAuthority: '383', isSensitive: false, isWithdrawn: false },
  ...{ owner: { authority: '383', organisation: 'Leeds' }, recordedBy: 'p-1' },
  ...given,
})
const kept = (version: number) => async () => ({ involvementId, version })
const notFound = async () => {
  throw Fault.notFound()
}

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'])
  ;({ directory, audit } = room.fakes)
})

beforeEach(() => {
  childId = newChildId(randomInt)
  involvementId = randomUUID()
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(getPlace, async () => ({ code: '383', name: 'Leeds' }))
  directory.answers(keepInvolvement, kept(1))
  directory.answers(changeKeptInvolvement, kept(2))
  directory.answers(findInvolvement, async () => found())
  directory.answers(listInvolvements, async () => ({ authority: '383', items: [] }))
  directory.answers(reportWrongContact, async () => ({}))
})

afterAll(() => room?.close())

const service = () => room.get(InvolvementsService)
const add = (caller = owner, given: Partial<AddInvolvement> = {}) =>
  inACall(() =>
    service().add(caller, {
      ...{ childId, service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
      ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: false },
      ...given,
    }),
  )
const change = (caller = owner) =>
  inACall(() => service().change(caller, { involvementId, version: 1, phone: '01134960999' }))
const withdraw = (caller = owner) =>
  inACall(() => service().change(caller, { involvementId, version: 1, consentWithdrawn: true }))
const report = (caller = stranger) => inACall(() => service().report(caller, { involvementId }))
const review = (caller = team) => inACall(() => service().review(caller, { childId, reason: 'assessment' }))
const shield = async () => {
  const asked = { childId, ground: 'other', channel: 'user' } as const
  await inACall(() => room.get(ShieldsService).request(owner, asked))
  directory.forget()
  audit.forget()
}
const seal = () =>
  room.db
    .collection<{ _id: string }>('protections')
    .updateOne({ _id: childId }, { $set: { 'shield.tier': 'sealed', version: 90 } })
const entries = () =>
  audit.questions(appendEntry).map(({ action, outcome, children }) => ({ action, outcome, children }))
const nobody = { children: [] }
const named = () => ({ children: [{ childId, shown: 'nothing' }] })

describe('an involvement that is added', () => {
  it('is recorded, without a word of which service it is, then kept as that of the organisation of the caller', async () => {
    expect(await add()).toMatchObject({ involvementId, version: 1, receipt: { index: 7 } })
    expect(entries()).toEqual([{ action: 'involvement-add', outcome: 'done', ...named() }])
    expect(JSON.stringify(audit.questions(appendEntry))).not.toMatch(/early-help|Patel|0113496/)
    expect(directory.questions(keepInvolvement)).toMatchObject([
      { childId, by: 'p-1', owner: { authority: '383', organisation: 'Leeds' } },
    ])
  })

  it('is not kept when nothing can be recorded (I2)', async () => {
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await expect(add()).rejects.toMatchObject({ code: 'unavailable' })
    expect(directory.questions(keepInvolvement)).toEqual([])
  })

  it('to a shielded child is answered as to any other, and asks for nothing that is hidden', async () => {
    const before = JSON.stringify(await add())
    await shield()
    expect(JSON.stringify(await add())).toBe(before)
    expect(directory.questions(readRecord)).toEqual([{ childId, view: 'visible' }])
    expect(entries()).toEqual([{ action: 'involvement-add', outcome: 'done', ...named() }])
  })

  it('to nobody, to a sealed child and to a mistyped id is one 404, recorded', async () => {
    await shield()
    await seal()
    await expect(add()).rejects.toMatchObject({ code: 'not-found' })
    directory.answers(readRecord, notFound)
    await expect(add(owner, { childId: newChildId(randomInt) })).rejects.toMatchObject({ code: 'not-found' })
    const wrong = childId.slice(0, -1) + (childId.endsWith('2') ? '3' : '2')
    await expect(add(owner, { childId: wrong })).rejects.toMatchObject({ code: 'not-found' })
    expect(entries().map(({ outcome }) => outcome)).toEqual(['not-found', 'not-found', 'not-found'])
    expect(directory.questions(keepInvolvement)).toEqual([])
  })

  it('for an organisation that is in no list is refused before anything is looked up about a child', async () => {
    directory.answers(getPlace, notFound)
    await expect(add(owner, { organisation: 'A99999' })).rejects.toMatchObject({ places: [{ rule: 'isListed' }] })
    expect(directory.questions(getPlace)).toEqual([{ kind: 'practice', code: 'A99999' }])
    expect([directory.questions(readRecord), entries()]).toEqual([[], []])
  })
})

describe('an involvement that is changed', () => {
  it('by its owner is recorded, then changed at the version that was read, of a shielded child as of any other', async () => {
    expect(await change()).toMatchObject({ involvementId, version: 2 })
    await shield()
    expect(await change()).toMatchObject({ involvementId, version: 2 })
    expect(entries()).toEqual([{ action: 'involvement-change', outcome: 'done', ...named() }])
    expect(directory.questions(changeKeptInvolvement)).toMatchObject([{ version: 1, by: 'p-1' }])
  })

  it('by anybody else is that of one that never was, in the answer and in the log', async () => {
    await expect(change(stranger)).rejects.toMatchObject({ code: 'not-found' })
    directory.answers(findInvolvement, notFound)
    await expect(change(owner)).rejects.toMatchObject({ code: 'not-found' })
    const entry = { action: 'involvement-change', outcome: 'not-found', ...nobody }
    expect(entries()).toEqual([entry, entry])
    expect(directory.questions(changeKeptInvolvement)).toEqual([])
  })

  it('of a sealed child is nobody’s, its owner’s neither', async () => {
    await shield()
    await seal()
    await expect(change()).rejects.toMatchObject({ code: 'not-found' })
    expect(directory.questions(changeKeptInvolvement)).toEqual([])
  })

  it('came too late, or at another version, as the directory says', async () => {
    for (const code of ['conflict', 'precondition-failed'] as const) {
      directory.answers(changeKeptInvolvement, async () => {
        throw new Fault(code, 'As it was said')
      })
      await expect(change()).rejects.toMatchObject({ code })
    }
  })

  it('starts over when a shield changed while it was being recorded (I3)', async () => {
    let isFirst = true
    audit.answers(appendEntry, async ({ action }) => {
      if (action === 'involvement-change' && isFirst) {
        isFirst = false
        await room.db
          .collection<{ _id: string }>('protections')
          .updateOne({ _id: childId }, { $set: { version: 5, shield: null } }, { upsert: true })
      }
      return { log: 'england', index: 8, leafHash: 'cd' }
    })
    await change()
    expect(entries().map(({ outcome }) => outcome)).toEqual(['done', 'withheld', 'done'])
  })
})

describe('that a contact is wrong', () => {
  it('is recorded, and told to the directory, by whoever is shown it', async () => {
    expect(await report()).toEqual({})
    expect(entries()).toEqual([{ action: 'contact-report', outcome: 'done', ...named() }])
    expect(directory.questions(reportWrongContact)).toEqual([{ involvementId }])
  })

  it('of a shielded child, or of a sensitive service, is that of one that never was', async () => {
    directory.answers(findInvolvement, async () => found({ isSensitive: true }))
    await expect(report()).rejects.toMatchObject({ code: 'not-found' })
    directory.answers(findInvolvement, async () => found())
    await shield()
    await expect(report()).rejects.toMatchObject({ code: 'not-found' })
    expect(entries()).toEqual([{ action: 'contact-report', outcome: 'not-found', ...nobody }])
    expect(directory.questions(reportWrongContact)).toEqual([])
  })
})

describe('all involvements of a child', () => {
  it('are shown to the management team of its authority, with a reason, recorded', async () => {
    expect(await review()).toMatchObject({ items: [], next: null, receipt: { index: 7 } })
    const [entry] = audit.questions(appendEntry)
    expect(entry).toMatchObject({ action: 'involvement-review', reason: 'assessment', outcome: 'shown' })
    expect(entry!.children).toEqual([{ childId, shown: 'full' }])
  })

  it('are read again when a consent is withdrawn while that is being recorded: nothing of it arrives after the answer', async () => {
    let isFirst = true
    audit.answers(appendEntry, async ({ action }) => {
      const isUnderWay = action === 'involvement-review' && isFirst
      if (isUnderWay) isFirst = false
      if (isUnderWay) await withdraw()
      return { log: 'england', index: 8, leafHash: 'cd' }
    })
    await review()
    const looks = entries().filter(({ action }) => action === 'involvement-review')
    expect(looks.map(({ outcome }) => outcome)).toEqual(['shown', 'withheld', 'shown'])
    expect(directory.questions(listInvolvements)).toHaveLength(2)
  })

  it('say nothing of a withdrawal to the desk of a shielded child', async () => {
    await shield()
    const version = async () =>
      (await room.db.collection<{ _id: string; version: number }>('protections').findOne({ _id: childId }))!.version
    const before = await version()
    await withdraw()
    expect(await version()).toBe(before)
  })

  it('are one 404 to a team of another authority, and to every team of a shielded child', async () => {
    await expect(review({ ...team, authority: '380' })).rejects.toMatchObject({ code: 'not-found' })
    await shield()
    await expect(review()).rejects.toMatchObject({ code: 'not-found' })
    expect(entries()).toEqual([{ action: 'involvement-review', outcome: 'not-found', ...named() }])
  })
})
