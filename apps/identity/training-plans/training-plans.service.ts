import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_COUNTED_ROWS,
  type CountedRows,
  type PlanTraining,
  type ReadTrainingFigure,
  type TrainingPlan,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { TrainingService } from '../training/training.service.ts'
import { TrainingPlansRepository } from './training-plans.repository.ts'
import { figureRows, inOrder, noMonday } from './training-plans.rules.ts'

/** How many people are to be trained when, and are (S06). */
@Injectable()
export class TrainingPlansService {
  constructor(
    private readonly acts: ActsService,
    private readonly training: TrainingService,
    private readonly plans: TrainingPlansRepository,
  ) {}

  async plan(caller: Caller, { authority, weeks: asked }: PlanTraining): Promise<TrainingPlan> {
    if (authority !== caller.authority) throw Fault.notFound()
    const wrong = noMonday(asked)
    if (wrong !== null) throw Fault.invalid(wrong, 'isMonday')
    const weeks = inOrder(asked)
    const plan = { _id: randomUUID(), authority, weeks, by: caller.identity, at: new Date() }
    await this.acts.record(caller, 'training-plan', { authority, weeks: weeks.length }, () => this.plans.add(plan))
    return { authority, weeks }
  }

  async read({ by, from, to }: ReadTrainingFigure): Promise<CountedRows> {
    const at = new Date().toISOString()
    const trained = await this.training.countTrained(by, { from, to }, MOST_COUNTED_ROWS)
    return { rows: figureRows(by, trained, await this.plans.findLast(), { from, to }), at }
  }
}
