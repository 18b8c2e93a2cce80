import { Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import { ProtectionService } from '../protection/protection.service.ts'
import { DuplicatesRepository } from './duplicates.repository.ts'
import { isOneStill, saidToBeTwo } from './duplicates.rules.ts'
import type { DuplicatePair } from './duplicates.schema.ts'

/** How two records stand to each other now, whatever was decided of the pair: others join and part records too. */
@Injectable()
export class PairStandingService {
  constructor(
    private readonly protection: ProtectionService,
    private readonly pairs: DuplicatesRepository,
  ) {}

  async isOne(pair: DuplicatePair): Promise<boolean> {
    return isOneStill(pair, await this.wholesOf(pair.childIds))
  }

  /** As which record each of these goes on, if not as itself. */
  async wholesOf(childIds: string[]): Promise<Map<string, string>> {
    const found = await this.protection.findMany(childIds)
    return new Map(childIds.map((childId) => [childId, found.get(childId)?.mergedInto ?? childId]))
  }

  /** Two that are two do not become one by way of a third. @throws Fault `conflict` where somebody has said so of a part of one and a part of the other */
  async assertNowhereTwo({ childIds: [one, other] }: DuplicatePair): Promise<void> {
    const ones = await this.protection.allOf(one!)
    const different = await this.pairs.findDifferent(ones, await this.protection.allOf(other!))
    if (different) throw new Fault('conflict', saidToBeTwo(different))
  }

  /** In the transaction that makes one of two, or two of one: what is shielded is for its officers. */
  async assertOpen(childIds: string[]): Promise<void> {
    const protections = await this.protection.findMany(childIds)
    if ([...protections.values()].some(({ shield }) => shield !== null)) throw Fault.notFound()
  }
}
