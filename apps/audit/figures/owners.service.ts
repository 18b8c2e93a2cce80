import { Injectable } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  ANSWER_TIMES,
  countQuestions,
  FATES,
  readAnswerFigure,
  readCoverageFigure,
  readFeedFigure,
  readShieldFigure,
  readSignInFigure,
  readTrainingFigure,
  SHIELD_AGES,
  SHIELD_STATES,
  TIERS,
  SOURCES,
  type AnswerBreakdown,
  type CountedRow,
  type Figures,
  type OwnedColumn,
  type ShieldBreakdown,
  type TrainingBreakdown,
} from '@contactpoint/contracts'
import { coverageRows, sourceRows } from './coverage.rules.ts'
import { ownedRows } from './owners.rules.ts'
import { daysIn, monthOfDay, monthsOf, type Period } from './period.rules.ts'
import type { Reader } from './reader.rules.ts'

/** Rows in an order of their own. */
const KEYS: Readonly<Record<ShieldBreakdown, readonly string[] | null>> = {
  state: SHIELD_STATES,
  tier: TIERS,
  age: SHIELD_AGES,
  authority: null,
}

/** By what coverage may be broken down. */
export type CoverageBreakdown = 'kind' | 'authority' | 'source'

type Content = Pick<Figures, 'columns' | 'rows' | 'rowsLeftOut' | 'countedAt'>

/** Figures that the log knows nothing of: asked of the services whose they are, and told as far as the reader may know them. */
@Injectable()
export class OwnersService {
  constructor(private readonly bus: Bus) {}

  /** Shields in force: all of them, or for a manager those of their desk. @throws Fault `unavailable` while shielding is not there */
  async shields(by: ShieldBreakdown, { authority: desk, roundedTo }: Reader): Promise<Content> {
    const { rows, at } = await this.bus.ask(readShieldFigure, { by, desk })
    return { ...ownedRows(rows, ['on-time', 'overdue'], KEYS[by], roundedTo), countedAt: at }
  }

  /** How long attempts to override a shield waited: of all desks, or for a manager of their own. @throws Fault `unavailable` as `shields` does */
  async answers(period: Period, { authority: desk, roundedTo }: Reader): Promise<Content> {
    const by = period.by as AnswerBreakdown
    const { rows, at } = await this.bus.ask(readAnswerFigure, { by, ...daysOf(period), desk })
    return { ...ownedRows(rows, ANSWER_TIMES, by === 'month' ? monthsOf(period) : null, roundedTo), countedAt: at }
  }

  /** Of how many children it is known who works with them, as it was counted last. @throws Fault `unavailable` as the directory does */
  async coverage(by: CoverageBreakdown, { authority, roundedTo }: Reader): Promise<Partial<Content>> {
    const of = by === 'source' ? 'sources' : 'known'
    const { rows, at } = await this.bus.ask(readCoverageFigure, { authority, of })
    return { ...(by === 'source' ? sourceRows(rows) : coverageRows(rows, by, roundedTo)), countedAt: at }
  }

  /** What was tried in vain, by day or by month. @throws Fault `unavailable` while identity is not there */
  async signIns(period: Period, { roundedTo }: Reader): Promise<Content> {
    const { rows, at } = await this.bus.ask(readSignInFigure, daysOf(period))
    return { ...overTime(rows, ['failures', 'turned-away', 'shut'], period, roundedTo), countedAt: at }
  }

  /** Who came to be trained in these weeks and is so now, beside the plan. @throws Fault `unavailable` while identity is not there */
  async training(period: Period, { roundedTo }: Reader): Promise<Content> {
    const by = period.by as TrainingBreakdown
    const { rows, at } = await this.bus.ask(readTrainingFigure, { by, ...daysOf(period) })
    const keys = by === 'week' ? rows.map(({ key }) => key!) : null
    return { ...ownedRows(rows, ['trained', 'planned'], keys, roundedTo), countedAt: at }
  }

  /** What became of rows, and how each feed stands. @throws Fault `unavailable` while ingestion or the directory is not there */
  async feeds(period: Period, { roundedTo }: Reader): Promise<Content & Pick<Figures, 'feeds'>> {
    const by = period.by === 'source' ? 'source' : 'day'
    const [{ rows, at, last }, { rows: questions }] = await Promise.all([
      this.bus.ask(readFeedFigure, { by, ...daysOf(period) }),
      this.bus.ask(countQuestions, {}),
    ])
    const told = by === 'source' ? ownedRows(rows, FATES, SOURCES, roundedTo) : overTime(rows, FATES, period, roundedTo)
    const feeds = last.map(({ source, at: lastFileAt, state: lastFileState }) => {
      return {
        source,
        lastFileAt,
        lastFileState,
        questions: questions.find(({ key }) => key === source)?.counts[0] ?? 0,
      }
    })
    return { ...told, feeds, countedAt: at }
  }
}

function daysOf({ from, to }: Period): Pick<Period, 'from' | 'to'> {
  return { from, to }
}

/** What was counted by the day, by day or by month: each of the period, whether or not there is anything of it. */
function overTime(
  rows: readonly CountedRow[],
  columns: readonly OwnedColumn[],
  period: Period,
  roundedTo: number,
): ReturnType<typeof ownedRows> {
  if (period.by === 'day') return ownedRows(rows, columns, daysIn(period), roundedTo)
  const ofMonths = rows.map(({ key, counts }) => ({ key: monthOfDay(key!), counts }))
  return ownedRows(ofMonths, columns, monthsOf(period), roundedTo)
}
