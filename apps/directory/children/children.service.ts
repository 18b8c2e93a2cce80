import { Injectable } from '@nestjs/common'
import { together } from '@contactpoint/bus'
import {
  Fault,
  today,
  type ChildLocated,
  type ChildRecord,
  type LocateChild,
  type ReadRecord,
  type View,
} from '@contactpoint/contracts'
import { ShownInvolvementsService } from '../involvements/shown-involvements.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { ChildrenRepository } from './children.repository.ts'
import type { Child } from './children.schema.ts'
import {
  isFull,
  livingOn,
  toFullChild,
  toVisibleChild,
  type FedFields,
  type HitFields,
  type Living,
  type FullFields,
  type VisibleFields,
} from './children.rules.ts'

type Read<T> = (childIds: string[], living: Living) => Promise<T[]>

/** Reading records. What the view does not show is not read from the store; who asks at the same moment is answered by one query. */
@Injectable()
export class ChildrenService {
  private readonly visible = this.byId<VisibleFields>((...asked) => this.children.findVisible(...asked))
  private readonly shown = this.byId<VisibleFields | FullFields>((...asked) => this.children.findShown(...asked))
  private readonly overridden = this.byId<FullFields>((...asked) => this.children.findOverridden(...asked))
  private readonly located = this.byId<ChildLocated & { childId: string }>((...asked) =>
    this.children.findAuthorities(...asked),
  )
  private readonly fed = this.byId<FedFields>((...asked) => this.children.findFed(...asked))
  private readonly hit = this.byId<HitFields>((...asked) => this.children.findHits(...asked))

  constructor(
    private readonly children: ChildrenRepository,
    private readonly places: PlacesService,
    private readonly involvements: ShownInvolvementsService,
  ) {}

  /** @throws Fault `not-found`, one and the same for unknown, past the 18th birthday, long dead, hidden and quarantined */
  async read({ childId, view, sensitive }: ReadRecord): Promise<ChildRecord> {
    const found = await this.find(childId, view)
    if (!found) throw Fault.notFound()
    if (!isFull(found)) return { full: false, child: toVisibleChild(found) }
    const place = found.education ? await this.places.findSchool(found.education.schoolUrn) : null
    const child = toFullChild(found, place?.school ?? null, place?.authority ?? null)
    const involvements = await this.involvements.shownOf(child, found.services, sensitive)
    return { full: true, child: { ...child, involvements } }
  }

  private find(childId: string, view: View): Promise<VisibleFields | FullFields | null> {
    switch (view) {
      case 'visible':
        return this.visible(childId)
      case 'full':
        return this.shown(childId)
      case 'overridden':
        return this.overridden(childId)
    }
  }

  /** Whose it is, whatever its record shows. @throws Fault `not-found` as for reading it */
  async locate({ childId }: LocateChild): Promise<ChildLocated> {
    const found = await this.located(childId)
    if (!found) throw Fault.notFound()
    return { authority: found.authority }
  }

  /** What feeds say of who works with it, whatever its record shows. @throws Fault `not-found` as for reading it */
  async getFed(childId: string): Promise<FedFields> {
    const found = await this.fed(childId)
    if (!found) throw Fault.notFound()
    return found
  }

  /** Those of the children that are live, cut for a list of hits. */
  async findHits(childIds: string[]): Promise<HitFields[]> {
    const found = await Promise.all(childIds.map((childId) => this.hit(childId)))
    return found.filter((hit) => hit !== null)
  }

  /** Live children after this one by id, whatever their records show and whoever may see them: for counting alone. */
  afterForCounting(childId: string, most: number): Promise<FedFields[]> {
    return this.children.findFedAfter(childId, most, livingOn(today()))
  }

  /** Live children of the next day on which anybody was born, of whom everybody sees all. @param day `YYYY-MM-DD`, or nothing */
  shownBornAfter(day: string): Promise<Child[]> {
    return this.children.findShownBornAfter(day, livingOn(today()))
  }

  private byId<T extends { childId: string }>(read: Read<T>): (childId: string) => Promise<T | null> {
    return together<string, T | null>(
      async (childIds) => {
        const found = await read([...new Set(childIds)], livingOn(today()))
        const byId = new Map(found.map((child) => [child.childId, child]))
        return childIds.map((childId) => byId.get(childId) ?? null)
      },
      { most: 200 },
    )
  }
}
