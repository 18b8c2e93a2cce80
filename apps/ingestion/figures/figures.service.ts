import { Injectable } from '@nestjs/common'
import {
  FATES,
  SOURCES,
  type FeedFigure,
  type LastFile,
  type ReadFeedFigure,
  type Source,
} from '@contactpoint/contracts'
import { BatchFilesService } from '../batches/batch-files.service.ts'

/** What became of files, as numbers: each file has counted its own rows. */
@Injectable()
export class FiguresService {
  constructor(private readonly files: BatchFilesService) {}

  async read({ by, from, to }: ReadFeedFigure): Promise<FeedFigure> {
    const at = new Date().toISOString()
    const counted = await this.files.fatesBy(by, from, to)
    const rows = counted.map(({ key, counts }) => ({ key, counts: FATES.map((fate) => counts[fate]) }))
    return { rows, at, last: await Promise.all(SOURCES.map((source) => this.lastOf(source))) }
  }

  private async lastOf(source: Source): Promise<LastFile> {
    const last = await this.files.findLast(source)
    return { source, at: last?.openedAt.toISOString() ?? null, state: last?.state ?? null }
  }
}
