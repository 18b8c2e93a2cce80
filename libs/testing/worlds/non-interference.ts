import { asAdministrator } from '../database.ts'
import type { RunningStack } from '../running-stack.ts'
import { askingsOf, observeAll, type Asking } from './asking.ts'
import { Callers } from './callers.ts'
import { toldApart, type Seen, type Told } from './comparing.ts'
import { cellsOf } from './dealing.ts'
import { Observer } from './observing.ts'
import { Overheard } from './overhearing.ts'
import { plant, someCrowds, type Plot } from './plots.ts'
import { cellName, ClosedLists, type Cell } from './questions.ts'
import { WaitingRows } from './waiting-rows.ts'
import { WorldMaker } from './world-maker.ts'

/** What came of a run. */
export interface Outcome {
  /** Worlds of one child that were held against the one before. */
  pairs: number
  /** Answers that were held against the same one of the world before. */
  answers: number
  /** Different messages to the gateway that were. */
  messages: number
  /** Routes by callers that were asked. */
  cells: Set<string>
  /** Answers by status. */
  statuses: Record<number, number>
  told: Told[]
}

const CONNECTIONS = 64

/** Makes worlds on a running stack that differ in what shields hide, asks the same in each, and says what told them apart (I4). */
export class NonInterference {
  private planted = 0

  private constructor(
    private readonly stop: () => Promise<void>,
    private readonly callers: Callers,
    private readonly lists: ClosedLists,
    private readonly observer: Observer,
    private readonly overheard: Overheard,
    private readonly maker: WorldMaker,
  ) {}

  static async on(stack: RunningStack): Promise<NonInterference> {
    const { gatewayUrl } = stack.address
    const databases = await asAdministrator(stack)
    const callers = await Callers.of(stack)
    const overheard = await Overheard.on(stack)
    const waiting = await WaitingRows.on(stack, databases)
    const observer = new Observer(gatewayUrl, CONNECTIONS)
    const stop = async (): Promise<void> => {
      observer.close()
      await overheard.close()
      await waiting.close()
      await databases.close()
    }
    const maker = new WorldMaker(databases, callers.supplier, waiting)
    return new NonInterference(stop, callers, await ClosedLists.of(gatewayUrl), observer, overheard, maker)
  }

  end(): Promise<void> {
    return this.stop()
  }

  /** Every route by every caller. */
  get cells(): Cell[] {
    return cellsOf(this.callers.names)
  }

  /** @param dealt what is asked about each plot in each pair of worlds, beside its record and a search */
  async run(plots: readonly Plot[], dealt: readonly (readonly (readonly Cell[])[])[]): Promise<Outcome> {
    const crowds = someCrowds()
    const planted = plots.map((plot) => plant(plot, (this.planted += 1), crowds))
    const batchId = await this.maker.plant(planted)
    const receipts = await this.maker.shield(planted, this.callers)
    const outcome = nothingYet(dealt.flat(2))
    for (let pair = 0; pair < dealt[0]!.length; pair++) {
      const askings = planted.map((one, n) => {
        const fixed = { childIds: this.maker.idsOf(one), receipt: receipts[n]!, batchId }
        return askingsOf(one, pair, dealt[n]![pair]!, fixed, this.lists)
      })
      const before = await this.look(askings)
      await this.maker.enter(planted, pair + 1)
      const after = await this.look(askings)
      add(outcome, after, toldApart(askings, before, after, pair))
    }
    return outcome
  }

  private async look(askings: readonly (readonly Asking[])[]): Promise<Seen> {
    await this.maker.settled()
    await this.maker.forgetSpendings()
    await this.overheard.take()
    const answers = await observeAll(askings, this.observer, this.callers)
    return { answers, messages: await this.overheard.take() }
  }
}

function nothingYet(cells: readonly Cell[]): Outcome {
  return { pairs: 0, answers: 0, messages: 0, cells: new Set(cells.map(cellName)), statuses: {}, told: [] }
}

function add(outcome: Outcome, { answers, messages }: Seen, told: Told[]): void {
  const all = answers.flat()
  outcome.pairs += answers.length
  outcome.answers += all.length
  outcome.messages += messages.size
  for (const { status } of all) outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1
  outcome.told.push(...told)
}
