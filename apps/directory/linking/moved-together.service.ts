import { Injectable } from '@nestjs/common'
import { homeKey } from '@contactpoint/matching'
import { RecordsService } from '../children/records.service.ts'
import type { ToDecide } from './deciding.rules.ts'
import { DecidingService } from './deciding.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { hasCompany, mayHaveMoved, moveOf, type Around } from './moved-together.rules.ts'
import { rowThatWaits } from './rows-that-wait.rules.ts'

/** Where more live, or wait, at one postcode, it is no family's home: an institution, or a code for no place. */
const MOST_CHILDREN = 200
const MOST_WAITING = 20

/** Brothers and sisters who move between the same two homes say of each other who they are. */
@Injectable()
export class MovedTogetherService {
  constructor(
    private readonly records: RecordsService,
    private readonly links: LinkingRepository,
    private readonly deciding: DecidingService,
  ) {}

  /** @returns id of whom the row is about, if they have moved with a brother or sister */
  async find(one: ToDecide): Promise<string | undefined> {
    const move = moveOf(one)
    const around = move && (await this.around(homeKey(move.to)))
    return around && hasCompany(one, move, around) ? move.child.childId : undefined
  }

  /** @returns null where too many are there */
  private async around(home: string): Promise<Around | null> {
    const waiting = await this.links.findWaitingWith([home], MOST_WAITING)
    const children = await this.records.findUnprotectedByKey(home, MOST_CHILDREN)
    if (waiting.length === MOST_WAITING || children.length === MOST_CHILDREN) return null
    const told = await this.links.findOfEach(children.map(({ childId }) => childId))
    const links = [...(await this.links.findLinks(waiting)).values()]
    const rows = links.filter((link) => mayHaveMoved(link, new Date())).map(rowThatWaits)
    const found = await this.deciding.candidatesOf(rows)
    return {
      children: children.map((child) => ({ child, told: told.get(child.childId) ?? [] })),
      rows: rows.map((row) => ({ row, candidates: found.get(row)!.candidates })),
    }
  }
}
