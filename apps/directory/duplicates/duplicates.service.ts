import { Injectable } from '@nestjs/common'
import {
  Fault,
  today,
  type CompareRecords,
  type FindOpenRecords,
  type OpenRecords,
  type RecordsCompared,
} from '@contactpoint/contracts'
import { isShown, livingOn } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import { toCandidate, toCompared } from '../questions/questions.rules.ts'
import { goesOnFirst } from './duplicates.rules.ts'

/** Records that may be of one child, for people who say whether they are. */
@Injectable()
export class DuplicatesService {
  constructor(
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly sources: SourceRecordsService,
  ) {}

  /** @throws Fault `not-found` where one of them is not shown to everybody */
  async compare({ childIds }: CompareRecords): Promise<RecordsCompared> {
    const records = await this.shown(childIds)
    if (records.length < 2) throw Fault.notFound()
    const known = await Promise.all(records.map((record) => this.since(record.childId)))
    const [goesOn, other] = goesOnFirst(records.map((record, n) => ({ record, ...known[n]! })))
    return {
      goesOn: { ...toCompared(goesOn), childId: goesOn.childId },
      other: toCandidate(goesOn, other, false),
    }
  }

  async findOpen({ childIds }: FindOpenRecords): Promise<OpenRecords> {
    return { childIds: (await this.shown(childIds)).map(({ childId }) => childId) }
  }

  private async shown(childIds: string[]): Promise<Child[]> {
    const living = livingOn(today())
    return (await this.records.findMany(childIds)).filter((record) => isShown(record, living))
  }

  private async since(childId: string): Promise<{ hasParts: boolean; since: number }> {
    const ids = await this.parts.idsOf(childId)
    const times = (await this.sources.findOf(ids)).flatMap(({ told }) => told[0]?.time.getTime() ?? [])
    return { hasParts: ids.length > 1, since: Math.min(...times) }
  }
}
