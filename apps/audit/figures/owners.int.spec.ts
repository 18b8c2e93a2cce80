import {
  ANSWER_TIMES,
  countQuestions,
  FIGURES,
  readAnswerFigure,
  readCoverageFigure,
  readFeedFigure,
  readShieldFigure,
  readSignInFigure,
  readTrainingFigure,
  SOURCES,
  type Figures,
  type ReadFigures,
} from '@contactpoint/contracts'
import { aCaller, aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { audit } from '../app.module.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { FiguresService } from './figures.service.ts'

let room: Room<'shielding' | 'identity' | 'ingestion' | 'directory'>

beforeAll(async () => {
  room = await aRoom(audit, ['shielding', 'identity', 'ingestion', 'directory'])
})

beforeEach(() => {
  for (const fake of Object.values(room.fakes)) fake.forget()
  room.fakes.shielding.answers(readShieldFigure, async () => ({ rows: SHIELDS, at: AT }))
})

afterAll(() => room?.close())

const AUDITOR = aCaller({ role: 'auditor', authority: '000', organisation: 'National' })
const MANAGER = aCaller({ role: 'cpmt', authority: '383', organisation: 'Leeds' })
const AT = '2026-11-29T07:00:00.000Z'
const SHIELDS = [
  { key: 'confirmed', counts: [12, 7] },
  { key: 'interim', counts: [3, 0] },
]
const read = (ask: ReadFigures, caller = AUDITOR): Promise<Figures> =>
  inACall(() => room.get(FiguresService).read(caller, ask))
const size = () => room.get(LedgerService).size()

describe('shields', () => {
  it('are all for an auditor, as they are, with the time at which they were counted', async () => {
    const figure = await read({ name: 'shields' })
    expect(figure).toMatchObject({ by: 'state', columns: ['on-time', 'overdue'], countedAt: AT, roundedTo: 1 })
    expect(figure.rows.map((row) => [row.key, row.values])).toEqual([
      ['interim', [3, 0]],
      ['placed', [0, 0]],
      ['confirmed', [12, 7]],
      ['lift-proposed', [0, 0]],
    ])
    expect(room.fakes.shielding.questions(readShieldFigure)).toEqual([{ by: 'state', desk: null }])
  })

  it('are those of their own desk for a manager, in steps of five, by state alone', async () => {
    const { rows } = await read({ name: 'shields' }, MANAGER)
    expect(rows.map(({ values }) => values)).toEqual([[null, 0], [0, 0], [10, 5], [0, 0]]) // prettier-ignore
    for (const by of ['tier', 'age', 'authority'] as const)
      await expect(read({ name: 'shields', by }, MANAGER)).rejects.toMatchObject({ code: 'invalid-request' })
    expect(room.fakes.shielding.questions(readShieldFigure)).toEqual([{ by: 'state', desk: '383' }])
  })
})

describe('answers to overrides', () => {
  const days = { from: '2026-10-01', to: '2026-11-30' }

  it('are by how long they took, by month or by the authority that is to answer, for an auditor', async () => {
    const counts = [3, 0, 1, 0, 2]
    room.fakes.shielding.answers(readAnswerFigure, async ({ by }) => {
      return { rows: [{ key: by === 'month' ? '2026-11' : '383', counts }], at: AT }
    })
    const byMonth = await read({ name: 'answers', ...days })
    expect(byMonth).toMatchObject({ by: 'month', countedAt: AT, columns: [...ANSWER_TIMES] })
    expect(byMonth.rows.map((row) => [row.key, row.values])).toEqual([['2026-10', [0, 0, 0, 0, 0]], ['2026-11', counts]]) // prettier-ignore
    const byAuthority = await read({ name: 'answers', by: 'authority', ...days })
    expect(byAuthority.rows).toEqual([{ key: '383', values: counts, masked: false }])
    expect(room.fakes.shielding.questions(readAnswerFigure)).toEqual([
      { by: 'month', ...days, desk: null },
      { by: 'authority', ...days, desk: null },
    ])
  })

  it('are those of their own desk for a manager, by whole months, in steps of five', async () => {
    const rows = [{ key: '2026-11', counts: [12, 4, 0, 1, 5] }]
    room.fakes.shielding.answers(readAnswerFigure, async () => ({ rows, at: AT }))
    const figure = await read({ name: 'answers', from: '2026-11-09', to: '2026-11-09' }, MANAGER)
    expect(figure.rows).toEqual([{ key: '2026-11', values: [10, null, 0, null, 5], masked: true }])
    await expect(read({ name: 'answers', by: 'authority' }, MANAGER)).rejects.toMatchObject({ code: 'invalid-request' })
    expect(room.fakes.shielding.questions(readAnswerFigure)).toEqual([
      { by: 'month', from: '2026-11-01', to: '2026-11-30', desk: '383' },
    ])
  })
})

describe('tries to sign in', () => {
  const rows = [
    { key: '2026-10-31', counts: [2, 0, 0] },
    { key: '2026-11-01', counts: [7, 1, 1] },
    { key: '2026-11-03', counts: [1, 0, 0] },
  ]

  it('in vain are counted by day, and by month, for an auditor', async () => {
    room.fakes.identity.answers(readSignInFigure, async () => ({ rows, at: AT }))
    const days = { from: '2026-10-31', to: '2026-11-03' }
    const byDay = await read({ name: 'sign-ins', ...days })
    expect(byDay).toMatchObject({ ...days, by: 'day', columns: ['failures', 'turned-away', 'shut'], countedAt: AT })
    expect(byDay.rows.map((row) => [row.key, row.values])).toEqual([
      ['2026-10-31', [2, 0, 0]],
      ['2026-11-01', [7, 1, 1]],
      ['2026-11-02', [0, 0, 0]],
      ['2026-11-03', [1, 0, 0]],
    ])
    const { rows: months } = await read({ name: 'sign-ins', by: 'month', ...days })
    expect(months.map((row) => [row.key, row.values])).toEqual([['2026-10', [2, 0, 0]], ['2026-11', [8, 1, 1]]]) // prettier-ignore
    expect(room.fakes.identity.questions(readSignInFigure)).toEqual([days, days])
  })

  it('are nothing for a manager: they are of no organisation', async () => {
    await expect(read({ name: 'sign-ins' }, MANAGER)).rejects.toMatchObject({ code: 'forbidden' })
    expect(room.fakes.identity.asked).toEqual([])
  })
})

describe('feeds', () => {
  const last = [{ source: 'school-census' as const, at: AT, state: 'delivering' as const }]
  const days = { from: '2026-10-31', to: '2026-11-01' }

  it('are rows by what became of them, the last file, and how many rows wait for somebody', async () => {
    const rows = [{ key: '2026-11-01', counts: [0, 5, 4, 3, 2, 1] }]
    room.fakes.ingestion.answers(readFeedFigure, async () => ({ rows, at: AT, last }))
    room.fakes.directory.answers(countQuestions, async () => ({
      rows: [{ key: 'school-census', counts: [2] }],
      at: AT,
    }))
    const figure = await read({ name: 'feeds', ...days })
    expect(figure.columns).toEqual(['waiting', 'created', 'updated', 'unchanged', 'parked', 'refused'])
    expect(figure.rows.map((row) => [row.key, row.values])).toEqual([
      ['2026-10-31', [0, 0, 0, 0, 0, 0]],
      ['2026-11-01', [0, 5, 4, 3, 2, 1]],
    ])
    expect(figure.feeds).toEqual([
      { source: 'school-census', lastFileAt: AT, lastFileState: 'delivering', questions: 2 },
    ])
    expect((await read({ name: 'feeds', by: 'month', ...days })).rows.map(({ key }) => key)).toEqual([
      '2026-10',
      '2026-11',
    ])
    expect(room.fakes.ingestion.questions(readFeedFigure)).toEqual([
      { by: 'day', ...days },
      { by: 'day', ...days },
    ])
  })

  it('are by source one row for each, also where nothing came', async () => {
    room.fakes.ingestion.answers(readFeedFigure, async () => ({ rows: [], at: AT, last }))
    room.fakes.directory.answers(countQuestions, async () => ({ rows: [], at: AT }))
    const { rows, feeds } = await read({ name: 'feeds', by: 'source', ...days })
    expect(rows.map(({ key }) => key)).toEqual([...SOURCES])
    expect(feeds[0]!.questions).toBe(0)
  })

  it('are nothing for a manager', async () => {
    await expect(read({ name: 'feeds' }, MANAGER)).rejects.toMatchObject({ code: 'forbidden' })
    expect([...room.fakes.ingestion.asked, ...room.fakes.directory.asked]).toEqual([])
  })
})

describe('coverage', () => {
  const counts = [7, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 9]

  it('is of all children for an auditor, and of those of their authority for a manager, each part rounded before it is added up', async () => {
    room.fakes.directory.answers(readCoverageFigure, async () => ({ rows: [{ key: '383', counts }], at: AT }))
    const all = await read({ name: 'coverage' })
    expect(all).toMatchObject({ by: 'kind', columns: ['known', 'not-known'], countedAt: AT })
    expect(all.rows[0]).toEqual({ key: 'school', values: [7, 12], masked: false })
    const own = await read({ name: 'coverage' }, MANAGER)
    expect(own.rows[0]).toEqual({ key: 'school', values: [5, 5], masked: true })
    expect((await read({ name: 'coverage', by: 'authority' })).rows[0]!.key).toBe('383')
    await expect(read({ name: 'coverage', by: 'authority' }, MANAGER)).rejects.toMatchObject({
      code: 'invalid-request',
    })
    const of = 'known'
    const asked = [
      { authority: null, of },
      { authority: '383', of },
      { authority: null, of },
    ]
    expect(room.fakes.directory.questions(readCoverageFigure)).toEqual(asked)
  })
})

describe('coverage by source', () => {
  it('is of how many children each has said anything, of all authorities together, and is nothing for a manager', async () => {
    const counts = (key: string, all: number) => ({ key, counts: [all, all, ...SOURCES.slice(1).map(() => 1)] })
    const rows = [counts('383', 7), counts('380', 3)]
    room.fakes.directory.answers(readCoverageFigure, async () => ({ rows, at: AT }))
    const told = await read({ name: 'coverage', by: 'source' })
    expect(told.rows.map(({ key }) => key)).toEqual([...SOURCES])
    expect(told.rows.slice(0, 2).map(({ values }) => values)).toEqual([
      [10, 0],
      [2, 8],
    ])
    expect(room.fakes.directory.questions(readCoverageFigure)).toEqual([{ authority: null, of: 'sources' }])
    await expect(read({ name: 'coverage', by: 'source' }, MANAGER)).rejects.toMatchObject({ code: 'invalid-request' })
  })
})

describe('training', () => {
  it('is who is trained beside who was to be, by authority, organisation or week, for an auditor alone', async () => {
    const days = { from: '2026-11-02', to: '2026-11-29' }
    const rows = [
      { key: '380', counts: [3, 0] },
      { key: '383', counts: [12, 40] },
    ]
    room.fakes.identity.answers(readTrainingFigure, async () => ({ rows, at: AT }))
    const figure = await read({ name: 'training', ...days })
    expect(figure).toMatchObject({ ...days, by: 'authority', columns: ['trained', 'planned'], countedAt: AT })
    expect(figure.rows.map((row) => [row.key, row.values])).toEqual([['383', [12, 40]], ['380', [3, 0]]]) // prettier-ignore
    const weeks = [{ key: '2026-11-02', counts: [1, 2] }, { key: '2026-11-09', counts: [9, 2] }] // prettier-ignore
    room.fakes.identity.answers(readTrainingFigure, async () => ({ rows: weeks, at: AT }))
    const byWeek = await read({ name: 'training', by: 'week', ...days })
    expect(byWeek.rows.map(({ key }) => key)).toEqual(['2026-11-02', '2026-11-09'])
    await expect(read({ name: 'training' }, MANAGER)).rejects.toMatchObject({ code: 'forbidden' })
    const asked = [{ by: 'authority', ...days }, { by: 'week', ...days }] // prettier-ignore
    expect(room.fakes.identity.questions(readTrainingFigure)).toEqual(asked)
  })
})

describe('a figure that another service counts', () => {
  it('is asked for only after the look is recorded', async () => {
    const ledger = room.get(LedgerService)
    const append = ledger.append.bind(ledger)
    ledger.append = () => Promise.reject(new Error('not recorded'))
    for (const name of FIGURES) await expect(read({ name })).rejects.toThrow('not recorded')
    ledger.append = append
    expect(Object.values(room.fakes).flatMap(({ asked }) => asked)).toEqual([])
  })

  it('is not there while that service is not, and the others are; that it was looked at stays recorded', async () => {
    await room.fakes.shielding.stop()
    const before = await size()
    await expect(read({ name: 'shields' })).rejects.toMatchObject({ code: 'unavailable' })
    expect(await size()).toBe(before + 1)
    expect((await read({ name: 'log' })).log!.size).toBe(before + 2)
  })
})
