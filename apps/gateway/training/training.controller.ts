import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  accreditTrainer,
  AccreditTrainer,
  api,
  AttendancesRecorded,
  certifyTraining,
  CertifyTraining,
  foundTraining,
  FoundTraining,
  holdTrainingSession,
  HoldTrainingSession,
  listTrainingSessions,
  ListTrainingSessions,
  planTraining,
  PlanTraining,
  readTrainingCascade,
  ReadTrainingCascade,
  readTrainings,
  ReadTrainings,
  recordAttendances,
  RecordAttendances,
  TrainerNow,
  TrainerWithdrawn,
  TrainingCascade,
  TrainingCertified,
  TrainingPlan,
  TrainingSession,
  TrainingSessionsListed,
  TrainingsRead,
  withdrawTrainer,
  WithdrawTrainer,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class TrainingController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.training.hold)
  hold(@Asked() ask: HoldTrainingSession): Promise<TrainingSession> {
    return this.bus.ask(holdTrainingSession, ask)
  }

  @Serves(api.training.sessions)
  sessions(@Asked() ask: ListTrainingSessions): Promise<TrainingSessionsListed> {
    return this.bus.ask(listTrainingSessions, ask)
  }

  @Serves(api.training.attend)
  attend(@Asked() ask: RecordAttendances): Promise<AttendancesRecorded> {
    return this.bus.ask(recordAttendances, ask)
  }

  @Serves(api.training.certify)
  certify(@Asked() ask: CertifyTraining): Promise<TrainingCertified> {
    return this.bus.ask(certifyTraining, ask)
  }

  @Serves(api.training.found)
  found(@Asked() ask: FoundTraining): Promise<TrainingCertified> {
    return this.bus.ask(foundTraining, ask)
  }

  @Serves(api.training.accredit)
  accredit(@Asked() ask: AccreditTrainer): Promise<TrainerNow> {
    return this.bus.ask(accreditTrainer, ask)
  }

  @Serves(api.training.withdraw)
  withdraw(@Asked() ask: WithdrawTrainer): Promise<TrainerWithdrawn> {
    return this.bus.ask(withdrawTrainer, ask)
  }

  @Serves(api.training.readCascade)
  readCascade(@Asked() ask: ReadTrainingCascade): Promise<TrainingCascade> {
    return this.bus.ask(readTrainingCascade, ask)
  }

  @Serves(api.training.read)
  read(@Asked() ask: ReadTrainings): Promise<TrainingsRead> {
    return this.bus.ask(readTrainings, ask)
  }

  @Serves(api.training.plan)
  plan(@Asked() ask: PlanTraining): Promise<TrainingPlan> {
    return this.bus.ask(planTraining, ask)
  }
}
