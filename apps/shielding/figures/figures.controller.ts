import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  readAnswerFigure,
  ReadAnswerFigure,
  readShieldFigure,
  ReadShieldFigure,
  type CountedRows,
} from '@contactpoint/contracts'
import { FiguresService } from './figures.service.ts'

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Answers(readShieldFigure)
  read(@Payload() ask: ReadShieldFigure): Promise<CountedRows> {
    return this.figures.read(ask)
  }

  @Answers(readAnswerFigure)
  answers(@Payload() ask: ReadAnswerFigure): Promise<CountedRows> {
    return this.figures.answers(ask)
  }
}
