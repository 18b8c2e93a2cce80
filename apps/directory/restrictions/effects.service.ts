import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { NearEffect } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { nearRowId, NearRowsRepository } from './near-rows.repository.ts'
import { seenOf } from './restrictions.rules.ts'
import type { NearRow } from './restrictions.schema.ts'

/** What a restricted child does to another record, and why. */
export type Cause = Pick<NearRow, 'restricted' | 'effect' | 'common'>

/** What each effect makes of a record. */
const MADE: Record<NearEffect, Partial<Pick<Child, 'visibility' | 'covered'>>> = {
  invisible: { visibility: 'quarantined' },
  covered: { covered: true },
}

/** What restricted children do to other records: each as a row that people decide about, written with the record. */
@Injectable()
export class EffectsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly rows: NearRowsRepository,
  ) {}

  /** Those of the causes of which nobody has decided about the record as it is now. */
  async undecided<One extends Cause>(child: Child, causes: readonly One[]): Promise<One[]> {
    if (causes.length === 0) return []
    const idOf = ({ restricted, effect }: Cause): string => nearRowId(restricted, child.childId, effect)
    const rows = await this.rows.find(causes.map(idOf))
    const seen = seenOf(child)
    const decided = new Set(rows.filter((row) => row.state !== 'open' && row.seen === seen).map(({ _id }) => _id))
    return causes.filter((cause) => !decided.has(idOf(cause)))
  }

  /** Writes the record and the rows that say why. @returns false when the record was written since it was read */
  async write(
    child: Child,
    change: Partial<Pick<Child, 'visibility' | 'covered'>>,
    causes: readonly Cause[],
  ): Promise<boolean> {
    return transaction(this.connection, async () => {
      if (!(await this.records.change(child, change))) return false
      for (const cause of causes) await this.rows.open({ ...cause, other: child.childId })
      return true
    })
  }

  /** Tries again when a feed writes the record at the same time; a restricted one is covered by its own shield. @returns whether it has effect */
  async apply(childId: string, cause: Cause): Promise<boolean> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (!current || current.restricted) return false
      if ((await this.undecided(current, [cause])).length === 0) return false
      if (hasEffect(current, cause.effect) && (await this.rows.isOpen(childId, cause.effect))) return true
      if (await this.write(current, MADE[cause.effect], [cause])) return true
    }
  }
}

function hasEffect({ visibility, covered }: Child, effect: NearEffect): boolean {
  return effect === 'covered' ? covered : visibility === 'quarantined'
}
