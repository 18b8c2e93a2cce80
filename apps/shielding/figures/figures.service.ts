import { Injectable } from '@nestjs/common'
import type { CountedRows, ReadShieldFigure } from '@contactpoint/contracts'
import { DesksService } from '../desks/desks.service.ts'
import { StagesService } from '../protection/stages.service.ts'

/** How many shields there are. Nothing here is of one child: what small numbers may be told, audit decides. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly desks: DesksService,
    private readonly stages: StagesService,
  ) {}

  async read({ by, desk }: ReadShieldFigure): Promise<CountedRows> {
    const of = desk === null ? null : await this.desks.authoritiesOf({ authority: desk })
    const at = new Date().toISOString()
    const counted = await this.stages.count(by, of)
    return { rows: counted.map(({ key, onTime, overdue }) => ({ key, counts: [onTime, overdue] })), at }
  }
}
