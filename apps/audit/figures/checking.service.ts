import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { bytesOf, transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { LedgerService } from '../ledger/ledger.service.ts'
import { differencesOf, type Difference } from './checking.rules.ts'
import { Tally, widthOf } from './counting.rules.ts'
import { CountingService } from './counting.service.ts'
import { FiguresRepository } from './figures.repository.ts'
import { BLOCK, unpack } from './packing.rules.ts'
import { endOf } from './period.rules.ts'

const AT_A_TIME = 2_000
/** Copies read their own clocks, and an entry may wait: times follow the order of the log no nearer than this. */
const OUT_OF_ORDER_MS = 60 * 60 * 1000

/** Holds what was counted against the ledger. */
@Injectable()
export class CheckingService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly ledger: LedgerService,
    private readonly counting: CountingService,
    private readonly repository: FiguresRepository,
  ) {}

  /**
   * Counts a day or a month again from the ledger, as far as the figures have come.
   *
   * @param when `YYYY-MM-DD` or `YYYY-MM`, UTC @returns what differs: nothing
   */
  async check(when: string): Promise<Difference[]> {
    // Both of one moment: while it is read, counting goes on.
    const { counted, tally } = await transaction(this.connection, async () => {
      const { counted } = await this.counting.position()
      return { counted, tally: await this.countedOf(when) }
    })
    return differencesOf(when, await this.recount(when, counted), tally)
  }

  private async countedOf(when: string): Promise<Tally> {
    const tally = new Tally()
    for (const { organisation, counts, hours = {} } of await this.repository.allCounts(when)) {
      const of = tally.countsOf(when, organisation)
      for (const [name, count] of Object.entries(counts)) of.counts.set(name, count)
      for (const [name, count] of Object.entries(hours)) of.hours.set(name, count)
    }
    for (const { column, block, rows } of await this.repository.allColumns(when)) {
      const unpacked = unpack(bytesOf(rows), widthOf(column))
      const numbers = [...unpacked.keys()].map((number) => block * BLOCK + number)
      const names = new Map((await this.repository.namesOf(column, numbers)).map((name) => [name.number, name]))
      for (const [number, counts] of unpacked) {
        const { personId = null, organisation = `nobody has number ${number}` } =
          names.get(block * BLOCK + number) ?? {}
        tally.addToRow({ column, when, personId, organisation }, counts)
      }
    }
    return tally
  }

  private async recount(when: string, before: number): Promise<Tally> {
    const tally = new Tally()
    const last = endOf(when) + OUT_OF_ORDER_MS
    let next = await this.firstSince(Date.parse(when) - OUT_OF_ORDER_MS, before)
    while (next < before) {
      const entries = await this.ledger.headersFrom(next, Math.min(AT_A_TIME, before - next))
      for (const entry of entries) if (entry.time.toISOString().startsWith(when)) tally.add(entry)
      if (entries.length === 0 || entries.every(({ time }) => time.getTime() > last)) break
      next += entries.length
    }
    return tally
  }

  /** An index before which all entries are older, by halving. */
  private async firstSince(time: number, before: number): Promise<number> {
    let [low, high] = [0, before]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const [entry] = await this.ledger.headersFrom(middle, 1)
      if (entry && entry.time.getTime() < time) low = middle + 1
      else high = middle
    }
    return low
  }
}
