import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  addInvolvement,
  AddInvolvement,
  changeInvolvement,
  ChangeInvolvement,
  reportContact,
  ReportContact,
  reviewInvolvements,
  ReviewInvolvements,
  type InvolvementRecorded,
  type InvolvementsReviewed,
  type Nothing,
} from '@contactpoint/contracts'
import { InvolvementsService } from './involvements.service.ts'

@Controller()
export class InvolvementsController {
  constructor(private readonly involvements: InvolvementsService) {}

  @Answers(addInvolvement)
  @Allow('practitioner')
  add(@Payload() ask: AddInvolvement, @CurrentCaller() caller: Caller): Promise<InvolvementRecorded> {
    return this.involvements.add(caller, ask)
  }

  @Answers(changeInvolvement)
  @Allow('practitioner')
  change(@Payload() ask: ChangeInvolvement, @CurrentCaller() caller: Caller): Promise<InvolvementRecorded> {
    return this.involvements.change(caller, ask)
  }

  @Answers(reportContact)
  @Allow('practitioner', 'cpmt')
  report(@Payload() ask: ReportContact, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.involvements.report(caller, ask)
  }

  @Answers(reviewInvolvements)
  @Allow('cpmt')
  review(@Payload() ask: ReviewInvolvements, @CurrentCaller() caller: Caller): Promise<InvolvementsReviewed> {
    return this.involvements.review(caller, ask)
  }
}
