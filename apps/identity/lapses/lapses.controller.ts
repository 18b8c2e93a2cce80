import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { SurveyLapses, surveyLapses, type LapsesSurveyed } from '@contactpoint/contracts'
import { LapsesService } from './lapses.service.ts'

@Controller()
export class LapsesController {
  constructor(private readonly lapses: LapsesService) {}

  @Answers(surveyLapses)
  survey(@Payload() ask: SurveyLapses): Promise<LapsesSurveyed> {
    return this.lapses.survey(ask)
  }
}
