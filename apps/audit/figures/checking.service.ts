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

const AT_A_TIME = 2_000
const DAY_MS = 24 * 60 * 60 * 1000
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

  /** Counts a day again from the ledger, as far as the figures have come. @param day `YYYY-MM-DD`, UTC @returns what differs: nothing */
  async check(day: string): Promise<Difference[]> {
    // Both of one moment: while it is read, counting goes on.
    const { counted, tally } = await transaction(this.connection, async () => {
      const { counted } = await this.counting.position()
      return { counted, tally: await this.countedOf(day) }
    })
    return differencesOf(await this.recount(day, counted), tally)
  }

  private async countedOf(day: string): Promise<Tally> {
    const tally = new Tally()
    for (const { organisation, counts } of await this.repository.daysAt(day))
      for (const [name, count] of Object.entries(counts)) tally.dayOf(day, organisation).counts.set(name, count)
    for (const { column, block, rows } of await this.repository.columnsAt(day)) {
      const unpacked = unpack(bytesOf(rows), widthOf(column))
      const numbers = [...unpacked.keys()].map((number) => block * BLOCK + number)
      const names = new Map((await this.repository.namesOf(column, numbers)).map((name) => [name.number, name]))
      for (const [number, counts] of unpacked) {
        const { personId = null, organisation = `nobody has number ${number}` } =
          names.get(block * BLOCK + number) ?? {}
        tally.addToRow({ column, day, personId, organisation }, counts)
      }
    }
    return tally
  }

  private async recount(day: string, before: number): Promise<Tally> {
    const tally = new Tally()
    const begin = Date.parse(day)
    const last = begin + DAY_MS + OUT_OF_ORDER_MS
    let next = await this.firstSince(begin - OUT_OF_ORDER_MS, before)
    while (next < before) {
      const entries = await this.ledger.headersFrom(next, Math.min(AT_A_TIME, before - next))
      for (const entry of entries) if (entry.time.toISOString().startsWith(day)) tally.add(entry)
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
