import { footerOf } from './feed-files.ts'
import type { GeneratedSource } from './generated-source.ts'
import type { TextFile } from './text-file.ts'

/** Told of each row of which feed is about whom. */
export interface Truth {
  write(source: GeneratedSource, recordId: string, personId: string): Promise<void>
}

/** A feed that is being written, and whom its rows are about. */
export class FeedWriter {
  rows = 0

  constructor(
    readonly source: GeneratedSource,
    readonly file: TextFile,
    private readonly truth: Truth,
  ) {}

  async write(row: string, recordId: string, personId: string): Promise<void> {
    this.rows++
    await this.file.write(row)
    await this.truth.write(this.source, recordId, personId)
  }

  async end(): Promise<{ source: GeneratedSource; file: string; rows: number }> {
    const { source, file, rows } = this
    await file.write(footerOf(source, rows))
    return { source, file: file.path, rows }
  }
}

/** `links.csv`: which row of which feed is about whom. */
export class Links implements Truth {
  readonly #file: TextFile

  constructor(file: TextFile) {
    this.#file = file
  }

  async write(source: GeneratedSource, recordId: string, personId: string): Promise<void> {
    await this.#file.write(`${source},${recordId},${personId}\n`)
  }
}
