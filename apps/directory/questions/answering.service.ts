import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Fault, newChildId, type AnswerQuestion, type Candidate, type QuestionAnswered } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import { randomInt } from 'node:crypto'
import type { Connection } from 'mongoose'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkedChildrenService } from '../linking/linked-children.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import { newChild } from '../linking/linking.rules.ts'
import { NewChildrenService } from '../linking/new-children.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { QuestionsRepository } from './questions.repository.ts'
import {
  answered,
  confirmed,
  contradicted,
  excludedBefore,
  isOfSamePerson,
  mayMake,
  takeBackFirst,
  type Answered,
} from './answers.rules.ts'
import { DrawnRowsService } from './drawn-rows.service.ts'
import { isDrawn, schoolOf, type Asked } from './questions.rules.ts'
import type { LinkDecision } from './questions.schema.ts'
import { QuestionsService } from './questions.service.ts'

/** What somebody says of a row is done, and kept so that it can be taken back; no later row undoes it. */
@Injectable()
export class AnsweringService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly questions: QuestionsService,
    private readonly decisions: QuestionsRepository,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly places: PlacesService,
    private readonly sources: SourceRecordsService,
    private readonly linked: LinkedChildrenService,
    private readonly newChildren: NewChildrenService,
    private readonly drawn: DrawnRowsService,
  ) {}

  /** @throws Fault `not-found`; `conflict` while somebody else has it, where the answer does not say which child, and where it contradicts one that stands */
  answer({ questionId, answer, childId, by }: AnswerQuestion): Promise<QuestionAnswered> {
    return this.records.untilCurrent(async () => {
      const { asked, candidates } = await this.questions.take(questionId, by)
      if (answer === 'unsure') {
        await this.sources.putBack(questionId)
        return { linkId: null }
      }
      const chosen = answer === 'same' ? chosenOf(candidates, childId) : null
      if (isDrawn(asked) && (await this.drawn.stays(asked, chosen))) {
        await this.confirm(asked, answer, by)
        return { linkId: questionId, ...(await this.drawn.twoOfOne(asked, chosen)) }
      }
      await this.decide(isDrawn(asked) ? await this.drawn.reopen(asked) : asked, chosen, by)
      return { linkId: questionId }
    })
  }

  private confirm(asked: Asked, answer: LinkDecision['answer'], by: string): Promise<void> {
    return transaction(this.connection, () => this.write(asked, confirmed(asked), { answer, by }))
  }

  private decide(asked: Asked, chosen: string | null, by: string): Promise<void> {
    return chosen === null ? this.make(asked, by) : this.link(asked, chosen, by)
  }

  /** @param given ids of all that the child is whom an answer gives the record to; empty: to nobody yet known */
  private async assertFits({ answer, ...asked }: Asked, given: readonly string[]): Promise<void> {
    const before = answer && (await this.decisions.find(answer.id))
    if (!before || !isOfSamePerson(asked, before.before)) return
    const said = contradicted(before.childId, answer.not, given)
    if (said) throw new Fault('conflict', `${said}: ${takeBackFirst(answer.id)}`)
  }

  private async link(asked: Asked, childId: string, by: string): Promise<void> {
    const [meant] = await this.parts.meantBy(childId)
    if (!meant || meant.child.restricted) throw Fault.notFound()
    await this.assertFits(asked, await this.parts.idsOf(childId))
    const written = answered(asked, meant.record.childId)
    const changed = await this.linked.withRecord(meant, written.record, schoolOf(asked))
    await this.linked.write(meant, changed, () => this.write(asked, written, { answer: 'same', by }))
  }

  private async make(asked: Asked, by: string): Promise<void> {
    await this.assertFits(asked, [])
    if (!mayMake(asked)) {
      const nobodys = answered(asked, null, await this.excluded(asked))
      return transaction(this.connection, () => this.write(asked, nobodys, { answer: 'different', by }))
    }
    const authority = await this.places.findAuthority(schoolOf(asked))
    const written = answered(
      asked,
      newChildId((n) => randomInt(n)),
    )
    const child = newChild(written.record.childId!, written.record, authority)
    await this.newChildren.add(child, () => this.write(asked, written, { answer: 'different', by }))
  }

  /** Ids of all that those are who were shown, of whom the model had meant, and of those of whom the same was said before of the same person. */
  private async excluded(asked: Asked): Promise<string[]> {
    const shown = await this.questions.candidates(asked)
    const all = [...shown.map(({ childId }) => childId), ...(asked.question.joined ? [asked.question.joined] : [])]
    const ids = await Promise.all(all.map((childId) => this.parts.idsOf(childId)))
    return [...new Set([...excludedBefore(asked), ...ids.flat()])]
  }

  private async write(
    asked: Asked,
    { record, kept }: Answered,
    { answer, by }: Pick<LinkDecision, 'answer' | 'by'>,
  ): Promise<void> {
    await this.sources.write(record, asked)
    if (kept) await this.sources.write(kept, null)
    await this.decisions.keep({
      ...{ _id: asked.question.id, recordId: asked._id, answer, childId: record.childId },
      ...{ by, at: new Date(), before: asked, kept: kept?._id ?? null, undone: null },
    })
  }
}

/** @param candidates as they were shown */
function chosenOf(candidates: readonly Candidate[], childId: string | undefined): string {
  const [only] = candidates
  if (childId === undefined && candidates.length === 1) return only!.childId
  if (childId === undefined) throw new Fault('conflict', 'Several children may be meant: name one')
  if (!candidates.some((one) => one.childId === childId)) throw new Fault('conflict', 'That child is none of those')
  return childId
}
