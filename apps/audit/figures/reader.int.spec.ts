import type { AppendEntry, Figures, ReadFigures } from '@contactpoint/contracts'
import { aCaller, aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { CountingService } from './counting.service.ts'
import { FiguresService } from './figures.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(audit)
  const counting = room.get(CountingService)
  // Counted by hand here, not by the clock.
  await counting.onModuleDestroy()
  for (let n = 0; n < 210; n++) await append(anEntry(n))
  for (let n = 0; n < 4; n++) await append({ ...anEntry(1), caller: { ...anEntry(1).caller, role: 'auditor' } })
  await counting.follow(() => true)
})

afterAll(() => room?.close())

const ROLES = ['practitioner', 'shield-officer', 'cpmt']
const anEntry = (n: number): AppendEntry => ({
  entryId: randomUUID(),
  caller: { personId: `p-${n % 37}`, role: ROLES[n % 3]!, organisation: `Authority ${n % 7}` },
  ...{ action: n % 2 === 0 ? 'search' : 'disclosure', outcome: 'shown', reason: 'assessment', children: [] },
  particulars: null,
})
const append = (entry: AppendEntry) => room.get(LedgerService).append(entry)
const AUDITOR = aCaller({ role: 'auditor', authority: '000', organisation: 'National' })
const MANAGER = aCaller({ role: 'cpmt', authority: '383', organisation: 'Authority 1' })
const read = (ask: ReadFigures, caller = AUDITOR): Promise<Figures> =>
  inACall(() => room.get(FiguresService).read(caller, ask))
const today = () => new Date().toISOString().slice(0, 10)
const sumOf = ({ rows }: Figures, column: number) => rows.reduce((sum, { values }) => sum + (values[column] ?? 0), 0)

describe('a figure', () => {
  it('shows a manager only their own organisation, by whole months, nothing from 1 to 4, and no total', async () => {
    const figure = await read({ name: 'accesses', by: 'role' }, MANAGER)
    expect(figure).toMatchObject({ organisation: 'Authority 1', roundedTo: 5, from: expect.stringMatching(/-01$/) })
    const masked = { key: 'auditor', values: [0, null, 0, 0], masked: true }
    expect(figure.rows.find(({ key }) => key === 'auditor')).toEqual(masked)
    const { people, peers } = await read({ name: 'people' }, MANAGER)
    const numbers = [...figure.rows.flatMap(({ values }) => values), ...people.map(({ entries }) => entries)]
    expect(numbers.filter((value) => value !== null && value % 5 !== 0)).toEqual([])
    expect(people.filter(({ organisation }) => organisation !== 'Authority 1')).toEqual([])
    expect(peers.filter((peer) => peer.people !== null && peer.people < 5)).toEqual([])
    await expect(read({ name: 'accesses', by: 'day' }, MANAGER)).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it('says of how many people of each organisation, and in each role, there is an entry', async () => {
    const callers = Array.from({ length: 210 }, (_, n) => anEntry(n).caller)
    const people = new Map(
      [...callers, { ...anEntry(1).caller, role: 'auditor' }].map((one) => [JSON.stringify(one), one]),
    )
    const expected = (key: 'organisation' | 'role') =>
      new Map([...Map.groupBy(people.values(), (one) => one[key])].map(([of, some]) => [of, some.length]))
    const counted = ({ rows }: Figures) => new Map(rows.map(({ key, values }) => [key, values[0]]))
    const byOrganisation = await read({ name: 'adoption' })
    expect(byOrganisation).toMatchObject({ by: 'organisation', columns: ['people'], rowsLeftOut: 0 })
    expect(counted(byOrganisation)).toEqual(expected('organisation'))
    expect(counted(await read({ name: 'adoption', by: 'role' }))).toEqual(expected('role'))
    expect((await read({ name: 'adoption', from: '2020-01-01', to: '2020-01-31' })).rows).toEqual([])
    await expect(read({ name: 'adoption' }, MANAGER)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('shows an auditor one organisation of all, with what is its own as it is', async () => {
    const all = await read({ name: 'accesses', by: 'organisation', from: today() })
    const own = await read({ name: 'accesses', by: 'role', from: today(), organisation: 'Authority 1' })
    expect(own).toMatchObject({ organisation: 'Authority 1', roundedTo: 1 })
    const sums = [sumOf(own, 0), sumOf(own, 1), 0, 0]
    expect(all.rows.find(({ key }) => key === 'Authority 1')!.values).toEqual(sums)
    const { people } = await read({ name: 'people', from: today(), organisation: 'Authority 1' })
    expect([...new Set(people.map(({ organisation }) => organisation))]).toEqual(['Authority 1'])
    expect(people.reduce((sum, { entries }) => sum + entries, 0)).toBe(sums[0]! + sums[1]!)
  })
})
