import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  addInvolvement,
  AddInvolvement,
  api,
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
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class InvolvementsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.involvements.add)
  add(@Asked() ask: AddInvolvement): Promise<InvolvementRecorded> {
    return this.bus.ask(addInvolvement, ask)
  }

  @Serves(api.involvements.change)
  change(@Asked() ask: ChangeInvolvement): Promise<InvolvementRecorded> {
    return this.bus.ask(changeInvolvement, ask)
  }

  @Serves(api.involvements.reportContact)
  reportContact(@Asked() ask: ReportContact): Promise<Nothing> {
    return this.bus.ask(reportContact, ask)
  }

  @Serves(api.involvements.review)
  review(@Asked() ask: ReviewInvolvements): Promise<InvolvementsReviewed> {
    return this.bus.ask(reviewInvolvements, ask)
  }
}
