import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { WithdrawRecords, WithdrawnFate, WithdrawnRecords } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { PartsService, type Meant } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import type { SourceWord } from '../children/said.rules.ts'
import { ShownInvolvementsService } from '../involvements/shown-involvements.service.ts'
import { LinkedChildrenService } from './linked-children.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { wordsWith } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { fateOfAll, hasLeft, without } from './withdrawing.rules.ts'

/** Takes back what a batch said: a child is then what its sources say without it. No shield, and nothing that people did, is taken back with it. */
@Injectable()
export class WithdrawingService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly involvements: ShownInvolvementsService,
    private readonly links: LinkingRepository,
    private readonly linked: LinkedChildrenService,
  ) {}

  async withdraw({ source, batchId, recordIds }: WithdrawRecords): Promise<WithdrawnRecords> {
    const records: WithdrawnRecords['records'] = []
    for (const recordId of recordIds) {
      const fate = fateOfAll(await this.withdrawAll(`${source}:${recordId}`, batchId))
      records.push({ recordId, fate })
    }
    return { records }
  }

  /** The record itself first: what somebody gives to another child meanwhile is without the batch by then. */
  private async withdrawAll(linkId: string, batchId: string): Promise<(WithdrawnFate | null)[]> {
    const withdraw = (id: string) => this.records.untilCurrent(() => this.withdrawOne(id, batchId))
    const fates = [await withdraw(linkId)]
    for (const kept of await this.links.findKeptOf(linkId)) fates.push(await withdraw(kept))
    return fates
  }

  /** @returns null where there is no such record */
  private async withdrawOne(linkId: string, batchId: string): Promise<WithdrawnFate | null> {
    const link = (await this.links.findLinks([linkId])).get(linkId)
    if (!link) return null
    if (!hasLeft(link, batchId)) return 'untouched'
    const left = without(link, batchId)
    const write = (): Promise<void> => this.writeLink(left, link)
    const [meant] = link.childId === null ? [] : await this.parts.meantBy(link.childId)
    if (!meant) await transaction(this.connection, write)
    else if ((await this.takeBack(meant, linkId, left, write)) === 'kept') return 'kept'
    // Of the record and not of the child: whether a row was about one that others have told of would say whether a guess was right.
    return left ? 'restored' : 'removed'
  }

  /**
   * Makes of a child what is said of it when something of that is taken back.
   *
   * @param left of the record that takes it back; null: nothing
   * @param write writes the records of sources, in the transaction that writes the child
   * @returns what became of the child
   */
  async takeBack(
    meant: Meant,
    linkId: string,
    left: SourceRecord | null,
    write: () => Promise<void>,
  ): Promise<Exclude<WithdrawnFate, 'untouched'>> {
    const words = wordsWith(await this.links.findOf([meant.record.childId]), linkId, left)
    const isSomebody = words.some(({ told }) => told.some(({ said }) => said.name))
    return isSomebody ? this.restore(meant, words, write) : this.remove(meant, write)
  }

  private async restore(meant: Meant, words: SourceWord[], write: () => Promise<void>): Promise<'restored' | 'kept'> {
    const { child } = meant
    const changed = await this.linked.asSaid(meant, words)
    if (child.restricted && changed.child !== child) return 'kept'
    await this.linked.write(meant, changed, write)
    return 'restored'
  }

  /** Of whom nobody else has told: unless somebody protects it, works with it, or has said that it is one with another. */
  private async remove({ child, record }: Meant, write: () => Promise<void>): Promise<'removed' | 'kept'> {
    const { childId } = child
    const isMerged = record !== child || (await this.parts.findOf(childId)).length > 0
    if (isMerged || child.restriction > 0 || child.awaitingShield || (await this.involvements.hasAny(childId)))
      return 'kept'
    await transaction(this.connection, async () => {
      await write()
      await this.records.remove(child)
    })
    return 'removed'
  }

  private writeLink(left: SourceRecord | null, link: SourceRecord): Promise<void> {
    return left ? this.links.writeLink(left, link) : this.links.removeLink(link)
  }
}
