import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FileFault, readJsonLines, type JsonLimits, type JsonLine, type JsonValue } from './index.ts'

async function* inChunks(bytes: Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) yield bytes.subarray(places[i - 1], places[i])
}

async function read(file: string | Uint8Array, cuts?: number[], limits = {}): Promise<JsonLine[]> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const lines: JsonLine[] = []
  for await (const line of readJsonLines(inChunks(bytes, cuts), limits)) lines.push(line)
  return lines
}

const faultOf = (file: string | Uint8Array, limits = {}): Promise<string> =>
  read(file, [], limits).then(
    () => 'none',
    (error: unknown) => {
      if (!(error instanceof FileFault)) throw error
      return `${error.code}:${error.line}`
    },
  )

describe('a file of JSON Lines', () => {
  it('gives its objects, each with its line; blank ones are left out', async () => {
    expect(await read('\uFEFF{"a":1}\r\n\n{"b":{"c":["łuk",null,true]}}\n')).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: { b: { c: ['łuk', null, true] } }, line: 3 },
    ])
    expect(await read('')).toEqual([])
  })

  it.each<[string, string | Uint8Array, Partial<JsonLimits>?]>([
    ['truncated:2', '{}\n{}'],
    ['truncated:1', '{"a":'],
    ['not-well-formed:2', '{}\n{"a":}\n'],
    ['not-well-formed:1', '<Message/>\n'],
    ['not-well-formed:1', "{'a':1}\n"],
    ['not-well-formed:1', '{"a":1,}\n'],
    ['not-well-formed:1', '{"a":\n1}\n'],
    ['not-an-object:1', '[{}]\n'],
    ['not-an-object:1', 'null\n'],
    ['not-an-object:1', '"text"\n'],
    ['repeated-name:1', '{"a":1,"a":1}\n'],
    ['repeated-name:1', '{"a":[{"b":{},"\\u0062":{}}]}\n'],
    ['none', '{"a":{"a":"a:{"},"b":[{"a":1},{"a":1}],"__proto__":{"a":"\\\\"}}\n'],
    ['number-not-allowed:1', '{"a":1.5}\n'],
    ['number-not-allowed:1', '{"a":1e3}\n'],
    ['number-not-allowed:1', '{"a":1234567890123456}\n'],
    ['none', '{"a":-999999999999999,"b":0,"c":"1.5"}\n'],
    ['not-utf-8:2', Buffer.from('{}\n{"a":"é"}\n', 'latin1')],
    ['not-utf-8:1', Buffer.from('{}\n', 'utf16le')],
    ['too-deep:1', '{"a":[[[{}]]]}\n', { depth: 4 }],
    ['none', '{"a":[[{}]]}\n', { depth: 4 }],
    ['row-too-long:1', '{"a":"ééé"}\n', { row: 13 }],
    ['none', '{"a":"ééé"}\n', { row: 14 }],
    ['row-too-long:2', `{}\n${' '.repeat(30_000)}`, { row: 20_000 }],
    ['too-deep:1', `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}\n`],
  ])('is %s', async (fault, file, limits = {}) => {
    expect(await faultOf(file, limits)).toBe(fault)
  })

  const value: fc.Arbitrary<JsonValue> = fc.letrec<{ any: JsonValue }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.string({ unit: 'grapheme' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
    ),
  })).any

  it('gives what was written, wherever its bytes are cut', async () => {
    const objects = fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), value, { maxKeys: 4 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(objects, fc.array(fc.nat(200)), async (written, cuts) => {
        const file = written.map((one) => `${JSON.stringify(one)}\n`).join('')
        const found = await read(file, cuts)
        expect(found.map((one) => JSON.stringify(one.value))).toEqual(written.map((one) => JSON.stringify(one)))
        expect(found.map(({ line }) => line)).toEqual(written.map((_, n) => n + 1))
      }),
    )
  })

  it('never fails but with a fault of the file, which repeats nothing of it', async () => {
    const file = new TextEncoder().encode('{"a":"MARK","b":[1,{"c":null}]}\n{"a":"MARK"}\n')
    const put = fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom(...'{}[]":,\\\n\0').map((c) => Buffer.from(c)),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length), put, fc.nat(9), async (at, bytes, cut) => {
        const damaged = Uint8Array.from([...file.subarray(0, at), ...bytes, ...file.subarray(at + cut)])
        const found: unknown = await read(damaged).catch((error: unknown) => error)
        if (Array.isArray(found)) return
        expect(found).toBeInstanceOf(FileFault)
        expect((found as FileFault).message).not.toContain('MARK')
      }),
      { numRuns: 1_000 },
    )
  })
})
