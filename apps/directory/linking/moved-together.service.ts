import { Injectable } from '@nestjs/common'
import { PartsService } from '../children/parts.service.ts'
import type { ToDecide } from './deciding.rules.ts'
import { LinkingRepository } from './linking.repository.ts'
import { homeKeysOf, homesToLookAt, movedTogether } from './moved-together.rules.ts'
import { isWhole, rowThatWaits } from './rows-that-wait.rules.ts'

/** Of more who live, or wait, at two homes the others are not looked at: a postcode of so many is no home. */
const MOST_CHILDREN = 400
const MOST_WAITING = 50

/** Brothers and sisters who move between the same two homes say of each other who they are. */
@Injectable()
export class MovedTogetherService {
  constructor(
    private readonly parts: PartsService,
    private readonly links: LinkingRepository,
  ) {}

  /** Of those whom the row may be about, ids of whoever has moved there together with another child. */
  async among(one: ToDecide): Promise<Set<string>> {
    const homes = homesToLookAt(one)
    if (homes.length === 0) return new Set()
    const children = await this.parts.meantByKeys(homes, MOST_CHILDREN)
    const said = await this.links.findOf(children.map(({ record }) => record.childId))
    const waiting = await this.links.findWaitingWith(homeKeysOf(one.row), MOST_WAITING)
    const links = [...(await this.links.findLinks(waiting)).values()].filter(isWhole)
    const records = Map.groupBy(said, ({ childId }) => childId!)
    return movedTogether(one, { children, records, waiting: links.map(rowThatWaits) })
  }
}
