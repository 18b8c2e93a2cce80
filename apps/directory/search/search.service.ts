import { Injectable } from '@nestjs/common'
import {
  namesHidden,
  today,
  type FoundChild,
  type FoundChildren,
  type Place,
  type SearchChildren,
} from '@contactpoint/contracts'
import { livingOn, toVisibleChild, unlessLongDead, type HitFields } from '../children/children.rules.ts'
import { ChildrenService } from '../children/children.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { SearchKeysService } from './search-keys.service.ts'
import { inOrder, MOST_HITS, scoreOf, searchFilter } from './search.rules.ts'

@Injectable()
export class SearchService {
  constructor(
    private readonly keys: SearchKeysService,
    private readonly children: ChildrenService,
    private readonly places: PlacesService,
  ) {}

  async search({ criteria }: SearchChildren): Promise<FoundChildren> {
    const { bornFrom, diedFrom } = livingOn(today())
    const filter = { ...searchFilter(criteria, bornFrom), ...unlessLongDead(diedFrom) }
    const found = await this.keys.find(filter, MOST_HITS + 1)
    if (found.length > MOST_HITS) return { hits: [], refine: true }
    const children = await this.children.findHits(found.map(({ childId }) => childId))
    const schools = await this.places.findSchools(children.flatMap(({ education }) => education?.schoolUrn ?? []))
    const byName = new Map(found.map(({ childId, byName }) => [childId, byName]))
    const onlyVisibleAsked = !namesHidden(criteria)
    const ordered = inOrder(children, (child) => scoreOf(criteria, child))
    const hits = ordered.map((child) => toHit(child, onlyVisibleAsked && byName.get(child.childId) === true, schools))
    return { hits, refine: false }
  }
}

function toHit(child: HitFields, byVisibleKeys: boolean, schools: Map<string, Place>): FoundChild {
  const school = child.education && schools.get(child.education.schoolUrn)
  return {
    ...toVisibleChild(child),
    byVisibleKeys,
    covered: child.covered,
    postcode: child.address?.postcode ?? null,
    schoolName: school?.name ?? null,
  }
}
