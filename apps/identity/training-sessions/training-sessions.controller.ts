import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  CertifyTraining,
  certifyTraining,
  FoundTraining,
  foundTraining,
  HoldTrainingSession,
  holdTrainingSession,
  ListTrainingSessions,
  listTrainingSessions,
  RecordAttendances,
  recordAttendances,
  type AttendancesRecorded,
  type TrainingCertified,
  type TrainingSession,
  type TrainingSessionsListed,
} from '@contactpoint/contracts'
import { CertifyingService } from './certifying.service.ts'
import { TrainingSessionsService } from './training-sessions.service.ts'

@Controller()
export class TrainingSessionsController {
  constructor(
    private readonly sessions: TrainingSessionsService,
    private readonly certifying: CertifyingService,
  ) {}

  @Answers(holdTrainingSession)
  @Allow('trainer')
  hold(@Payload() ask: HoldTrainingSession, @CurrentCaller() caller: Caller): Promise<TrainingSession> {
    return this.sessions.hold(caller, ask)
  }

  @Answers(listTrainingSessions)
  @Allow('trainer')
  list(@Payload() _ask: ListTrainingSessions, @CurrentCaller() caller: Caller): Promise<TrainingSessionsListed> {
    return this.sessions.list(caller)
  }

  @Answers(recordAttendances)
  @Allow('trainer')
  attend(@Payload() ask: RecordAttendances, @CurrentCaller() caller: Caller): Promise<AttendancesRecorded> {
    return this.sessions.attend(caller, ask)
  }

  @Answers(certifyTraining)
  @Allow('trainer')
  certify(@Payload() ask: CertifyTraining, @CurrentCaller() caller: Caller): Promise<TrainingCertified> {
    return this.certifying.certify(caller, ask)
  }

  @Answers(foundTraining)
  @Allow('accreditor')
  found(@Payload() ask: FoundTraining, @CurrentCaller() caller: Caller): Promise<TrainingCertified> {
    return this.certifying.found(caller, ask)
  }
}
