import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  answerLinkQuestion,
  AnswerLinkQuestion,
  listLinkQuestions,
  ListLinkQuestions,
  undoLinkAnswer,
  UndoLinkAnswer,
  viewLinkQuestion,
  ViewLinkQuestion,
  type LinkAnswered,
  type LinkQuestionsListed,
  type LinkQuestionViewed,
  type Nothing,
} from '@contactpoint/contracts'
import { QuestionsService } from './questions.service.ts'

@Controller()
export class QuestionsController {
  constructor(private readonly questions: QuestionsService) {}

  @Answers(listLinkQuestions)
  @Allow('data-steward')
  list(@Payload() ask: ListLinkQuestions, @CurrentCaller() caller: Caller): Promise<LinkQuestionsListed> {
    return this.questions.list(caller, ask)
  }

  @Answers(viewLinkQuestion)
  @Allow('data-steward')
  view(@Payload() { questionId }: ViewLinkQuestion, @CurrentCaller() caller: Caller): Promise<LinkQuestionViewed> {
    return this.questions.view(caller, questionId)
  }

  @Answers(answerLinkQuestion)
  @Allow('data-steward')
  answer(@Payload() ask: AnswerLinkQuestion, @CurrentCaller() caller: Caller): Promise<LinkAnswered> {
    return this.questions.answer(caller, ask)
  }

  @Answers(undoLinkAnswer)
  @Allow('data-steward')
  undo(@Payload() { linkId }: UndoLinkAnswer, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.questions.undo(caller, linkId)
  }
}
