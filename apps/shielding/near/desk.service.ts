import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import { isChildId, listNear, type NearListed } from '@contactpoint/contracts'
import { isTheirs } from './near.rules.ts'

/** The shield desk: the people of the authority that is responsible for a child. Nobody else learns here that it has a shield. */
@Injectable()
export class DeskService {
  constructor(private readonly bus: Bus) {}

  /** What is near a shielded child. Null for a child that has no shield, is of another authority, or is nobody. */
  async listFor(caller: Caller, childId: string): Promise<NearListed | null> {
    if (!isChildId(childId)) return null
    const listed = await ifFound(this.bus.ask(listNear, { childId, authority: caller.authority }))
    return listed && isTheirs(caller, listed) ? listed : null
  }
}
