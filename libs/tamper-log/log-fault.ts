/** What was asked of the log or given to it, when something is wrong. */
export type LogFaultSubject =
  'key' | 'note' | 'checkpoint' | 'proof' | 'path' | 'tile' | 'bundle' | 'entry' | 'hash' | 'size' | 'index'

/**
 * Why something is refused.
 *
 * - `malformed`: not of the shape its specification asks for, to the letter
 * - `out-of-range`: a number or length outside of what the tree, or the format, has
 * - `unknown-key`: no signature is of a key that is known
 * - `bad-signature`: a known key's signature does not fit the text
 * - `wrong-origin`: the checkpoint is another log's
 * - `not-included`: the proof does not lead from the entry to the signed root
 */
export type LogFaultCode =
  'malformed' | 'out-of-range' | 'unknown-key' | 'bad-signature' | 'wrong-origin' | 'not-included'

/** The one error of this lib: a code and what it is about, never what stands there. */
export class LogFault extends Error {
  readonly code: LogFaultCode
  readonly subject: LogFaultSubject

  constructor(code: LogFaultCode, subject: LogFaultSubject) {
    super(`The ${subject} is refused: ${code}`)
    this.name = 'LogFault'
    this.code = code
    this.subject = subject
  }
}
