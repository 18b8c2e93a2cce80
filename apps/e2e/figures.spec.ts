import { api, FIGURES, pathTo, SOURCES, type Figures, type ReadFigures } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import {
  aCensus,
  aPupil,
  asAdministrator,
  sharedStack,
  type ApiAnswer,
  type ApiClient,
  type RunningStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { child, criteria } from './routes.trip.ts'

let stack: RunningStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let auditor: ApiClient
let manager: ApiClient
let practitioner: ApiClient

beforeAll(async () => {
  stack = await sharedStack()
  databases = await asAdministrator(stack)
  auditor = await stack.signIn('auditor')
  manager = await stack.signIn('cpmt')
  practitioner = await stack.signIn('practitioner')
})

afterAll(async () => {
  await databases?.close()
})

function ask(client: ApiClient, { name, ...rest }: ReadFigures): Promise<ApiAnswer<Figures>> {
  const query = new URLSearchParams(rest as Record<string, string>).toString()
  return client.get<Figures>(`${pathTo(api.audit.readFigures, { name })}?${query}`)
}

/** A figure in which all entries are counted that there were when it was asked for. */
async function figure(client: ApiClient, asked: ReadFigures): Promise<Figures> {
  const { receipt } = (await ask(client, asked)).body
  let last = (await ask(client, asked)).body
  await eventually(async () => {
    last = (await ask(client, asked)).body
    return last.countedTo > receipt.index
  }, 20_000)
  return last
}

const sumOf = ({ rows, columns }: Figures, column: Figures['columns'][number]): number =>
  rows.reduce((sum, { values }) => sum + (values[columns.indexOf(column)] ?? 0), 0)
const looksBy = (personId: string): Promise<number> =>
  databases.db('audit').collection('entries').countDocuments({ personId, action: 'figures-read' })

describe('the figures of the log', () => {
  it('say to an auditor what practitioners have just done', async () => {
    const before = await figure(auditor, { name: 'misses', by: 'role' })
    const reads = await figure(auditor, { name: 'accesses', by: 'action' })
    for (let n = 0; n < 3; n++) await practitioner.search(criteria)
    await practitioner.disclose(child.childId)
    const after = await figure(auditor, { name: 'misses', by: 'role' })
    // Other specs on the same stack search as well.
    expect(sumOf(after, 'misses')).toBeGreaterThanOrEqual(sumOf(before, 'misses') + 3)
    expect(sumOf(after, 'searches')).toBeGreaterThanOrEqual(sumOf(before, 'searches') + 3)
    const now = await figure(auditor, { name: 'accesses', by: 'action' })
    expect(sumOf(now, 'disclosures')).toBeGreaterThan(sumOf(reads, 'disclosures'))
    const { people } = await figure(auditor, { name: 'people' })
    const done = people.find(({ personId }) => personId === practitioner.personId)
    expect(done).toMatchObject({ role: 'practitioner' })
    expect(done!.entries).toBeGreaterThanOrEqual(4)
  })

  it('say how the log stands', async () => {
    const { log, rows, people } = await figure(auditor, { name: 'log' })
    expect({ rows, people }).toEqual({ rows: [], people: [] })
    expect(log!.size).toBeGreaterThan(0)
    expect(log!.checkpointSize).toBeLessThanOrEqual(log!.size)
    expect(log!.cosignatures).toBe(0)
  })

  it('are of their own organisation for a manager, and never a number from 1 to 4', async () => {
    const { organisation, roundedTo, rows } = await figure(manager, { name: 'accesses', by: 'action' })
    expect({ organisation, roundedTo }).toEqual({ organisation: expect.stringMatching(/Leeds/), roundedTo: 5 })
    const numbers = rows.flatMap(({ values }) => values)
    expect(numbers.filter((value) => value !== null && value % 5 !== 0)).toEqual([])
    const byOrganisation = await figure(manager, { name: 'accesses', by: 'organisation' })
    expect(byOrganisation.rows.map(({ key }) => key)).toEqual([organisation])
    expect((await ask(manager, { name: 'accesses', by: 'day' })).status).toBe(400)
  })

  it.each(FIGURES)('are nobody else’s, and each look is an entry whose receipt is in the answer: %s', async (name) => {
    expect((await ask(practitioner, { name })).status).toBe(403)
    expect(await looksBy(practitioner.personId)).toBe(0)
    const { status, body } = await ask(auditor, { name })
    expect(status).toBe(200)
    const entry = await databases.db('audit').collection('entries').findOne({ index: body.receipt.index })
    expect(entry).toMatchObject({ action: 'figures-read', personId: auditor.personId, role: 'auditor' })
  })

  it('say how many shields are in force, to a manager of their own desk', async () => {
    const { rows, columns, countedAt } = (await ask(auditor, { name: 'shields', by: 'authority' })).body
    expect({ columns, isNow: Date.now() - Date.parse(countedAt!) < 60_000 }).toEqual({
      ...{ columns: ['on-time', 'overdue'], isNow: true },
    })
    expect(rows.every(({ values }) => values.every((value) => Number.isInteger(value)))).toBe(true)
    const own = (await ask(manager, { name: 'shields' })).body
    expect({ by: own.by, roundedTo: own.roundedTo }).toEqual({ by: 'state', roundedTo: 5 })
    const numbers = own.rows.flatMap(({ values }) => values)
    expect(numbers.filter((value) => value !== null && value % 5 !== 0)).toEqual([])
    for (const by of ['tier', 'age', 'authority'] as const)
      expect((await ask(manager, { name: 'shields', by })).status).toBe(400)
  })

  it('say how often somebody failed to sign in, and not who', async () => {
    const failures = async () => sumOf((await ask(auditor, { name: 'sign-ins' })).body, 'failures')
    const before = await failures()
    const credentials = { username: 'nobody-of-this-name', password: 'x', pin: '1', code: '000000' }
    expect((await auditor.post(api.sessions.open.path, credentials)).status).toBe(401)
    expect(await failures()).toBeGreaterThan(before)
    const days = await databases.db('identity').collection('sign_in_days').find().toArray()
    expect(JSON.stringify(days)).not.toContain('nobody')
  })

  it('say what became of the rows of feeds, and how each feed stands', async () => {
    const before = sumOf((await ask(auditor, { name: 'feeds' })).body, 'created')
    await (await stack.supplier()).loadFeed(aCensus([aPupil(), aPupil()]))
    const { rows, columns, feeds } = (await ask(auditor, { name: 'feeds', by: 'source' })).body
    expect(columns).toEqual(['waiting', 'created', 'updated', 'unchanged', 'parked', 'refused'])
    expect(rows.find(({ key }) => key === 'school-census')!.values[1]).toBeGreaterThanOrEqual(before + 2)
    expect(feeds!.map(({ source }) => source)).toEqual(SOURCES)
    expect(feeds).toContainEqual({
      source: 'school-census',
      lastFileAt: expect.any(String),
      lastFileState: expect.any(String),
      questions: expect.any(Number),
    })
    expect((await ask(manager, { name: 'feeds' })).status).toBe(403)
    expect((await ask(manager, { name: 'sign-ins' })).status).toBe(403)
  })

  it('say of how many children it is known who works with them, to a manager of their own authority in steps of five', async () => {
    const { columns, rows, countedAt } = (await ask(auditor, { name: 'coverage' })).body
    expect([columns, rows.map(({ key }) => key)]).toEqual([
      ['known', 'not-known'],
      ['school', 'gp', 'involvement', 'lead-professional'],
    ])
    expect(Date.parse(countedAt!)).toBeLessThanOrEqual(Date.now())
    const totals = rows.map(({ values }) => values.reduce<number>((sum, value) => sum + value!, 0))
    expect(new Set(totals).size).toBe(1)
    const own = (await ask(manager, { name: 'coverage' })).body.rows.flatMap(({ values }) => values)
    expect(own.filter((value) => value !== null && value % 5 !== 0)).toEqual([])
    expect((await ask(manager, { name: 'coverage', by: 'authority' })).status).toBe(400)
  })

  it('are of one organisation for an auditor who asks for it, and not of another for a manager', async () => {
    const organisation = 'Leeds City Council (demo)'
    const one = (await ask(auditor, { name: 'accesses', by: 'role', organisation })).body
    expect(one).toMatchObject({ organisation, roundedTo: 1 })
    expect((await ask(manager, { name: 'accesses', organisation })).status).toBe(200)
    const foreign = await ask(manager, { name: 'accesses', organisation: 'Bradford Council' })
    expect(foreign.status).toBe(403)
  })

  it('are not asked for with a name or a period that there is not', async () => {
    const status = async (path: string): Promise<number> => (await auditor.get(path)).status
    const path = (name: string): string => pathTo(api.audit.readFigures, { name })
    expect(await status(path('children'))).toBe(404)
    expect(await status(`${path('accesses')}?from=2026-02-30`)).toBe(400)
    expect(await status(`${path('accesses')}?from=2026-02-03&to=2026-02-02`)).toBe(400)
    expect(await status(`${path('accesses')}?from=2020-01-01&to=2026-02-02`)).toBe(400)
    expect(await status(`${path('people')}?by=role`)).toBe(400)
    expect(await status(`${path('shields')}?from=2026-11-01`)).toBe(400)
    expect(await status(`${path('shields')}?organisation=Leeds`)).toBe(400)
    expect(await status(`${path('accesses')}?by=tier`)).toBe(400)
  })
})
