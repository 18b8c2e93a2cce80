import { appendEntry, Fault, newChildId, readRecord, restrictChild } from '@contactpoint/contracts'
import type { AppendEntry, Role } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { ANSWER_WINDOW_MS, type Stance } from './protection.rules.ts'
import type { Protection, Step } from './protection.schema.ts'
import { ProtectionService } from './protection.service.ts'
import { STEPS } from './steps.rules.ts'

let room: Room<'directory' | 'audit'>
let { directory, audit } = {} as typeof room.fakes
let childId: string

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit'], { shieldAnswerMs: 0 })
  ;({ directory, audit } = room.fakes)
})

beforeEach(() => {
  childId = newChildId(randomInt)
  asUsual()
})

afterAll(() => room?.close())

const asUsual = () => answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
const protection = () => room.get(ProtectionService)
const ask = (id = childId, role: Role = 'practitioner', personId = 'p-1') => {
  const question = { childId: id, ground: 'fleeing-abuse', channel: 'user' } as const
  return inACall(() => room.get(ShieldsService).request(aCaller({ role, personId }), question))
}
const guard = (...stances: Stance[]) => inACall(() => protection().guard(stances))
const stored = (id = childId) => room.db.collection<Protection>('protections').findOne({ _id: id })
const steps = (id = childId) => room.db.collection<Step>('steps').find({ childId: id }).sort({ version: 1 }).toArray()
const errands = () => room.db.collection('outbox').countDocuments()
const requestsRecorded = (): AppendEntry[] =>
  audit.questions(appendEntry).filter(({ action, children }) => {
    return action === 'shield-request' && children.some((one) => one.childId === childId)
  })

describe('an interim shield', () => {
  it.each(STEPS['interim-shield'].by)(
    'is in force when a %s has asked for it, with the step that says so',
    async (role) => {
      await ask(childId, role)
      expect(await protection().stance(childId)).toEqual({ childId, version: 1, view: 'visible', isSealed: false })
      const { shield, version } = (await stored())!
      expect(shield).toMatchObject({ state: 'interim', ground: 'fleeing-abuse', requestedBy: 'p-1' })
      expect(await steps()).toMatchObject([{ kind: 'interim-shield', version, by: 'p-1', at: shield!.since }])
      expect(shield!.since.getTime()).toBeLessThanOrEqual(Date.now())
    },
  )

  it('is one, however often and by whom it is asked for, and no answer tells since when (F4)', async () => {
    const first = await ask()
    expect(await ask(childId, 'cpmt', 'p-2')).toEqual(first)
    expect(await steps()).toHaveLength(1)
    expect((await stored())!.shield!.requestedBy).toBe('p-1')
  })

  it('is one also when ten ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_one, n) => ask(childId, 'practitioner', `p-${n}`)))
    expect(answers).toEqual(answers.map(() => ({ childId, state: 'interim' })))
    expect(await stored()).toMatchObject({ version: 1 })
    expect(await steps()).toHaveLength(1)
  })

  it('leaves an entry for every request that is answered: the second, and one for a child that there is not (F4)', async () => {
    await ask(childId, 'practitioner', 'one')
    await ask(childId, 'cpmt', 'two')
    directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    for (const id of [childId, 'not an id']) await ask(id, 'practitioner', 'three').catch(() => undefined)
    expect(await until(async () => (await errands()) === 0, 20_000, 50)).toBe(true)
    const recorded = audit
      .questions(appendEntry)
      .filter(({ caller }) => ['one', 'two', 'three'].includes(caller.personId))
    const nothing = [{ childId, shown: 'nothing' }]
    expect(recorded.map(({ outcome, children, caller }) => [outcome, children, caller.personId]).sort()).toEqual(
      [
        ['done', nothing, 'one'],
        ['done', nothing, 'two'],
        ['not-found', nothing, 'three'],
        ['not-found', [], 'three'],
      ].sort(),
    )
  })

  it('tells nobody its ground: neither who asked, nor audit, nor the directory', async () => {
    const answer = await ask()
    expect(await until(async () => requestsRecorded().length > 0, 10_000, 20)).toBe(true)
    const said = [answer, ...directory.asked, ...audit.asked]
    expect(JSON.stringify(said)).not.toContain('fleeing-abuse')
  })

  it('is of a child that there is: for another nothing is kept, and the answer is the same for what is no id', async () => {
    directory.answers(readRecord, async () => {
      throw Fault.notFound()
    })
    const answers = await Promise.all([ask(), ask('not an id')].map((one) => one.catch((error: Fault) => error)))
    expect(answers).toMatchObject([{ code: 'not-found' }, { code: 'not-found' }])
    expect((answers[0] as Fault).message).toBe((answers[1] as Fault).message)
    expect([await stored(), await steps()]).toEqual([null, []])
  })

  it('is acknowledged when the last answer let through before has had its time to arrive (I3)', async () => {
    expect(await guard(await protection().stance(childId))).toBe(true)
    const { guardedAt } = (await stored())!
    await ask()
    expect(Date.now() - guardedAt!.getTime()).toBeGreaterThanOrEqual(ANSWER_WINDOW_MS)
  })
})

