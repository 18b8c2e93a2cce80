import { Injectable } from '@nestjs/common'
import { MOST_ORGANISATIONS, type FigureColumn, type Figures } from '@contactpoint/contracts'
import { roleOfColumn } from './counting.rules.ts'
import { FiguresRepository } from './figures.repository.ts'
import type { FigurePositionDocument } from './figures.schema.ts'
import { OrganisationsService } from './organisations.service.ts'
import { partsOf, type Period } from './period.rules.ts'
import { Rows } from './rows.rules.ts'

const COLUMNS: FigureColumn[] = ['people']

/** How many people used the directory, of each organisation or in each role (S06). Who they are is the figure `people`. */
@Injectable()
export class AdoptionService {
  constructor(
    private readonly repository: FiguresRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  async read(
    { columns, rebuilds = 0 }: FigurePositionDocument,
    period: Period,
  ): Promise<Pick<Figures, 'columns' | 'rows' | 'rowsLeftOut'>> {
    const rows = new Rows(COLUMNS.length)
    for (const { column, names } of columns) {
      const role = roleOfColumn(column)
      if (role === null) continue
      const volumes = await this.repository.sums(column, 1, names, partsOf(period))
      if (period.by === 'role') rows.add(role, [1], exactly(volumes.filter((volume) => volume > 0).length))
      else
        for (const [organisation, people] of await this.organisations.countActive(column, volumes, rebuilds))
          rows.add(organisation, [1], exactly(people))
    }
    const all = rows.bySize()
    const shown = all.slice(0, MOST_ORGANISATIONS)
    return { columns: COLUMNS, rows: shown, rowsLeftOut: all.length - shown.length }
  }
}

/** It is for auditors, who see numbers as they are. */
function exactly(count: number): { count: number; isHidden: boolean } {
  return { count, isHidden: false }
}
