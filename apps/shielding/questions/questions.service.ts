import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  answerQuestion,
  Fault,
  listQuestions,
  readLink,
  readQuestion,
  undoLink,
  type AnswerLinkQuestion,
  type LinkAnswered,
  type LinkQuestionsListed,
  type LinkQuestionViewed,
  type ListLinkQuestions,
  type Nothing,
  type QuestionRead,
} from '@contactpoint/contracts'
import { DuplicatesService } from '../duplicates/duplicates.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { toBeDone, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import {
  answerAsked,
  answerTaken,
  listAsked,
  NO_QUESTION,
  questionShown,
  questionsListed,
  undoAsked,
  viewAsked,
} from './questions.rules.ts'

/** Rows of feeds of which a data steward says whom they are about. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly releases: ReleaseService,
    private readonly duplicates: DuplicatesService,
  ) {}

  async list(caller: Caller, ask: ListLinkQuestions): Promise<LinkQuestionsListed> {
    const { content, account } = await this.releases.release(caller, listAsked(ask), async () =>
      questionsListed((await this.bus.ask(listQuestions, ask)).items),
    )
    return { items: content, next: null, receipt: account.receipt }
  }

  async view(caller: Caller, questionId: string): Promise<LinkQuestionViewed> {
    const read = () => this.read(caller, questionId)
    const { content, account } = await this.releases.release(caller, viewAsked(questionId), read)
    return { ...content, ...account }
  }

  /** Recorded before it takes effect. */
  async answer(caller: Caller, ask: AnswerLinkQuestion): Promise<LinkAnswered> {
    const { account } = await this.releases.release(caller, answerAsked(ask), async () =>
      answerTaken(await this.read(caller, ask.questionId), ask),
    )
    const { linkId, twoOfOne } = await this.bus.ask(answerQuestion, { ...ask, by: caller.personId })
    if (twoOfOne) await this.duplicates.say(caller, twoOfOne, ask.questionId)
    return { linkId, ...account }
  }

  /** Recorded before it takes effect. */
  async undo(caller: Caller, linkId: string): Promise<Nothing> {
    await this.releases.release(caller, undoAsked(linkId), () => this.readLink(linkId))
    // First: what is said once too often makes one record of two, what is said once too seldom is said again.
    await this.duplicates.unsay(linkId)
    return this.bus.ask(undoLink, { linkId, by: caller.personId })
  }

  private read(caller: Caller, questionId: string): Promise<Reading<QuestionRead>> {
    return unlessNone(async () => {
      const read = await this.bus.ask(readQuestion, { questionId, by: caller.personId })
      const stances = await this.protection.stances(read.candidates.map(({ childId }) => childId))
      return questionShown(read, stances)
    })
  }

  private readLink(linkId: string): Promise<Reading<true>> {
    return unlessNone(async () => toBeDone(...(await this.bus.ask(readLink, { linkId })).childIds))
  }
}

/** What is not there is recorded as that. */
async function unlessNone<Content>(read: () => Promise<Reading<Content>>): Promise<Reading<Content>> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') return NO_QUESTION
    throw error
  }
}
