import { Injectable } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  readShieldFigure,
  readSignInFigure,
  SHIELD_AGES,
  SHIELD_STATES,
  TIERS,
  type Figures,
  type ShieldBreakdown,
} from '@contactpoint/contracts'
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

  /** What was tried in vain, by day or by month. @throws Fault `unavailable` while identity is not there */
  async signIns(period: Period, { roundedTo }: Reader): Promise<Content> {
    const { rows, at } = await this.bus.ask(readSignInFigure, { from: period.from, to: period.to })
    const isByDay = period.by === 'day'
    const counted = isByDay ? rows : rows.map(({ key, counts }) => ({ key: monthOfDay(key!), counts }))
    const keys = isByDay ? daysIn(period) : monthsOf(period)
    return { ...ownedRows(counted, ['failures', 'turned-away', 'shut'], keys, roundedTo), countedAt: at }
  }
}
