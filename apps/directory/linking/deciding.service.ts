import { Injectable } from '@nestjs/common'
import { today } from '@contactpoint/contracts'
import {
  candidateKeys,
  decideChildren,
  fittingChildren,
  type ChildRow,
  type ComparedChild,
  type RowDecision,
} from '@contactpoint/matching'
import { randomInt } from 'node:crypto'
import { toMatchRecord } from '../children/children.rules.ts'
import { PartsService, type Meant } from '../children/parts.service.ts'
import { DirectoryConfig } from '../directory.config.ts'
import { LinkModelsService, type LoadedModel } from '../models/link-models.service.ts'
import type { ByModel } from './asked.rules.ts'
import { decisionsOf, rowsToTry, type Decision, type ToDecide } from './deciding.rules.ts'
import { keysOf, type RowToApply } from './linking.rules.ts'

/** Whom a row is about, and by which model. */
export interface Decided {
  decision: Decision
  by: ByModel
}

/** The keys of a row, and who shares one with it. */
interface Found {
  keys: readonly string[]
  candidates: readonly Meant[]
}

/** Whom rows are about: finds who may be meant, and decides by the model in force. */
@Injectable()
export class DecidingService {
  /** Rows that a trial has counted: one that is looked at again, alone or since somebody was first, is no other row. */
  private readonly tried = new WeakSet<object>()

  constructor(
    private readonly parts: PartsService,
    private readonly models: LinkModelsService,
    private readonly config: DirectoryConfig,
  ) {}

  async candidatesOf(rows: readonly RowToApply[]): Promise<Map<RowToApply, Found>> {
    const keysOfRows = rows.map(keysOf)
    const asked = [...new Set(keysOfRows.flat())]
    const found = asked.length > 0 ? await this.parts.meantByKeys(asked) : []
    const byKey = new Map<string, Meant[]>()
    for (const meant of found)
      for (const key of candidateKeys(toMatchRecord(meant.record))) byKey.set(key, [...(byKey.get(key) ?? []), meant])
    const sharing = (keys: readonly string[]): Meant[] => [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))]
    return new Map(rows.map((row, n) => [row, { keys: keysOfRows[n]!, candidates: sharing(keysOfRows[n]!) }]))
  }

  /** Those of whom a person may say that they are it. */
  async fitting(row: ComparedChild): Promise<Meant[]> {
    const found = await this.sharingKeys(row)
    const candidates = found.map(({ record, child: { childId } }) => {
      return { childId, record: toMatchRecord(record), isOfSource: false }
    })
    const { model } = await this.models.inForce()
    const fitting = fittingChildren({ row, candidates }, model, today())
    return found.filter(({ child }) => fitting.has(child.childId))
  }

  /** All who share a key with somebody, however little they are like them. */
  sharingKeys(row: ComparedChild): Promise<Meant[]> {
    return this.parts.meantByKeys(candidateKeys(row))
  }

  /**
   * By the model in force; what the one on trial would have said of rows is counted beside it. Not for inside a transaction.
   *
   * @returns one decision a row, in their order
   */
  async decide(all: readonly ToDecide[]): Promise<Decided[]> {
    const [inForce, onTrial] = [await this.models.inForce(), await this.models.onTrial()]
    if (onTrial) this.try(all, inForce, onTrial)
    const decisions = decisionsOf(all, (rows) => decideChildren(rows, inForce.model, today()))
    return decisions.map((decision) => ({ decision, by: this.byModel(decision, inForce.version) }))
  }

  /** What the model in force says of records held against others as if they were rows; it is counted for nothing. */
  async weigh(rows: readonly ChildRow[]): Promise<RowDecision[]> {
    return decideChildren(rows, (await this.models.inForce()).model, today())
  }

  private byModel({ decision, mayBeDrawn }: Decision, model: number): ByModel {
    if (!mayBeDrawn) return {}
    const oneIn = this.config.linkAuditOneIn
    return { model, ...(oneIn > 0 && randomInt(oneIn) === 0 && { sampled: decision }) }
  }

  private try(all: readonly ToDecide[], inForce: LoadedModel, onTrial: LoadedModel): void {
    const rows = rowsToTry(all.filter(({ row }) => !this.tried.has(row)))
    for (const { row } of all) this.tried.add(row)
    const [decided, tried] = [inForce, onTrial].map(({ model }) => decideChildren(rows, model, today()))
    tried!.forEach((one, n) => this.models.count(onTrial.version, decided![n]!, one))
  }
}
