/** Why a whole file is refused. */
export type FileFaultCode =
  | 'not-utf-8'
  | 'not-well-formed'
  | 'truncated'
  | 'encoding-not-allowed'
  | 'version-not-allowed'
  | 'doctype-not-allowed'
  | 'entity-not-allowed'
  | 'processing-instruction-not-allowed'
  | 'attribute-not-allowed'
  | 'too-deep'
  | 'text-too-long'
  | 'markup-too-long'
  | 'too-many-elements'
  | 'wrong-root'
  | 'unexpected-element'
  | 'unexpected-text'
  | 'no-header'
  | 'no-rows-element'
  | 'header-not-valid'
  | 'not-an-interchange'
  | 'separators-not-allowed'
  | 'character-not-allowed'
  | 'segment-too-long'
  | 'too-many-segments'
  | 'unexpected-segment'
  | 'count-differs'
  | 'reference-differs'

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
