import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import type { LogColumn, FigureLog, FigureRow, Figures, ReadFigures, ShieldBreakdown } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { CheckpointsService } from '../checkpoints/checkpoints.service.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { VerifyingService } from '../verifying/verifying.service.ts'
import { AdoptionService } from './adoption.service.ts'
import { ACCESS_COLUMNS, COLUMNS_OF, ORGANISATIONS, OVERRIDES, widthOf } from './counting.rules.ts'
import { CountingService } from './counting.service.ts'
import { FiguresRepository } from './figures.repository.ts'
import { cosignaturesOf, organisationRows, rowsOf, type RowsFigure } from './figures.rules.ts'
import type { FigurePositionDocument, NamedColumn } from './figures.schema.ts'
import { OwnersService, type CoverageBreakdown } from './owners.service.ts'
import { PeopleService } from './people.service.ts'
import { daysIn, figuresEntry, partsOf, periodOf, type Period } from './period.rules.ts'
import { readerOf, type Reader } from './reader.rules.ts'

/** What a figure has beside its rows, where it has none. */
const NOTHING = { countedAt: null, columns: [], rows: [], rowsLeftOut: 0, people: [], peers: [], feeds: [], log: null }

type Content = Pick<Figures, 'countedAt' | 'columns' | 'rows' | 'rowsLeftOut' | 'people' | 'peers' | 'feeds' | 'log'>

/** Answers from what was counted, never from the ledger itself. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly checkpoints: CheckpointsService,
    private readonly verifying: VerifyingService,
    private readonly counting: CountingService,
    private readonly people: PeopleService,
    private readonly adoption: AdoptionService,
    private readonly owners: OwnersService,
    private readonly repository: FiguresRepository,
  ) {}

  /** Reads a figure. That it is read is an entry itself, written before anything is looked up. */
  async read(caller: Caller, ask: ReadFigures): Promise<Figures> {
    const reader = readerOf(caller, ask)
    const period = periodOf(ask, reader, new Date().toISOString().slice(0, 10))
    const receipt = await this.ledger.append(figuresEntry(randomUUID(), caller, ask))
    const position = await this.counting.position()
    const content = await this.contentOf(ask.name, period, reader, position)
    const { organisation, roundedTo } = reader
    const of = { name: ask.name, ...period, organisation, roundedTo, countedTo: position.counted }
    return { ...of, ...NOTHING, ...content, receipt }
  }

  private async contentOf(
    name: Figures['name'],
    period: Period,
    reader: Reader,
    position: FigurePositionDocument,
  ): Promise<Partial<Content>> {
    const { columns } = position
    if (name === 'log') return { log: await this.logNow() }
    if (name === 'people') return this.people.read(columns, period, reader)
    if (name === 'shields') return this.owners.shields(period.by as ShieldBreakdown, reader)
    if (name === 'answers') return this.owners.answers(period, reader)
    if (name === 'adoption') return this.adoption.read(position, period)
    if (name === 'coverage') return this.owners.coverage(period.by as CoverageBreakdown, reader)
    if (name === 'feeds') return this.owners.feeds(period, reader)
    if (name === 'training') return this.owners.training(period, reader)
    if (name === 'sign-ins') return this.owners.signIns(period, reader)
    return this.rows(name, period, reader, columns)
  }

  private async rows(
    figure: RowsFigure,
    period: Period,
    reader: Reader,
    named: NamedColumn[],
  ): Promise<Partial<Content>> {
    const columns = [...COLUMNS_OF[figure]]
    const by = period.by!
    if (by === 'organisation' && reader.organisation === null) {
      const { rows, left } = await this.organisations(figure, period, named)
      return { columns, rows, rowsLeftOut: left }
    }
    const isShort = by === 'hour' || by === 'day'
    const when = isShort ? daysIn(period) : partsOf(period)
    const counted = await this.repository.countsOf(reader.organisation, when, by === 'hour' ? 'hour' : 'cell')
    return { columns, rows: rowsOf(figure, by, counted, period, reader) }
  }

  private async organisations(
    figure: RowsFigure,
    period: Period,
    named: NamedColumn[],
  ): Promise<{ rows: FigureRow[]; left: number }> {
    const column = figure === 'overrides' ? OVERRIDES : ORGANISATIONS
    const kept: readonly LogColumn[] = figure === 'overrides' ? COLUMNS_OF.overrides : ACCESS_COLUMNS
    const names = named.find((one) => one.column === column)?.names ?? 0
    const sums = await this.repository.sums(column, widthOf(column), names, partsOf(period))
    const { numbers, rows, left } = organisationRows(sums, kept, COLUMNS_OF[figure])
    const found = await this.repository.namesOf(column, numbers)
    const organisationOf = new Map(found.map(({ number, organisation }) => [number, organisation]))
    return { rows: rows.map((row, n) => ({ ...row, key: organisationOf.get(numbers[n]!) ?? null })), left }
  }

  private async logNow(): Promise<FigureLog> {
    const [size, signed, behind, verified] = [
      await this.ledger.size(),
      await this.checkpoints.latest(),
      await this.counting.behind(),
      await this.verifying.last(),
    ]
    return {
      size,
      checkpointSize: signed?.size ?? null,
      checkpointTime: signed?.time.toISOString() ?? null,
      verifiedSize: verified?.size ?? null,
      verifiedAt: verified?.at.toISOString() ?? null,
      firstWrong: verified?.firstWrong ?? null,
      cosignatures: signed ? cosignaturesOf(signed.note) : 0,
      behind,
    }
  }
}
