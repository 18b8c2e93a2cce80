import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { EDIFACT_LIMITS, FileFault, readEdifactMessages, type EdifactLimits, type EdifactMessage } from './index.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

async function* inChunks(bytes: Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) yield bytes.subarray(places[i - 1], places[i])
}

async function read(file: string | Uint8Array, cuts?: number[], limits?: Partial<EdifactLimits>) {
  const bytes = typeof file === 'string' ? bytesOf(file) : file
  const messages: EdifactMessage[] = []
  for await (const message of readEdifactMessages(inChunks(bytes, cuts), limits)) messages.push(message)
  return messages
}

async function faultOf(file: string | Uint8Array, limits?: Partial<EdifactLimits>): Promise<string> {
  try {
    await read(file, undefined, limits)
    return 'none'
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return `${error.code}:${error.line}`
  }
}

const small = `UNB+UNOA:2+TES5+XX11+200610:1438+7'
UNH+1+FHSREG:0:1:FH:FHS001'
BGM+++507'
FTX+RGI+++ONE?'S ?+ ?: ?? TWO'
UNT+4+1'
UNH+2+FHSREG'
NAD+PAT++??::A'S01+1'
UNT+4+2'
UNZ+2+7'
`

/** An interchange of one message with these segments. */
const anInterchange = (segments: string, { level = 'UNOA:2', una = '' } = {}): string => {
  const count = segments.split("'").length + 1
  return `${una}UNB+${level}+A+B+200610:1438+7'UNH+1+X'${segments}UNT+${count}+1'UNZ+1+7'`
}

