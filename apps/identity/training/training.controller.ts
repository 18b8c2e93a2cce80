import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  accreditTrainer,
  AccreditTrainer,
  readTrainingCascade,
  ReadTrainingCascade,
  readTrainings,
  ReadTrainings,
  ROLES,
  withdrawTrainer,
  WithdrawTrainer,
  type TrainerNow,
  type TrainerWithdrawn,
  type TrainingCascade,
  type TrainingsRead,
} from '@contactpoint/contracts'
import { CascadeService } from './cascade.service.ts'
import { TrainersService } from './trainers.service.ts'

const PEOPLE = ROLES.filter((role) => role !== 'feed-supplier')

@Controller()
export class TrainingController {
  constructor(
    private readonly trainers: TrainersService,
    private readonly cascade: CascadeService,
  ) {}

  @Answers(accreditTrainer)
  @Allow('accreditor')
  accredit(@Payload() ask: AccreditTrainer, @CurrentCaller() caller: Caller): Promise<TrainerNow> {
    return this.trainers.accredit(caller, ask)
  }

  @Answers(withdrawTrainer)
  @Allow('accreditor')
  withdraw(@Payload() ask: WithdrawTrainer, @CurrentCaller() caller: Caller): Promise<TrainerWithdrawn> {
    return this.trainers.withdraw(caller, ask)
  }

  @Answers(readTrainingCascade)
  @Allow('accreditor', 'auditor')
  readCascade(@Payload() ask: ReadTrainingCascade, @CurrentCaller() caller: Caller): Promise<TrainingCascade> {
    return this.cascade.read(caller, ask)
  }

  @Answers(readTrainings)
  @Allow(...PEOPLE)
  readTrainings(@Payload() { personId }: ReadTrainings, @CurrentCaller() caller: Caller): Promise<TrainingsRead> {
    return this.trainers.trainingsOf(caller, personId)
  }
}
