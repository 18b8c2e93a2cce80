import { Injectable } from '@nestjs/common'
import type { ListUndecided, Undecided } from '@contactpoint/contracts'
import { PartsService } from '../children/parts.service.ts'
import { NearRecordsService } from '../restrictions/near-records.service.ts'
import { LinkingRepository } from './linking.repository.ts'

/** What waits for the officers of restricted children. */
@Injectable()
export class UndecidedService {
  constructor(
    private readonly parts: PartsService,
    private readonly links: LinkingRepository,
    private readonly nearRecords: NearRecordsService,
  ) {}

  /** What waits about a record that was merged waits about whose it is now. */
  async list({ childIds }: ListUndecided): Promise<Undecided> {
    const wholes = await this.parts.wholesOf(childIds)
    const ids = [...wholes.keys()]
    const whole = (found: string[]): string[] => [...new Set(found.map((id) => wholes.get(id)!))]
    return { near: whole(await this.nearRecords.findOpen(ids)), rows: whole(await this.links.findParkedOf(ids)) }
  }
}
