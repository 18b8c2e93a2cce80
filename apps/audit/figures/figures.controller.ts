import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { readFigures, ReadFigures, type Figures } from '@contactpoint/contracts'
import { FiguresService } from './figures.service.ts'

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Answers(readFigures)
  @Allow('auditor', 'cpmt')
  read(@Payload() ask: ReadFigures, @CurrentCaller() caller: Caller): Promise<Figures> {
    return this.figures.read(caller, ask)
  }
}
