import { join } from 'node:path'
import type { SyntheticChild } from './child.ts'
import { fileNames, headersOf } from './feed-files.ts'
import { FeedWriter, Links, type Truth } from './feed-writer.ts'
import type { GeneratedSource } from './generated-source.ts'
import { gpLinksHeader, SECOND_PARTNER } from './gp-links-edifact.ts'
import { TextFile } from './text-file.ts'
import { TWIN_SOURCES, type TwinSource } from './twin-changes.ts'
import { TwinRows, type Ordinary } from './twin-rows.ts'

/** Which of the children count as shielded: so many, evenly spread, so that most have brothers, sisters and neighbours who are not. */
export class Shielded {
  readonly #shielded: number
  readonly #children: number

  constructor(shielded: number, children: number) {
    this.#shielded = shielded
    this.#children = children
  }

  /** The how many-th of them this is, from 0; null for anybody else, and for who is not at school yet. */
  placeOf(personId: string): number | null {
    const index = Number(personId.slice(1)) - 1
    if (index >= this.#children) return null
    const before = this.#upTo(index)
    return this.#upTo(index + 1) > before ? before : null
  }

  #upTo(children: number): number {
    return Math.floor((children * this.#shielded) / this.#children)
  }
}

interface Options {
  out: string
  seed: number
  referenceDate: string
  children: number
  shielded: number
}

/** The rows that would make twins of shielded children, in files of their own, and `shielded.csv`: whom to shield before they are loaded. */
export class TwinFiles implements Truth {
  readonly #shielded: Shielded
  readonly #rows: TwinRows
  readonly #links: Links

  private constructor(
    private readonly writers: Record<TwinSource, FeedWriter>,
    /** Of `shielded.csv`. */
    private readonly list: TextFile,
    links: Links,
    options: Options,
  ) {
    this.#links = links
    this.#shielded = new Shielded(options.shielded, options.children)
    this.#rows = new TwinRows(options)
  }

  static async create(options: Options, links: Links): Promise<TwinFiles> {
    const names = fileNames(options.referenceDate)
    const headers = {
      ...headersOf(options.referenceDate),
      'gp-links': gpLinksHeader(options.referenceDate, SECOND_PARTNER),
    }
    const writers: Partial<Record<TwinSource, FeedWriter>> = {}
    for (const source of TWIN_SOURCES) {
      const file = await TextFile.create(join(options.out, names[source].replace(/(\.\w+)$/, '-twins$1')))
      await file.write(headers[source])
      writers[source] = new FeedWriter(source, file, links)
    }
    const list = await TextFile.create(join(options.out, 'shielded.csv'))
    await list.write('personId,source,recordId\n')
    return new TwinFiles(writers as Record<TwinSource, FeedWriter>, list, links, options)
  }

  get files(): TextFile[] {
    return [...Object.values(this.writers).map(({ file }) => file), this.list]
  }

  /** Path of `shielded.csv`. */
  get path(): string {
    return this.list.path
  }

  /** Of an ordinary row. */
  async write(source: GeneratedSource, recordId: string, personId: string): Promise<void> {
    await this.#links.write(source, recordId, personId)
    if (this.#shielded.placeOf(personId) !== null) await this.list.write(`${personId},${source},${recordId}\n`)
  }

  /** Writes the twin of an ordinary row, where the child is shielded. */
  async writeTwin<Source extends TwinSource>(
    source: Source,
    child: SyntheticChild,
    ordinary: Ordinary[Source],
  ): Promise<void> {
    const nth = this.#shielded.placeOf(child.personId)
    const twin = nth === null ? null : this.#rows.twinOf(source, child, ordinary, nth)
    if (twin) await this.writers[source].write(twin.row, twin.recordId, child.personId)
  }

  end(): Promise<{ source: GeneratedSource; file: string; rows: number }[]> {
    return Promise.all(TWIN_SOURCES.map((source) => this.writers[source].end()))
  }
}
