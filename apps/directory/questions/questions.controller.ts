import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  answerQuestion,
  AnswerQuestion,
  listQuestions,
  ListQuestions,
  readLink,
  ReadLink,
  readQuestion,
  ReadQuestion,
  undoLink,
  UndoLink,
  type LinkRead,
  type Nothing,
  type QuestionAnswered,
  type QuestionRead,
  type QuestionsListed,
} from '@contactpoint/contracts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

@Controller()
export class QuestionsController {
  constructor(
    private readonly questions: QuestionsService,
    private readonly answering: AnsweringService,
    private readonly undoing: UndoingService,
  ) {}

  @Answers(listQuestions)
  list(@Payload() ask: ListQuestions): Promise<QuestionsListed> {
    return this.questions.list(ask)
  }

  @Answers(readQuestion)
  read(@Payload() ask: ReadQuestion): Promise<QuestionRead> {
    return this.questions.read(ask)
  }

  @Answers(answerQuestion)
  answer(@Payload() ask: AnswerQuestion): Promise<QuestionAnswered> {
    return this.answering.answer(ask)
  }

  @Answers(readLink)
  readLink(@Payload() ask: ReadLink): Promise<LinkRead> {
    return this.undoing.read(ask)
  }

  @Answers(undoLink)
  undo(@Payload() ask: UndoLink): Promise<Nothing> {
    return this.undoing.undo(ask)
  }
}