describe('a file in EDIFACT', () => {
  it('gives its messages, with the line and place of every segment', async () => {
    expect(await read(small)).toEqual([
      {
        ...{ sender: 'TES5', recipient: 'XX11', type: ['FHSREG', '0', '1', 'FH', 'FHS001'], line: 2 },
        segments: [
          { tag: 'BGM', elements: [[''], [''], ['507']], line: 3, ordinal: 2 },
          { tag: 'FTX', elements: [['RGI'], [''], [''], ["ONE'S + : ? TWO"]], line: 4, ordinal: 3 },
        ],
      },
      {
        ...{ sender: 'TES5', recipient: 'XX11', type: ['FHSREG'], line: 6 },
        segments: [
          { tag: 'NAD', elements: [['PAT'], [''], ['?', '', 'A']], line: 7, ordinal: 2 },
          { tag: 'S01', elements: [['1']], line: 7, ordinal: 3 },
        ],
      },
    ])
  })

  it('gives the same wherever its chunks begin and end, and with any line breaks', async () => {
    const whole = await read(small)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(small.length), { maxLength: 40 }), async (cuts) => {
        expect(await read(small, cuts)).toEqual(whole)
      }),
      { numRuns: 50 },
    )
    for (const end of ['\r\n', '\r']) {
      const file = small.replaceAll('\n', end)
      expect(await read(file, [...bytesOf(file).keys()])).toEqual(whole)
    }
    const onOneLine = await read(small.replaceAll('\n', ''))
    expect(onOneLine.map(({ segments }) => segments.map(({ elements }) => elements))).toEqual(
      whole.map(({ segments }) => segments.map(({ elements }) => elements)),
    )
  })

  it('is refused when it is cut short, at whatever byte', async () => {
    const file = small.trimEnd()
    for (let end = 0; end < file.length; end++) expect(await faultOf(file.slice(0, end))).toMatch(/^truncated:/)
    expect(await faultOf(file.slice(0, -1))).toBe('truncated:9')
  })

  it('may have separators of its own, for each interchange anew', async () => {
    const own = "UNA|*,! ~UNB*UNOA|2*A*B*200610|1438*7~UNH*1*X~FTX*A'+|!~!!~UNT*3*1~UNZ*1*7~"
    const [first, second] = await read(`${own}\n${anInterchange("FTX+A*B:C'")}`)
    expect(first!.segments[0]!.elements).toEqual([["A'+", '~!']])
    expect(second!.segments[0]!.elements).toEqual([['A*B', 'C']])
    expect(await faultOf(anInterchange("FTX+A'", { una: "UNA:+.? '\n" }))).toBe('none')
    const [letters, capitals] = [anInterchange("FTX+a'", { level: 'UNOB:2' }), anInterchange("FTX+a'")]
    expect(await faultOf(`${letters}\n${capitals}`)).toBe('character-not-allowed:2')
    const without = await read(anInterchange("FTX+WHO?'", { una: "UNA:+.  '" }))
    expect(without[0]!.segments[0]!.elements).toEqual([['WHO?']])
  })

  it.each(["UNA::.? '", "UNA:+.?A'", "UNA:+;? '", "UNA:+.?*'", 'UNA:+.? +', 'UNA:+.? \n', "UNA:A.? '"])(
    'is refused when it would be cut at %j',
    async (una) => expect(await faultOf(anInterchange("FTX+A'", { una }))).toBe('separators-not-allowed:1'),
  )

  it.each([
    ['UNOA:1', 'a', 'character-not-allowed'],
    ['UNOA:2', '\u00e9', 'character-not-allowed'],
    ['UNOA:2', '@', 'character-not-allowed'],
    ['UNOA:2', '\t', 'character-not-allowed'],
    ['UNOA:2', '\0', 'character-not-allowed'],
    ['UNOA:2', '!"%&*;<>=/(),.-', 'none'],
    ['UNOB:2', 'a!"%&*;<>', 'none'],
    ['UNOB:2', '_', 'character-not-allowed'],
    ['UNOC:3', 'Zo\u00eb #@[]', 'none'],
    ['UNOC:3', '\u0085', 'character-not-allowed'],
    ['UNOC:3', '\n', 'character-not-allowed'],
    ['UNOA:4', 'A', 'version-not-allowed'],
    ['UNOA', 'A', 'version-not-allowed'],
    ['UNOY:2', 'A', 'encoding-not-allowed'],
    ['constructor:2', 'A', 'encoding-not-allowed'],
    ['', 'A', 'encoding-not-allowed'],
  ])('that declares %j and has %j in it: %s', async (level, text, fault) => {
    expect(await faultOf(anInterchange(`FTX+${text}'`, { level }))).toBe(fault === 'none' ? fault : `${fault}:1`)
  })

  it('has the letters of its level, one byte each', async () => {
    const [message] = await read(anInterchange("FTX+ZO\u00cb'", { level: 'UNOC:3' }))
    expect(message!.segments[0]!.elements).toEqual([['ZO\u00cb']])
  })

  it('is not taken from what was saved as other text', async () => {
    const utf16 = Buffer.from(small, 'utf16le')
    expect(await faultOf(Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), bytesOf(small)]))).toBe('encoding-not-allowed:1')
    expect(await faultOf(Buffer.concat([Buffer.of(0xff, 0xfe), utf16]))).toBe('encoding-not-allowed:1')
    expect(await faultOf(utf16)).toBe('encoding-not-allowed:1')
    expect(await faultOf(Buffer.from(utf16).swap16())).toBe('encoding-not-allowed:1')
    expect(await faultOf('<?xml version="1.0"?>')).toBe('not-an-interchange:1')
  })

  it.each([
    ['a message that is shorter than it says', "UNT+4+1'", "UNT+5+1'", 'count-differs:5'],
    ['a message whose count is no number', "UNT+4+1'", "UNT+4.0+1'", 'count-differs:5'],
    ['a message that ends under another name', "UNT+4+1'", "UNT+4+2'", 'reference-differs:5'],
    ['fewer messages than it says', "UNZ+2+7'", "UNZ+3+7'", 'count-differs:9'],
    ['an end of another interchange', "UNZ+2+7'", "UNZ+2+8'", 'reference-differs:9'],
    ['a message within a message', "BGM+++507'", "UNH+9+FHSREG'", 'unexpected-segment:3'],
    ['a segment between messages', "UNH+1+FHSREG:0:1:FH:FHS001'", "BGM+++507'", 'unexpected-segment:2'],
    ['an end within a message', "BGM+++507'", "UNZ+1+7'", 'unexpected-segment:3'],
    ['an interchange within an interchange', "BGM+++507'", "UNB+UNOA:2+A+B+1:1+9'", 'unexpected-segment:3'],
    ['a functional group', "UNH+1+FHSREG:0:1:FH:FHS001'", "UNG+X'", 'unexpected-segment:2'],
    ['a message without a name', 'UNH+1+FHSREG:0', 'UNH++FHSREG:0', 'not-well-formed:2'],
    ['nobody who sent it', '+TES5+', '++', 'not-well-formed:1'],
    ['a tag in small letters', "BGM+++507'", "bgm+++507'", 'not-well-formed:3'],
    ['an empty segment', "BGM+++507'", "BGM+++507''", 'not-well-formed:3'],
    ['a space before a tag', "BGM+++507'", " BGM+++507'", 'not-well-formed:3'],
    ['a release of what needs none', '?: ??', '?A ??', 'not-well-formed:4'],
    ['a line that ends without its segment', "BGM+++507'", 'BGM+++507', 'character-not-allowed:3'],
    ['something after its end', "UNZ+2+7'\n", "UNZ+2+7'\nBGM+++507'", 'not-an-interchange:10'],
  ])('is refused with %s', async (_, there, instead, fault) => {
    expect(small).toContain(there)
    expect(await faultOf(small.replace(there, instead))).toBe(fault)
  })

  it('is refused when a segment or a message is longer than may be held', async () => {
    expect(await faultOf(anInterchange(`FTX+${'A'.repeat(EDIFACT_LIMITS.segment - 4)}'`))).toBe('none')
    expect(await faultOf(anInterchange(`FTX+${'A'.repeat(EDIFACT_LIMITS.segment - 3)}'`))).toBe('segment-too-long:1')
    expect(await faultOf(anInterchange(`FTX+${'A'.repeat(100_000)}`))).toBe('segment-too-long:1')
    expect(await faultOf(anInterchange("BGM'BGM'"), { segments: 4 })).toBe('none')
    expect(await faultOf(anInterchange("BGM'BGM'BGM'"), { segments: 4 })).toBe('too-many-segments:1')
  })

  it('gives messages before its end has come, and keeps none', async () => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytesOf("UNB+UNOA:2+A+B+200610:1438+7'")
      for (;;) yield bytesOf(`UNH+${++sent}+X'RFF+${sent}'UNT+3+${sent}'`)
    }
    let seen = 0
    for await (const { segments } of readEdifactMessages(endless())) {
      expect(segments[0]!.elements).toEqual([[String(++seen)]])
      expect(sent).toBeLessThanOrEqual(seen + 1)
      if (seen === 5_000) break
    }
  })

  it('is read or refused, whatever is done to it, and a fault repeats nothing of it', async () => {
    const damage = fc.record({
      at: fc.nat(small.length - 1),
      length: fc.nat(8),
      instead: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom("'", '+', ':', '?', '??', "?'", '\r', 'UNB', 'UNA'),
      ),
    })
    const marked = small.replaceAll('FHSREG', 'SECRETX')
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        const file = damages.reduce(
          (text, { at, length, instead }) => text.slice(0, at) + instead + text.slice(at + length),
          marked,
        )
        const message = await read(Buffer.from(file)).then(
          () => '',
          (error: unknown) => (error instanceof FileFault ? error.message : `no fault of the file: ${String(error)}`),
        )
        expect(message).toMatch(/^$|^The file cannot be read: [a-z0-9-]+ at line \d+$/)
      }),
      { numRuns: 1000 },
    )
  })
})
