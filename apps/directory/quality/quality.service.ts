import { Injectable } from '@nestjs/common'
import type { LinkQuality } from '@contactpoint/contracts'
import { LinkModelsService } from '../models/link-models.service.ts'
import { qualityOf, type Finding, type FindingCounts, type Verdicts } from './quality.rules.ts'
import { QualityRepository } from './quality.repository.ts'

/** How well models decide whom rows are about, by what people found of it. */
@Injectable()
export class QualityService {
  constructor(
    private readonly findings: QualityRepository,
    private readonly models: LinkModelsService,
  ) {}

  /** @throws Fault `not-found` where there is no such version */
  async read(version: number): Promise<LinkQuality> {
    await this.models.assertKnown(version)
    return qualityOf(version, await this.findings.findOf(version))
  }

  /** Counts what an answer says of a model, with what the answer writes. @param by 1, or -1 where it is taken back */
  count(
    of: Pick<FindingCounts, 'model' | 'source' | 'community'>,
    found: readonly [Finding, keyof Verdicts][],
    by: 1 | -1,
  ): Promise<void> {
    return this.findings.count(of, found, by)
  }
}
