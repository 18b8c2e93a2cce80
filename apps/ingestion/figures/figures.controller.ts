import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { readFeedFigure, ReadFeedFigure, type FeedFigure } from '@contactpoint/contracts'
import { FiguresService } from './figures.service.ts'

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Answers(readFeedFigure)
  read(@Payload() ask: ReadFeedFigure): Promise<FeedFigure> {
    return this.figures.read(ask)
  }
}
