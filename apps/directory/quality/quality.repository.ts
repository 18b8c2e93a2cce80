import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { FINDINGS, type Finding, type FindingCounts, type Verdicts } from './quality.rules.ts'
import { linkFindings } from './quality.schema.ts'

@Injectable()
export class QualityRepository {
  constructor(@InjectCollection(linkFindings) private readonly findings: Model<FindingCounts>) {}

  async findOf(model: number): Promise<FindingCounts[]> {
    return this.findings.find({ model }).lean<FindingCounts[]>()
  }

  /** Counts with what the answer writes. @param by 1, or -1 where an answer is taken back */
  async count(
    { model, source, community }: Pick<FindingCounts, 'model' | 'source' | 'community'>,
    found: readonly [Finding, keyof Verdicts][],
    by: 1 | -1,
  ): Promise<void> {
    assertInTransaction()
    const more = new Map(found.map(([finding, is]) => [`${finding}.${is}`, by]))
    const none = FINDINGS.flatMap((finding) => [`${finding}.same`, `${finding}.different`])
      .filter((place) => !more.has(place))
      .map((place) => [place, 0])
    await this.findings.updateOne(
      { _id: [model, source, community].join('/') },
      { $inc: Object.fromEntries(more), $setOnInsert: { model, source, community, ...Object.fromEntries(none) } },
      { upsert: true },
    )
  }
}
