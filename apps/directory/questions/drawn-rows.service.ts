import { Injectable } from '@nestjs/common'
import { Fault, type QuestionAnswered } from '@contactpoint/contracts'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { personOf } from '../linking/asked.rules.ts'
import { DecidingService } from '../linking/deciding.service.ts'
import { LinkedChildrenService } from '../linking/linked-children.service.ts'
import { wordsWith } from '../linking/linking.rules.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { reopened } from './answers.rules.ts'
import { isDrawn, type Asked } from './questions.rules.ts'

/** Whom a row may be about, whatever may be shown of them. */
export interface MayMean {
  children: Child[]
  /** Id of the one that its record is linked to, where whoever is asked may know. */
  linked?: string
  /** Id of the one that the model has joined it to, which they may not. */
  joined?: string
}

/** Rows that the model decided by itself, and that were drawn by lot: a steward says whom they are about without knowing what it said. */
@Injectable()
export class DrawnRowsService {
  constructor(
    private readonly sources: SourceRecordsService,
    private readonly parts: PartsService,
    private readonly linked: LinkedChildrenService,
    private readonly deciding: DecidingService,
    private readonly withdrawing: WithdrawingService,
  ) {}

  /** Those that have somebody to be held against: of whom it was joined to, nobody else may tell any more. */
  async answerable(all: readonly Asked[]): Promise<Asked[]> {
    const joined = all.filter((one) => isDrawn(one) && one.question.sampled === 'same')
    const said = await this.sources.findOf(joined.map(({ childId }) => childId!))
    return all.filter((one) => !joined.includes(one) || tellOf(one, said))
  }

  /** Whom it may be about: the child it was joined to, as others tell of it, and all who share a key with it; the one that was made of it is not. */
  async whomItMayMean(asked: Asked): Promise<MayMean> {
    const [own] = await this.parts.meantBy(asked.childId!)
    const sharing = await this.deciding.sharingKeys(toMatchRecord(personOf(asked)))
    const others = sharing.map(({ child }) => child).filter(({ childId }) => childId !== own?.child.childId)
    if (!own || asked.question.sampled !== 'same') return { children: others }
    const words = wordsWith(await this.sources.findOf([own.record.childId]), asked._id, null)
    const { child } = await this.linked.asSaid(own, words)
    return { children: [...others, child], joined: child.childId }
  }

  /**
   * Whether all may stay as it is: the model decided so too, or what it made cannot be taken apart, since others have told of that child meanwhile.
   *
   * @param childId whom it is about; null: none of them
   */
  async stays(asked: Asked, childId: string | null): Promise<boolean> {
    const [own] = await this.parts.meantBy(asked.childId!)
    if (asked.question.sampled === 'same') return childId === own?.child.childId
    return childId === null || tellOf(asked, await this.sources.findOf([asked.childId!]))
  }

  /** Of a record that stays though it is of a child whom the directory knew before: the two that are of one child. @param childId as of `stays` */
  async twoOfOne(asked: Asked, childId: string | null): Promise<Pick<QuestionAnswered, 'twoOfOne'>> {
    const [own] = await this.parts.meantBy(asked.childId!)
    if (!own || childId === null || own.child.childId === childId) return {}
    return { twoOfOne: [own.child.childId, childId].toSorted() }
  }

  /**
   * Takes a record from where the model had put it.
   *
   * @returns the question, which is as any other from now on
   * @throws Fault `conflict` where a shield or people stand on it
   */
  async reopen(asked: Asked): Promise<Asked> {
    const [own] = await this.parts.meantBy(asked.childId!)
    const open = reopened(asked)
    const write = () => this.sources.write(open, asked)
    if (!own || (await this.withdrawing.takeBack(own, asked._id, null, write)) === 'kept')
      throw new Fault('conflict', 'A shield, or people who work with the child, stand on it')
    return open
  }
}

/** Whether any other record tells who its child is. */
function tellOf({ _id, childId }: Asked, said: readonly SourceRecord[]): boolean {
  return said.some((one) => one.childId === childId && one._id !== _id && one.told.some(({ said: { name } }) => name))
}
