/** Why a whole file is refused. */
export type FileFaultCode = AnyFileFault | XmlFileFault | CsvFileFault | EdifactFileFault | JsonFileFault

/** `not-utf-8`: bytes that are none, or zeros, as UTF-16 has them. `truncated`: the end is missing, also that of the last line. */
type AnyFileFault = 'not-utf-8' | 'not-well-formed' | 'truncated' | 'text-too-long' | 'no-header' | 'header-not-valid'

type XmlFileFault =
  | 'encoding-not-allowed'
  | 'version-not-allowed'
  | 'doctype-not-allowed'
  | 'entity-not-allowed'
  | 'processing-instruction-not-allowed'
  | 'attribute-not-allowed'
  | 'namespace-not-declared'
  | 'too-deep'
  | 'markup-too-long'
  | 'too-many-elements'
  | 'wrong-root'
  | 'unexpected-element'
  | 'unexpected-text'
  | 'no-rows-element'
  | 'no-footer'

/**
 * A quote that is opened in a row and closed nowhere; a row longer than one may be, often for the same reason; and columns. A
 * column that the layout does not have is not named, since its name could say anything, unless the layout refuses it by name.
 */
type CsvFileFault =
  'quote-not-closed' | 'row-too-long' | 'missing-column' | 'unknown-column' | 'repeated-column' | `never-kept-${string}`

type EdifactFileFault =
  | 'not-an-interchange'
  | 'separators-not-allowed'
  | 'character-not-allowed'
  | 'segment-too-long'
  | 'too-many-segments'
  | 'unexpected-segment'
  | 'count-differs'
  | 'reference-differs'

/** Beside `too-deep` and `row-too-long`: a name that an object has twice, and a number that not all parsers read alike. */
type JsonFileFault = 'not-an-object' | 'repeated-name' | 'number-not-allowed'

/**
 * A fault of the file: none of its rows is taken. Says the line (1 is the first) and a code, never what stands there.
 */
export class FileFault extends Error {
  constructor(
    readonly code: FileFaultCode,
    readonly line: number,
  ) {
    super(`The file cannot be read: ${code} at line ${line}`)
    this.name = 'FileFault'
  }
}
