import { Injectable } from '@nestjs/common'
import { together } from '@contactpoint/bus'
import {
  MOST_INVOLVEMENTS_SHOWN,
  type FedService,
  type FullChild,
  type Involvement,
  type SensitivePolicy,
} from '@contactpoint/contracts'
import { assertInTransaction } from '@contactpoint/mongo'
import { PlacesService } from '../places/places.service.ts'
import { InvolvementsRepository } from './involvements.repository.ts'
import { fedInvolvements, fedOrganisations, inOrder, toInvolvement } from './involvements.rules.ts'
import type { KeptInvolvement } from './involvements.schema.ts'
import { unspecifiedService } from './sensitive.rules.ts'

/** Who works with a child, as its whole record shows it; a record that shows four things never asks here. */
@Injectable()
export class ShownInvolvementsService {
  private readonly ordinary = together<string, KeptInvolvement[]>(
    async (childIds) => {
      const found = await this.involvements.findOrdinary([...new Set(childIds)])
      const byChild = Map.groupBy(found, ({ childId }) => childId)
      return childIds.map((childId) => inOrder(byChild.get(childId) ?? []).slice(0, MOST_INVOLVEMENTS_SHOWN))
    },
    { most: 200 },
  )

  constructor(
    private readonly involvements: InvolvementsRepository,
    private readonly places: PlacesService,
  ) {}

  /**
   * All but sensitive ones, then those that feeds bring.
   *
   * @param policy what is said of those: existence alone deters, so nothing unless the policy in force says otherwise (docs/decisions/0024)
   */
  async shownOf(
    child: Pick<FullChild, 'childId' | 'education' | 'gpPracticeCode' | 'authority'>,
    services: readonly FedService[],
    policy: SensitivePolicy = 'nothing',
  ): Promise<Involvement[]> {
    const kept = await this.ordinary(child.childId)
    const fed = { ...child, services }
    const codes = [...fedOrganisations(fed), ...kept.map(({ organisation }) => organisation)]
    const organisations = await this.places.findOrganisations(codes)
    const isTold = policy === 'unspecified' && (await this.involvements.hasSensitive(child.childId))
    return [
      ...kept.map((one) => toInvolvement(one, organisations)),
      ...fedInvolvements(fed, organisations, kept),
      ...(isTold ? [unspecifiedService(child.authority)] : []),
    ]
  }

  /** Of children with whom somebody works, sensitive services aside: whether one of those is the lead professional. For counting alone. */
  leadsOf(childIds: string[]): Promise<Map<string, boolean>> {
    return this.involvements.findLeads(childIds)
  }

  /** Whether anybody has ever recorded that somebody works with a child, sensitive services among them. For deciding alone. */
  hasAny(childId: string): Promise<boolean> {
    return this.involvements.hasAny(childId)
  }

  /** Whatever a record has goes with it, when it goes on as another. */
  async move(from: string, to: string): Promise<void> {
    assertInTransaction()
    await this.involvements.move(from, to)
  }

  /** And comes back, when it is split off. */
  async giveBack(childId: string): Promise<void> {
    assertInTransaction()
    await this.involvements.giveBack(childId)
  }
}
