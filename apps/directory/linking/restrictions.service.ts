import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Fault, type Nothing, type RestrictChild, type Restricted } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { NearnessService } from './nearness.service.ts'

/** The directory's half of a shield: the marks on a child and its keys, by which its hidden values find nobody. */
@Injectable()
export class RestrictionsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly links: LinkingRepository,
    private readonly nearness: NearnessService,
  ) {}

  /** Marks first, looks for lookalikes second: whatever is written between the two is either found or finds the mark. */
  async restrict(ask: RestrictChild): Promise<Restricted> {
    await this.mark(ask, true)
    const child = await this.records.findById(ask.childId)
    return { hidden: child?.restricted ? await this.nearness.hideLookalikes(child) : [] }
  }

  async release(ask: RestrictChild): Promise<Nothing> {
    await this.mark(ask, false)
    return {}
  }

  private async mark({ childId, version }: RestrictChild, restricted: boolean): Promise<void> {
    if (!(await this.records.findById(childId))) throw Fault.notFound()
    await transaction(this.connection, async (session) => {
      const changed = await this.records.setRestriction(childId, version, restricted, session)
      if (changed) await this.links.setRestricted(childId, restricted, session)
    })
  }
}
