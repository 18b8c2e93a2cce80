import { Injectable } from '@nestjs/common'
import { MOST_ORGANISATIONS, type FigureColumn, type Figures } from '@contactpoint/contracts'
import { roleOfColumn } from './counting.rules.ts'
import { FiguresRepository } from './figures.repository.ts'
import type { NamedColumn } from './figures.schema.ts'
import { partsOf, type Period } from './period.rules.ts'
import { Rows } from './rows.rules.ts'

const COLUMNS: FigureColumn[] = ['people']

/** How many people used the directory, of each organisation or in each role (S06). Who they are is the figure `people`. */
@Injectable()
export class AdoptionService {
  constructor(private readonly repository: FiguresRepository) {}

  async read(
    columns: readonly NamedColumn[],
    period: Period,
  ): Promise<Pick<Figures, 'columns' | 'rows' | 'rowsLeftOut'>> {
    const rows = new Rows(COLUMNS.length)
    for (const { column, names } of columns) {
      const role = roleOfColumn(column)
      if (role === null) continue
      const volumes = await this.repository.sums(column, 1, names, partsOf(period))
      if (period.by === 'role') rows.add(role, [1], exactly(volumes.filter((volume) => volume > 0).length))
      else await this.addOrganisations(column, volumes, rows)
    }
    const all = rows.bySize()
    const shown = all.slice(0, MOST_ORGANISATIONS)
    return { columns: COLUMNS, rows: shown, rowsLeftOut: all.length - shown.length }
  }

  private async addOrganisations(column: string, volumes: Float64Array, rows: Rows): Promise<void> {
    for await (const { organisation, numbers } of this.repository.eachOrganisation(column))
      rows.add(organisation, [1], exactly(numbers.filter((number) => (volumes[number] ?? 0) > 0).length))
  }
}

/** It is for auditors, who see numbers as they are. */
function exactly(count: number): { count: number; isHidden: boolean } {
  return { count, isHidden: false }
}
