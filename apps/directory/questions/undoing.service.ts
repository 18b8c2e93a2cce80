import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Fault, type LinkRead, type Nothing, type ReadLink, type UndoLink } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { QuestionsRepository } from './questions.repository.ts'
import { askedAgain, isForOfficers, leftOfBefore, standingOf, takeBackFirst } from './answers.rules.ts'
import type { LinkDecision } from './questions.schema.ts'

/** Takes back what somebody said of a row: the child is what its other records say, and the question is open again. */
@Injectable()
export class UndoingService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly decisions: QuestionsRepository,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly sources: SourceRecordsService,
    private readonly withdrawing: WithdrawingService,
  ) {}

  /** @throws Fault `not-found` for an answer that was never given, or is undone */
  async read({ linkId }: ReadLink): Promise<LinkRead> {
    const decision = await this.decisions.find(linkId)
    if (!decision || decision.undone) throw Fault.notFound()
    // Who was said to be nobody may have been found to be somebody since.
    const now = (await this.sources.find(decision.recordId))?.childId
    return { childIds: [...new Set([decision.childId, decision.before.childId, now].flatMap((id) => id ?? []))] }
  }

  /** @throws Fault `not-found`; `conflict` where it is undone already, or a later answer about its record, a shield or people stand on it */
  async undo({ linkId, by }: UndoLink): Promise<Nothing> {
    await this.records.untilCurrent(async () => {
      const decision = await this.decisions.find(linkId)
      if (!decision) throw Fault.notFound()
      const link = await this.sources.find(decision.recordId)
      const kept = decision.kept === null ? null : await this.sources.find(decision.kept)
      const undone = { ...decision, undone: { by, at: new Date() } }
      if (!decision.undone && !link && kept) return this.giveBack(kept, undone)
      const standing = link && standingOf(link, linkId)
      if (decision.undone || !standing || isForOfficers(link))
        throw new Fault('conflict', 'It was undone, or decided anew')
      if (standing !== linkId)
        throw new Fault('conflict', `What was said later of this record stands: ${takeBackFirst(standing)}`)
      const back = askedAgain(link, leftOfBefore(decision, kept))
      if (!(await this.takeBack(link, back, kept, undone)))
        throw new Fault('conflict', 'A shield, or people who work with the child, stand on it')
    })
    return {}
  }

  /** @returns false where something stands on it */
  private async takeBack(
    link: SourceRecord,
    back: SourceRecord,
    kept: SourceRecord | null,
    undone: LinkDecision,
  ): Promise<boolean> {
    const write = (): Promise<void> => this.write(link, back, kept, undone)
    const [meant] = link.childId ? await this.parts.meantBy(link.childId) : []
    if (!meant) {
      await transaction(this.connection, write)
      return true
    }
    const left = back.childId === link.childId ? back : null
    return (await this.withdrawing.takeBack(meant, link._id, left, write)) !== 'kept'
  }

  /** Where the row that was answered was taken back with its file, the record is what it was before that row. */
  private giveBack(kept: SourceRecord, undone: LinkDecision): Promise<void> {
    return transaction(this.connection, () => this.write(null, { ...kept, _id: undone.recordId }, kept, undone))
  }

  private async write(
    link: SourceRecord | null,
    back: SourceRecord,
    kept: SourceRecord | null,
    undone: LinkDecision,
  ): Promise<void> {
    if (kept) await this.sources.remove(kept)
    await this.sources.write(back, link)
    await this.decisions.keep(undone)
  }
}
