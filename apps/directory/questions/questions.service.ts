import { Injectable } from '@nestjs/common'
import {
  Fault,
  MOST_QUESTIONS_LISTED,
  QUESTION_HELD_MINUTES,
  QUESTION_KINDS,
  today,
  type Candidate,
  type ListQuestions,
  type QuestionRead,
  type QuestionsListed,
  type ReadQuestion,
} from '@contactpoint/contracts'
import { firstKept } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { isShown, isUnprotected, livingOn, toMatchRecord } from '../children/children.rules.ts'
import { PartsService } from '../children/parts.service.ts'
import { anewAsked, personOf } from '../linking/asked.rules.ts'
import { DecidingService } from '../linking/deciding.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import { NearnessService } from '../restrictions/nearness.service.ts'
import { DrawnRowsService, type MayMean } from './drawn-rows.service.ts'
import { isAsked, isDrawn, nearestFirst, toCandidate, toCompared, toQuestion, type Asked } from './questions.rules.ts'

const MINUTE_MS = 60_000

/** A question that somebody has, with the children that it may be about, as they are shown. */
export interface Taken {
  asked: Asked
  candidates: Candidate[]
}

/** Rows of which a data steward must say whom they are about. What might be about a shielded child is none of theirs, and does not exist for them. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly sources: SourceRecordsService,
    private readonly parts: PartsService,
    private readonly nearness: NearnessService,
    private readonly deciding: DecidingService,
    private readonly drawn: DrawnRowsService,
  ) {}

  /** Those that no steward may see take no place of others. */
  async list({ kind }: ListQuestions): Promise<QuestionsListed> {
    const kinds = kind === 'sampled' ? null : kind ? [kind] : QUESTION_KINDS
    const now = new Date()
    const asked = await firstKept(
      MOST_QUESTIONS_LISTED,
      (most, after) => this.sources.findAsked(kinds, most, after),
      (found) => this.forStewards(found.filter(isAsked)),
    )
    return { items: asked.map((one) => toQuestion(one, now)) }
  }

  /** @throws Fault see `take` */
  async read({ questionId, by }: ReadQuestion): Promise<QuestionRead> {
    const { asked, candidates } = await this.take(questionId, by)
    return { question: toQuestion(asked, new Date()), row: toCompared(personOf(asked)), candidates }
  }

  /**
   * A question, which is theirs from now on. Where it may be about others by now than whoever read it last was shown, it is another question: nobody
   * answers of a child whom they have not seen.
   *
   * @throws Fault `not-found` for what is answered or asked anew, and for what might be about a shielded child; `conflict` while somebody else has it
   */
  async take(questionId: string, by: string): Promise<Taken> {
    const record = await this.sources.findQuestion(questionId)
    const [asked] = isAsked(record) ? await this.forStewards([record]) : []
    if (!asked) throw Fault.notFound()
    const candidates = await this.candidates(asked)
    const shown = candidates.map(({ childId }) => childId).toSorted()
    const { question } = asked
    if (!isDeepStrictEqual(question.shown ?? shown, shown)) {
      assertFree(await this.sources.askAnew(questionId, by, anewAsked(question, randomUUID())))
      throw Fault.notFound()
    }
    const heldUntil = new Date(Date.now() + QUESTION_HELD_MINUTES * MINUTE_MS)
    assertFree(await this.sources.hold(questionId, by, heldUntil, shown))
    return { asked: { ...asked, question: { ...question, holder: by, heldUntil, shown } }, candidates }
  }

  /** The children that it may be about, as everybody sees them. */
  async candidates(asked: Asked): Promise<Candidate[]> {
    const person = personOf(asked)
    const { children, linked, joined } = isDrawn(asked)
      ? await this.drawn.whomItMayMean(asked)
      : await this.whomItMayMean(asked)
    const living = livingOn(today())
    const seen = new Map(children.filter((child) => isShown(child, living)).map((child) => [child.childId, child]))
    const toHold = [...seen.values()].map((child) => toCandidate(person, child, child.childId === linked))
    return nearestFirst(toHold, joined)
  }

  /** The child its record is linked to, and those whom the engine would not pass over. */
  private async whomItMayMean(asked: Asked): Promise<MayMean> {
    const [linked] = asked.childId ? await this.parts.meantBy(asked.childId) : []
    const found = [...[linked ?? []].flat(), ...(await this.deciding.fitting(toMatchRecord(personOf(asked))))]
    return { children: found.map(({ child }) => child), linked: linked?.child.childId }
  }

  /** Neither about a child that is protected or covered, nor about somebody who would be near one. */
  private async forStewards(all: readonly Asked[]): Promise<Asked[]> {
    const linked = await this.parts.meantByIds(all.flatMap(({ childId }) => childId ?? []))
    const isOpen = ({ childId }: Asked): boolean => {
      const meant = childId !== null && linked.get(childId)
      return childId === null || (!!meant && isUnprotected(meant.child))
    }
    const open = await this.drawn.answerable(all.filter(isOpen))
    const free = await this.nearness.unlikeAny(open.map(personOf))
    return open.filter((_one, n) => free[n])
  }
}

function assertFree(isFree: boolean): void {
  if (!isFree) throw new Fault('conflict', 'Somebody else has this question')
}
