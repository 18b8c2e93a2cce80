import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  planTraining,
  PlanTraining,
  readTrainingFigure,
  ReadTrainingFigure,
  type CountedRows,
  type TrainingPlan,
} from '@contactpoint/contracts'
import { TrainingPlansService } from './training-plans.service.ts'

@Controller()
export class TrainingPlansController {
  constructor(private readonly plans: TrainingPlansService) {}

  @Answers(planTraining)
  @Allow('accreditor')
  plan(@Payload() ask: PlanTraining, @CurrentCaller() caller: Caller): Promise<TrainingPlan> {
    return this.plans.plan(caller, ask)
  }

  @Answers(readTrainingFigure)
  read(@Payload() ask: ReadTrainingFigure): Promise<CountedRows> {
    return this.plans.read(ask)
  }
}
