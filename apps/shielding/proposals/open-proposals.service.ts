import { Injectable } from '@nestjs/common'
import { assertInTransaction } from '@contactpoint/mongo'
import { ProposalsRepository } from './proposals.repository.ts'

/** Proposals that nobody has agreed to yet, for the steps that end them: each in its own transaction. */
@Injectable()
export class OpenProposalsService {
  constructor(private readonly proposals: ProposalsRepository) {}

  /** What is open about children whose shield is lifted, or who are another desk's: it was proposed of what was there before. */
  async endAllOf(childIds: string[], by: string): Promise<void> {
    assertInTransaction()
    await this.proposals.refuseAll(['childId'], childIds, by)
  }

  /** The same of records that become one, or two again: also what names them as the other record. */
  async endAllNaming(childIds: string[], by: string): Promise<void> {
    assertInTransaction()
    await this.proposals.refuseAll(['childId', 'otherChildId'], childIds, by)
  }
}
