import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  answerLinkQuestion,
  AnswerLinkQuestion,
  api,
  LinkAnswered,
  LinkQuestionsListed,
  LinkQuestionViewed,
  listLinkQuestions,
  ListLinkQuestions,
  undoLinkAnswer,
  UndoLinkAnswer,
  viewLinkQuestion,
  ViewLinkQuestion,
  type Nothing,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class LinkQuestionsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.linkQuestions.find)
  find(@Asked() ask: ListLinkQuestions): Promise<LinkQuestionsListed> {
    return this.bus.ask(listLinkQuestions, ask)
  }

  @Serves(api.linkQuestions.view)
  view(@Asked() ask: ViewLinkQuestion): Promise<LinkQuestionViewed> {
    return this.bus.ask(viewLinkQuestion, ask)
  }

  @Serves(api.linkQuestions.answer)
  answer(@Asked() ask: AnswerLinkQuestion): Promise<LinkAnswered> {
    return this.bus.ask(answerLinkQuestion, ask)
  }

  @Serves(api.linkQuestions.undo)
  undo(@Asked() ask: UndoLinkAnswer): Promise<Nothing> {
    return this.bus.ask(undoLinkAnswer, ask)
  }
}
