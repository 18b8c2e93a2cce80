import { appendEntry, Fault, newChildId, type AppendEntry } from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { shielding } from '../app.module.ts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { newCase } from './override-cases.rules.ts'
import type { StoredCase } from './override-cases.schema.ts'
import { OverrideCasesService } from './override-cases.service.ts'

let room: Room<'directory' | 'audit' | 'identity'>
let caseId: string
const childId = newChildId(randomInt)

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'])
})

beforeEach(async () => {
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  room.fakes.audit.forget()
  caseId = randomUUID()
  const whose = { desk: '380', isRefused: false, policy: FOUNDING_POLICY.overrides }
  const one = newCase(caseId, aCaller({ authority: '383' }), { childId, reason: 'assessment' }, whose)
  await room.db.collection<StoredCase>('override_cases').insertOne({ ...one, openedAt: new Date() })
})

afterAll(() => room?.close())

const stranger = aCaller({ personId: 'm-7', role: 'cpmt', authority: '201' })
const answer = (id: string) =>
  inACall(() => room.get(OverrideCasesService).answer(stranger, { caseId: id, answer: 'legitimate', code: 'other' }))
const outcomes = async () => {
  const answers = await Promise.allSettled([caseId, randomUUID()].map(answer))
  return answers.map((one) => one.status === 'rejected' && (one.reason as Fault).code)
}

describe('An answer to a case of another desk (AC-24)', () => {
  it('is refused and recorded as one to a case that never was, without its child', async () => {
    expect(await outcomes()).toEqual(['not-found', 'not-found'])
    const said: AppendEntry[] = room.fakes.audit.questions(appendEntry)
    expect(said.map(({ particulars }) => Object.keys(particulars!))).toEqual([['caseId'], ['caseId']])
    for (const entry of said)
      expect(entry).toMatchObject({ action: 'override-case-answer', outcome: 'not-found', children: [], reason: null })
  })

  it('is not answered before it is recorded', async () => {
    room.fakes.audit.answers(appendEntry, () => Promise.reject(Fault.unavailable('audit')))
    expect(await outcomes()).toEqual(['unavailable', 'unavailable'])
  })
})
