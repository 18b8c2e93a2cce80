import { withCall, type Bus, type Caller } from '@contactpoint/bus'
import {
  decideRow,
  Fault,
  listParkedRows,
  type DecideRow,
  type DecideWaitingRow,
  type ParkedRow,
} from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import type { DesksService } from '../desks/desks.service.ts'
import type { ProtectionService } from '../protection/protection.service.ts'
import type { Asked, Reading } from '../release/release.rules.ts'
import type { ReleaseService } from '../release/release.service.ts'
import type { RowWaitsService } from './row-waits.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'

const childId = 'KLJ6G4D4VGLR'
const rowId = (row: number) => ({ source: 'pds' as const, batchId: 'b-1', row })
const ask = (row: number, ...more: number[]): DecideWaitingRow => ({
  ...{ childId, ...rowId(row), decision: 'take', code: 'school-confirms', more: more.map(rowId) },
})

/** Rows that wait for a desk, and all that happened, in its order. @param failing what the directory answers of a row */
function aDesk(waiting: number[], failing: Record<number, Fault> = {}, isTheirs = true) {
  const happened: string[] = []
  const rows = waiting.map((row): ParkedRow => ({ ...rowId(row), code: 'changes-shielded', says: ['address'] }))
  const said = async (contract: object, question: object): Promise<object> => {
    if (contract === listParkedRows) return { rows }
    expect(contract).toBe(decideRow)
    const { row, decision } = question as DecideRow
    happened.push(`${decision} ${row}`)
    if (failing[row]) throw failing[row]
    return {}
  }
  const release = async (_caller: Caller, { action }: Asked, read: () => Promise<Reading<true>>) => {
    const { outcome, content } = await read()
    happened.push(`${action} ${outcome}`)
    if (content === null) throw Fault.notFound()
  }
  const stance = async () => ({ childId, version: 1, view: 'visible', isSealed: false })
  const service = new WaitingRowsService(
    { ask: said } as unknown as Bus,
    { find: async () => (isTheirs ? {} : null) } as unknown as DesksService,
    { stance, guard: async () => happened.push('guarded') } as unknown as ProtectionService,
    { release } as unknown as ReleaseService,
    { lookAgain: async () => happened.push('looked again') } as unknown as RowWaitsService,
  )
  return { happened, decide: (question: DecideWaitingRow) => service.decide(aCaller(), question) }
}
const outcomes = async (answer: Promise<{ rows?: { row: number; outcome: string }[] }>) =>
  (await answer).rows?.map(({ row, outcome }) => `${row} ${outcome}`)

describe('Several rows about one child', () => {
  it('are decided one after the other, each recorded before it takes effect, in an answer that leaves in time', async () => {
    const { happened, decide } = aDesk([1, 2])
    expect(await outcomes(decide(ask(1, 2)))).toEqual(['1 done', '2 done'])
    expect(happened).toEqual(['row-decision done', 'take 1', 'row-decision done', 'take 2', 'looked again', 'guarded'])
  })

  it('go on past one that is gone or can only be left, each of which is named', async () => {
    const { happened, decide } = aDesk([1, 3, 4], { 3: new Fault('conflict', 'x'), 4: Fault.notFound() })
    expect(await outcomes(decide(ask(2, 3, 4, 1)))).toEqual(['2 gone', '3 only-left', '4 gone', '1 done'])
    expect(happened).not.toContain('take 2')
    expect(happened.filter((one) => one.startsWith('row-decision'))).toHaveLength(4)
  })

  it('stop where nothing is heard any more: the rest is open, and nothing of it is recorded or done', async () => {
    const { happened, decide } = aDesk([1, 2, 3], { 2: Fault.unavailable('directory') })
    expect(await outcomes(decide(ask(1, 2, 3)))).toEqual(['1 done', '2 open', '3 open'])
    expect(happened.filter((one) => one.startsWith('take'))).toEqual(['take 1', 'take 2'])
  })

  it('stop while there is time to say what became of them', async () => {
    const { happened, decide } = aDesk([1, 2])
    const call = { token: null, address: null, trace: '', deadline: performance.now() + 2_000 }
    expect(await withCall(call, () => outcomes(decide(ask(1, 2))))).toEqual(['1 open', '2 open'])
    expect(happened).toEqual(['looked again', 'guarded'])
  })

  it('of another desk are one answer, as the list is, recorded once', async () => {
    const { happened, decide } = aDesk([1, 2], {}, false)
    await expect(decide(ask(1, 2))).rejects.toMatchObject({ code: 'not-found' })
    expect(happened).toEqual(['row-decision not-found'])
  })
})

describe('One row by itself', () => {
  const alone = (row: number): DecideWaitingRow => {
    const { more: _none, ...one } = ask(row)
    return one
  }

  it('is answered with nothing, as it always was', async () => {
    const { happened, decide } = aDesk([1])
    expect(await decide(alone(1))).toEqual({})
    expect(happened).toEqual(['row-decision done', 'take 1', 'looked again'])
  })

  it('is an error when it is gone, or can only be left', async () => {
    const { decide } = aDesk([1], { 1: new Fault('conflict', 'x') })
    await expect(decide(alone(1))).rejects.toMatchObject({ code: 'conflict' })
    await expect(decide(alone(2))).rejects.toMatchObject({ code: 'not-found' })
  })
})
