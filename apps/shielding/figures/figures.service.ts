import { Injectable } from '@nestjs/common'
import type { CountedRows, ReadAnswerFigure, ReadShieldFigure } from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { StagesService } from '../protection/stages.service.ts'

/** How many shields there are, and how attempts to override them were answered. Nothing here is of one child: what small numbers may be told, audit decides. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly desks: DesksService,
    private readonly stages: StagesService,
    private readonly cases: OverrideCasesService,
  ) {}

  async read({ by, desk }: ReadShieldFigure): Promise<CountedRows> {
    const of = desk === null ? null : await this.desks.authoritiesOf({ authority: desk })
    const at = new Date().toISOString()
    const counted = await this.stages.count(by, of)
    return { rows: counted.map(({ key, onTime, overdue }) => ({ key, counts: [onTime, overdue] })), at }
  }

  async answers(ask: ReadAnswerFigure): Promise<CountedRows> {
    const at = new Date().toISOString()
    return { rows: await this.cases.answerTimes(ask), at }
  }
}
