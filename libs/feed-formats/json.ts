import { FileFault, type FileFaultCode } from './file-fault.ts'
import { decodeUtf8 } from './utf8.ts'

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export interface JsonObject {
  [name: string]: JsonValue
}

export interface JsonLimits {
  /** Bytes of one line: what is held at a time. */
  row: number
  /** Objects and lists in one another, the line's own object being the first. */
  depth: number
}

export interface JsonLine {
  value: JsonObject
  /** Where it stands; 1 is the first line of the file. */
  line: number
}

export const JSON_LIMITS: JsonLimits = { row: 100_000, depth: 12 }

/**
 * Reads the objects of a file of JSON Lines as its bytes arrive; keeps no more than the line being read. Objects come before the end of
 * the file is seen, so whoever takes them must be able to drop them all when a fault follows.
 *
 * The file is UTF-8 with one JSON object a line; every line ends, the last one too, or the file counts as cut. Blank lines are left
 * out. Nothing in it could mean more than one thing: no name twice in an object, of which parsers take the last, and no numbers but
 * whole ones of at most 15 digits, which all parsers read alike.
 *
 * @param chunks the bytes, cut anywhere
 * @throws FileFault for every fault of the file; errors of `chunks` itself pass through
 *
 * Source: RFC 8259 (JSON) sections 4 and 6; RFC 7493 (I-JSON) section 2; jsonlines.org.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array>,
  given: Partial<JsonLimits> = {},
): AsyncGenerator<JsonLine, void, undefined> {
  const limits = { ...JSON_LIMITS, ...given }
  let [line, held] = [1, '']
  for await (const text of decodeUtf8(chunks, () => line)) {
    const [first, ...others] = text.split('\n')
    held += first!
    for (const next of others) {
      const value = objectOf(held, line, limits)
      if (value) yield { value, line }
      line += 1
      held = next
    }
    if (held.length > limits.row) throw new FileFault('row-too-long', line)
  }
  if (held !== '') throw new FileFault('truncated', line)
}

/** Null of a blank line. */
function objectOf(text: string, line: number, limits: JsonLimits): JsonObject | null {
  const fail = (code: FileFaultCode): never => {
    throw new FileFault(code, line)
  }
  if (text.includes('\0')) return fail('not-utf-8')
  if (Buffer.byteLength(text) > limits.row) return fail('row-too-long')
  if (text.trim() === '') return null
  const value = parsed(text)
  if (value === undefined) return fail('not-well-formed')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail('not-an-object')
  const fault = faultIn(text, limits.depth)
  return fault ? fail(fault) : value
}

/** Undefined where it is no JSON: the parser's words quote the file, so nothing is kept of them. */
function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

/** Of JSON that is well formed. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]|-?\d[\d.eE+-]*/g
const NUMBER = /^-?(?:0|[1-9]\d{0,14})$/

/** What a parser passes over. @param text well-formed JSON */
function faultIn(text: string, deepest: number): FileFaultCode | null {
  /** The names of each open object; of a list none. */
  const open: Set<string>[] = []
  let last = ''
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const names = open.at(-1)!
      const name = JSON.parse(last) as string
      if (names.has(name)) return 'repeated-name'
      names.add(name)
    } else if (!token.startsWith('"') && !NUMBER.test(token)) return 'number-not-allowed'
    if (open.length > deepest) return 'too-deep'
    last = token
  }
  return null
}
