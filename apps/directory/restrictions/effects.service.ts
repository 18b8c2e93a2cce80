import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { NearEffect } from '@contactpoint/contracts'
import { assertInTransaction, transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import type { NearCandidate } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LookalikesService } from './lookalikes.service.ts'
import { nearRowId, NearRowsRepository, type Opened } from './near-rows.repository.ts'
import { RestrictionsRepository, StaleLook } from './restrictions.repository.ts'
import { isDecided } from './restrictions.rules.ts'
import type { NearRow } from './restrictions.schema.ts'

/** What a restricted child does to another record, and why. */
export type Cause = Pick<NearRow, 'restricted' | 'effect' | 'common'>

/** A record, and what restricted children do to it. */
export interface Caused<One extends Cause = Cause> {
  child: NearCandidate
  causes: readonly One[]
}

/** What each effect makes of a record. */
const MADE: Record<NearEffect, Partial<Pick<Child, 'visibility' | 'covered'>>> = {
  invisible: { visibility: 'quarantined' },
  covered: { covered: true },
  told: {},
}

/** Whoever did this to a record is restricted no more. */
class Lifted extends Error {
  override readonly name = 'Lifted'
}

/** Whose shield was lifted is restricted again: what it did to others lasts. */
export class RestrictedAgain extends Error {
  override readonly name = 'RestrictedAgain'
}

/** What restricted children do to other records: each as a row that people decide about, written with the record. */
@Injectable()
export class EffectsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly rows: NearRowsRepository,
    private readonly lookalikes: LookalikesService,
    private readonly restrictions: RestrictionsRepository,
  ) {}

  /** Those of the causes, by record, of which nobody has decided about the record as it is now, with as much in common. */
  async undecidedOf<One extends Cause>(all: readonly Caused<One>[]): Promise<One[][]> {
    const ids = all.flatMap(({ child, causes }) => causes.map((cause) => idOf(child, cause)))
    const rows = ids.length > 0 ? await this.rows.find(ids) : []
    const known = new Map(rows.map((row) => [row._id, row]))
    return all.map(({ child, causes }) =>
      causes.filter((cause) => !isDecided(known.get(idOf(child, cause)), child, cause.common)),
    )
  }

  /** What lasts of each of these until people have decided, by id. */
  async openOf(childIds: string[]): Promise<Map<string, NearRow[]>> {
    const open = childIds.length > 0 ? await this.rows.findOpenOf(childIds) : []
    return Map.groupBy(open, ({ other }) => other)
  }

  /**
   * In the transaction that makes a record part of another: what lasts of it lasts of that one, until people have decided about the whole.
   *
   * @param own ids of what that one is: its own shield does nothing to it
   */
  async inherit(joined: string, into: string, own: readonly string[]): Promise<void> {
    assertInTransaction()
    const open: NearRow[] = []
    for (const row of await this.rows.findOpenOf([joined]))
      if (!own.includes(row.restricted) && (await this.restrictions.stands(row.restricted)) !== false) open.push(row)
    if (open.length === 0) return
    await this.openRows(open.map((row) => ({ ...row, other: into })))
  }

  /** Forgets what a restricted child did to a record that nobody can write: it is part of another, or held back. @throws RestrictedAgain */
  async forget(restricted: string, other: string): Promise<void> {
    await transaction(this.connection, () => this.forgetNow(restricted, other))
  }

  /** In the transaction that writes that record. @throws RestrictedAgain */
  async forgetNow(restricted: string, other: string): Promise<void> {
    if (await this.restrictions.stands(restricted)) throw new RestrictedAgain()
    await this.rows.remove(restricted, other)
  }

  /**
   * Writes the record and the rows that say why.
   *
   * @param also is done in the same transaction
   * @returns false when the record was written since it was read, or decided about
   */
  async write(
    child: Child,
    change: Partial<Pick<Child, 'visibility' | 'covered'>>,
    causes: readonly Cause[],
    also?: () => Promise<void>,
  ): Promise<boolean> {
    return transaction(this.connection, async () => {
      if (!(await this.records.change(child, change))) return false
      await also?.()
      await this.open([{ child, causes }])
      return true
    }).catch((error: unknown) => {
      if (error instanceof StaleLook) return false
      throw error
    })
  }

  /**
   * Writes why records are kept so, in the transaction that writes them.
   *
   * @throws StaleLook when somebody has decided about one of them since: what people say is not opened again by what was seen before
   */
  async open(all: readonly Caused[]): Promise<void> {
    assertInTransaction()
    const undecided = await this.undecidedOf(all)
    if (undecided.some((causes, n) => causes.length < all[n]!.causes.length)) throw new StaleLook()
    const rows = all.flatMap(({ child: { childId: other }, causes }) => causes.map((cause) => ({ ...cause, other })))
    await this.openRows(rows)
  }

  private async openRows(rows: readonly Opened[]): Promise<void> {
    await this.rows.open(rows)
    await this.lookalikes.keep(rows.filter(isUnseen).map(({ restricted }) => restricted))
  }

  /**
   * Tries again when a feed writes the record at the same time; a restricted one is covered by its own shield.
   *
   * @param isShield whether it is a shield that does it, which may have been lifted since: a child whose shield is only asked for has none yet
   * @returns whether it has effect
   */
  async apply(childId: string, cause: Cause, isShield: boolean): Promise<boolean> {
    const assertStands = async (): Promise<void> => {
      if (isShield && (await this.restrictions.stands(cause.restricted)) === false) throw new Lifted()
    }
    try {
      for (;;) {
        const current = await this.records.findById(childId)
        if (!current || current.restricted) return false
        const [row] = await this.rows.find([idOf(current, cause)])
        if (isDecided(row, current, cause.common)) return false
        if (hasEffect(current, cause.effect) && isOpenFor(row, cause)) return true
        if (await this.write(current, MADE[cause.effect], [cause], assertStands)) return true
      }
    } catch (error) {
      if (error instanceof Lifted) return false
      throw error
    }
  }
}

function isUnseen({ effect }: Cause): boolean {
  return effect === 'invisible'
}

function hasEffect(child: Child, effect: NearEffect): boolean {
  return Object.entries(MADE[effect]).every(([field, value]) => child[field as keyof Child] === value)
}

/** Whether people see already that they have to decide about as much: each restricted child has a row of its own. */
export function isOpenFor(row: NearRow | undefined, { common }: Cause): boolean {
  return row?.state === 'open' && common.every((kind) => row.common.includes(kind))
}

/** Of the row that says so. */
export function idOf({ childId }: Pick<Child, 'childId'>, { restricted, effect }: Cause): string {
  return nearRowId(restricted, childId, effect)
}
