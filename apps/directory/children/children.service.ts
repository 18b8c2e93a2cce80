import { Injectable } from '@nestjs/common'
import { Fault, today, type ChildRecord, type ReadRecord } from '@contactpoint/contracts'
import { PlacesService } from '../places/places.service.ts'
import { ChildrenRepository } from './children.repository.ts'
import { oldestLiveBirthDate, toFullChild, toVisibleChild, type HitFields } from './children.rules.ts'

/** Reading one record. What the view does not show is not read from the store. */
@Injectable()
export class ChildrenService {
  constructor(
    private readonly children: ChildrenRepository,
    private readonly places: PlacesService,
  ) {}

  /** @throws Fault `not-found`, one and the same for unknown, past the 18th birthday, hidden and quarantined */
  async read({ childId, view }: ReadRecord): Promise<ChildRecord> {
    const bornFrom = oldestLiveBirthDate(today())
    const full = view === 'full' ? await this.children.findFull(childId, bornFrom) : null
    if (full) {
      const place = full.education ? await this.places.findSchool(full.education.schoolUrn) : null
      return { full: true, child: toFullChild(full, place?.school ?? null, place?.authority ?? null) }
    }
    const visible = await this.children.findVisible(childId, bornFrom)
    if (!visible) throw Fault.notFound()
    return { full: false, child: toVisibleChild(visible) }
  }

  /** Those of the children that are live, cut for a list of hits. */
  findHits(childIds: string[]): Promise<HitFields[]> {
    return this.children.findHits(childIds, oldestLiveBirthDate(today()))
  }
}
