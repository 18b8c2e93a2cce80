import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  changeKeptInvolvement,
  ChangeKeptInvolvement,
  findInvolvement,
  FindInvolvement,
  gatherInvolvements,
  keepInvolvement,
  KeepInvolvement,
  listContactTasks,
  ListContactTasks,
  listInvolvements,
  ListInvolvements,
  reportWrongContact,
  type ContactTasksListed,
  type InvolvementFound,
  type InvolvementKept,
  type InvolvementsListed,
  type Nothing,
} from '@contactpoint/contracts'
import { InvolvementsService } from './involvements.service.ts'

@Controller()
export class InvolvementsController {
  constructor(private readonly involvements: InvolvementsService) {}

  @Answers(keepInvolvement)
  add(@Payload() ask: KeepInvolvement): Promise<InvolvementKept> {
    return this.involvements.add(ask)
  }

  @Answers(changeKeptInvolvement)
  change(@Payload() ask: ChangeKeptInvolvement): Promise<InvolvementKept> {
    return this.involvements.change(ask)
  }

  @Answers(findInvolvement)
  find(@Payload() ask: FindInvolvement): Promise<InvolvementFound> {
    return this.involvements.find(ask)
  }

  @Answers(listInvolvements)
  list(@Payload() ask: ListInvolvements): Promise<InvolvementsListed> {
    return this.involvements.list(ask)
  }

  @Answers(gatherInvolvements)
  gather(@Payload() ask: ListInvolvements): Promise<InvolvementsListed> {
    return this.involvements.gather(ask)
  }

  @Answers(listContactTasks)
  tasks(@Payload() { owner }: ListContactTasks): Promise<ContactTasksListed> {
    return this.involvements.tasksOf(owner)
  }

  @Answers(reportWrongContact)
  report(@Payload() ask: FindInvolvement): Promise<Nothing> {
    return this.involvements.report(ask)
  }
}
