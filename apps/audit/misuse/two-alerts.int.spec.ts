import { suspendPerson, type MisuseCase } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aCaller, anEntry, aRoom, codeOf, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { audit } from '../app.module.ts'
import { CasesService } from '../cases/cases.service.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { MisuseService } from './misuse.service.ts'

let room: Room<'identity'>
const auditor = aCaller({ personId: 'a-1', role: 'auditor' })

beforeAll(async () => {
  room = await aRoom(audit, ['identity'])
  room.fakes.identity.answers(suspendPerson, async () => ({}))
})

afterAll(() => room?.close())

const cases = () => room.get(CasesService)
const open = async (): Promise<MisuseCase[]> => (await inACall(() => cases().list(auditor, {}))).items

/** Somebody looks for children of their own name, and the rules have read of it. */
async function noticed(alerts: number): Promise<MisuseCase> {
  await inACall(() => room.get(LedgerService).append({ ...anEntry(), signals: ['own-name'] }))
  let found: MisuseCase | undefined
  await eventually(async () => {
    await room.get(MisuseService).follow(() => true)
    return ([found] = await open())[0]?.alerts === alerts
  }, 20_000)
  return found!
}

const answer = (caseId: string, alerts: number) =>
  codeOf(inACall(() => cases().answer(auditor, { caseId, answer: 'no-misuse', code: 'namesake', alerts })))

it('what is noticed while somebody looks into a case is not answered with it', async () => {
  const { caseId, alerts } = await noticed(1)
  const later = await noticed(2)
  expect(await answer(caseId, alerts)).toBe('conflict')
  expect(await open()).toMatchObject([{ caseId, alerts: 2, state: 'open' }])
  expect(await answer(caseId, later.alerts)).toBe('done')
  expect(await open()).toEqual([])
})
