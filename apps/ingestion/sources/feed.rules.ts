import type { IncomingRecord, RowRefusal, Source } from '@contactpoint/contracts'

/** How files of a source are read, whatever they are written in. */
export interface Feed {
  readonly source: Source
  /**
   * Rows in the order of the file. A row never throws: whatever it holds, it is a record or a refusal.
   *
   * @param bytes of the file, from its first to its last
   * @param today `YYYY-MM-DD` in England
   * @throws FileFault where the file is not one of this feed: none of its rows is taken
   */
  read(bytes: AsyncIterable<Uint8Array>, today: string): AsyncIterable<LocatedOutcome>
}

/** What a file says of itself. */
export interface FeedHeader {
  /** Grows with each delivery; compared as text. */
  version: string
  /** The day of which the file speaks, `YYYY-MM-DD`. */
  asOf: string
}

export type RowOutcome<Incoming extends IncomingRecord = IncomingRecord> =
  { record: Incoming; refusal?: undefined } | { refusal: RowRefusal; record?: undefined }

/** What a row became, and where it stood: its number, and its line in the file; 1 is the first. */
export type LocatedOutcome = RowOutcome & { row: number; line: number }

/** A row is refused for this field; caught where the refusal is made. Carries no value. */
export class RowFault extends Error {
  constructor(
    readonly field: string,
    readonly code: string,
  ) {
    super(`${field}: ${code}`)
  }
}

/** Turns a field's text into what is kept, or throws a RowFault that names the field. */
export type FieldReader<T> = (text: string, field: string) => T
