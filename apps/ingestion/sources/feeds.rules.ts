import type { Source } from '@contactpoint/contracts'
import type { XmlLayout, XmlPart } from '@contactpoint/feed-formats'
import { schoolCensus } from './school-census.rules.ts'
import type { FeedHeader, RowOutcome, XmlTranslator } from './translator.rules.ts'

const TRANSLATORS: Record<Source, XmlTranslator> = { 'school-census': schoolCensus }

/** What a row became, and where it stood. */
export type LocatedOutcome = RowOutcome & { row: number; line: number }

/** What one file is read with: the header comes first and once, then the rows. */
export interface FileReader {
  /** @throws FileFault when the header is not one of this feed */
  header(part: XmlPart): void
  read(part: XmlPart): LocatedOutcome
}

/** How files of a source are read, given the day in England, `YYYY-MM-DD`. */
export function translatorOf(source: Source): { layout: XmlLayout; startReading: (today: string) => FileReader } {
  const translator = TRANSLATORS[source]
  return {
    layout: { rowElement: translator.rowElement, headerElement: translator.headerElement },
    startReading: (today) => startReading(translator, today),
  }
}

function startReading(translator: XmlTranslator, today: string): FileReader {
  let header: FeedHeader = { version: '' }
  let row = 0
  return {
    header: ({ tree }) => {
      header = translator.readHeader(tree)
    },
    read: ({ tree, line }) => ({ ...translator.readRow(tree, header, line, today), row: ++row, line }),
  }
}
