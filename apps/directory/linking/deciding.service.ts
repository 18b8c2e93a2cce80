import { Injectable } from '@nestjs/common'
import {
  candidateKeys,
  decideChildren,
  fittingChildren,
  type ChildRow,
  type ComparedChild,
  type RowDecision,
} from '@contactpoint/matching'
import { toMatchRecord } from '../children/children.rules.ts'
import { PartsService, type Meant } from '../children/parts.service.ts'
import { LinkModelsService } from '../models/link-models.service.ts'
import { decisionsOf, type Decision, type ToDecide } from './deciding.rules.ts'
import { evidenceOf, isPresent, type RowToApply } from './linking.rules.ts'

/** Whom rows are about: finds who may be meant, and decides by the model in force. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly parts: PartsService,
    private readonly models: LinkModelsService,
  ) {}

  /** Who shares a key with each row. */
  async candidatesOf(rows: readonly RowToApply[]): Promise<Map<RowToApply, Meant[]>> {
    const keys = new Map(rows.map((row) => [row, keysOf(row)]))
    const asked = [...new Set([...keys.values()].flat())]
    const found = asked.length > 0 ? await this.parts.meantByKeys(asked) : []
    const byKey = new Map<string, Meant[]>()
    for (const meant of found)
      for (const key of candidateKeys(toMatchRecord(meant.record))) byKey.set(key, [...(byKey.get(key) ?? []), meant])
    return new Map(rows.map((row) => [row, [...new Set(keys.get(row)!.flatMap((key) => byKey.get(key) ?? []))]]))
  }

  /** Those of whom a person may say that they are it. */
  async fitting(row: ComparedChild, found: readonly Meant[]): Promise<Meant[]> {
    const candidates = found.map(({ record, child: { childId } }) => {
      return { childId, record: toMatchRecord(record), isOfSource: false }
    })
    const { model } = await this.models.inForce()
    const fitting = fittingChildren({ row, candidates }, model, today())
    return found.filter(({ child }) => fitting.has(child.childId))
  }

  /**
   * By the model in force; what the one on trial would have said of the same rows is counted. Not for inside a transaction.
   *
   * @returns one decision a row, in their order
   */
  async decide(all: readonly ToDecide[]): Promise<Decision[]> {
    const [inForce, onTrial] = [await this.models.inForce(), await this.models.onTrial()]
    return decisionsOf(all, (rows: readonly ChildRow[]): RowDecision[] => {
      const decided = decideChildren(rows, inForce.model, today())
      const tried = onTrial ? decideChildren(rows, onTrial.model, today()) : []
      tried.forEach((one, n) => this.models.count(onTrial!.version, decided[n]!, one))
      return decided
    })
  }
}

/** What finds whom a row is about; two rows with one of these in common may be of one child. */
export function keysOf(row: RowToApply): string[] {
  return isPresent(row) ? candidateKeys(evidenceOf(row)) : []
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
