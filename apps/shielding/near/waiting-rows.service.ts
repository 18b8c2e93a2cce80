import { Injectable } from '@nestjs/common'
import { Bus, currentCall, type Caller } from '@contactpoint/bus'
import {
  decideRow,
  isSameRow,
  listParkedRows,
  type DecideWaitingRow,
  type RowDecided,
  type RowId,
  type RowOutcome,
  type RowsDecided,
} from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { RowWaitsService } from './row-waits.service.ts'
import { outcomeOf, rowDecisionAsked, rowDecisionTaken, rowsNamed } from './waiting-rows.rules.ts'

/** So much time is left for the answer: what was decided has to be heard of. Milliseconds. */
const LEFT_TO_ANSWER_MS = 2_500

/** Rows of feeds about a shielded child that wait for its officers. */
@Injectable()
export class WaitingRowsService {
  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly releases: ReleaseService,
    private readonly waits: RowWaitsService,
  ) {}

  /** @throws Fault `not-found` for a child of another desk, or nobody; without `more`, whatever keeps the one row from being decided */
  async decide(caller: Caller, ask: DecideWaitingRow): Promise<RowsDecided> {
    const [first] = rowsNamed(ask)
    if (!ask.more || !(await this.desks.find(caller, ask.childId))) {
      await this.decideOne(caller, ask, first!)
      await this.waits.lookAgain(ask.childId)
      return {}
    }
    const rows: RowDecided[] = []
    for (const row of rowsNamed(ask)) {
      const mayGoOn = rows.at(-1)?.outcome !== 'open' && hasTime()
      rows.push({ ...row, outcome: mayGoOn ? await this.tryOne(caller, ask, row) : 'open' })
    }
    await this.waits.lookAgain(ask.childId)
    await this.protection.guard([await this.protection.stance(ask.childId)]) // the answer shows nothing, and leaves as late as the last row
    return { rows }
  }

  private async tryOne(caller: Caller, ask: DecideWaitingRow, row: RowId): Promise<RowOutcome> {
    try {
      await this.decideOne(caller, ask, row)
      return 'done'
    } catch (error) {
      return outcomeOf(error)
    }
  }

  /** Recorded before anything is taken in by it. */
  private async decideOne(caller: Caller, ask: DecideWaitingRow, row: RowId): Promise<void> {
    const { childId, decision } = ask
    await this.releases.release(caller, rowDecisionAsked(row, ask), async () => {
      const stance = await this.protection.stance(childId)
      if (!(await this.desks.find(caller, childId))) return nothingFound(childId)
      const { rows } = await this.bus.ask(listParkedRows, { childId })
      return rows.some((one) => isSameRow(one, row)) ? rowDecisionTaken(stance) : nothingFound(childId)
    })
    await this.bus.ask(decideRow, { ...row, childId, decision })
  }
}

/** Whether whoever asked still waits long enough for another row. */
function hasTime(): boolean {
  const { deadline = Infinity } = currentCall() ?? {}
  return deadline - performance.now() > LEFT_TO_ANSWER_MS
}