describe('what a shield leaves to be done', () => {
  it('reaches the directory though audit is away: recording never holds up a mark', async () => {
    audit.answers(appendEntry, async () => {
      throw Fault.unavailable('audit')
    })
    await ask()
    expect(directory.questions(restrictChild)).toEqual([{ childId, version: 1, tier: 'standard' }])
    asUsual()
    expect(await until(async () => (await errands()) === 0, 20_000, 50)).toBe(true)
    expect(requestsRecorded().at(-1)).toMatchObject({ outcome: 'done', children: [{ childId, shown: 'nothing' }] })
  })

  it('stops the answers under way of records that look like the child, and says because of whom', async () => {
    const lookalike = newChildId(randomInt)
    const underWay = await protection().stance(lookalike)
    directory.answers(restrictChild, async () => ({ hidden: [lookalike] }))
    await ask()
    expect(await guard(underWay)).toBe(false)
    expect(await steps(lookalike)).toMatchObject([{ kind: 'lookalike-hidden', by: childId, ground: null }])
    expect((await stored(lookalike))!.shield).toBeNull()
  })
})

describe('the guard', () => {
  const CHILDREN = 3
  const which = fc.integer({ min: 0, max: CHILDREN - 1 })
  const command = fc.oneof(
    fc.record({ does: fc.constant('tighten' as const), who: which }),
    fc.record({ does: fc.constant('look' as const), who: which }),
    fc.record({ does: fc.constant('guard' as const), who: fc.uniqueArray(which, { minLength: 1 }) }),
  )

  it('lets through what was read under the versions of now, and never anything else (I3)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 12 }), async (commands) => {
        const ids = Array.from({ length: CHILDREN }, () => newChildId(randomInt))
        const versions = ids.map(() => 0)
        const seen = ids.map((id): Stance => ({ childId: id, version: 0, view: 'full', isSealed: false }))
        for (const { does, who } of commands)
          if (does === 'tighten') {
            await protection().stopAnswers([ids[who]!], childId)
            versions[who]! += 1
          } else if (does === 'look') {
            seen[who] = await protection().stance(ids[who]!)
            expect(seen[who].version).toBe(versions[who])
          } else {
            const isCurrent = who.every((n) => seen[n]!.version === versions[n])
            expect(await guard(...who.map((n) => seen[n]!))).toBe(isCurrent)
          }
      }),
      { numRuns: 25 },
    )
  })

  it('judges each of many at the same moment for itself: one that is stale stops no other', async () => {
    const ids = Array.from({ length: 20 }, () => newChildId(randomInt))
    const read = await protection().stances(ids)
    const stale = ids.filter((_id, n) => n % 5 === 0)
    await protection().stopAnswers(stale, childId)
    const passed = await Promise.all(ids.map((id) => guard(read.get(id)!)))
    expect(ids.filter((_id, n) => !passed[n])).toEqual(stale)
  })

  it('stops a list whole when one child in it changed, and has nothing to stop in an empty one', async () => {
    const ids = Array.from({ length: 3 }, () => newChildId(randomInt))
    const read = [...(await protection().stances(ids)).values()]
    await protection().stopAnswers([ids[1]!], childId)
    expect(await guard(...read)).toBe(false)
    expect(await guard()).toBe(true)
  })
})
