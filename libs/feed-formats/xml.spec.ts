import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FileFault, readXmlRows, type XmlElement, type XmlPart } from './index.ts'

const layout = { rowElement: 'Message/Pupils/Pupil', headerElement: 'Message/Header' }
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* inChunks(bytes: Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) yield bytes.subarray(places[i - 1], places[i])
}

async function collect(parts: AsyncIterable<XmlPart>): Promise<XmlPart[]> {
  const all: XmlPart[] = []
  for await (const part of parts) all.push(part)
  return all
}

async function read(file: string | Uint8Array, cuts?: number[], limits?: object): Promise<XmlPart[]> {
  const bytes = typeof file === 'string' ? bytesOf(file) : file
  return collect(readXmlRows(inChunks(bytes, cuts), { ...layout, ...(limits ? { limits } : {}) }))
}

async function faultOf(file: string | Uint8Array, limits?: object): Promise<string> {
  try {
    await read(file, undefined, limits)
    return 'none'
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return `${error.code}:${error.line}`
  }
}

const aMessage = (inside: string, header = '<Header><Year>2026</Year></Header>'): string =>
  `<Message>${header}<Pupils>${inside}</Pupils></Message>`

const small = `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header><Year>2026</Year></Header>
  <!-- two -->
  <Pupils>
    <Pupil>
      <Surname>O&apos;Brien &#x26; Łuk</Surname>
      <Contacts><Contact/></Contacts>
    </Pupil>
    <Pupil><Surname><![CDATA[Sm😀th]]></Surname></Pupil>
  </Pupils>
</Message>`

const texts = (tree: XmlElement): unknown[] => [tree.name, tree.line, tree.text, ...tree.children.map(texts)]

describe('a file in XML', () => {
  it('gives its header and then its rows, with the line of every element', async () => {
    const parts = await read(small)
    expect(parts.map(({ kind, line }) => [kind, line])).toEqual([
      ['header', 3],
      ['row', 6],
      ['row', 10],
    ])
    expect(texts(parts[1]!.tree)).toEqual([
      'Pupil',
      6,
      '',
      ['Surname', 7, "O'Brien & Łuk"],
      ['Contacts', 8, '', ['Contact', 8, '']],
    ])
    expect(texts(parts[2]!.tree)).toEqual(['Pupil', 10, '', ['Surname', 10, 'Sm😀th']])
  })

  it('gives the same wherever its chunks begin and end, also inside a character', async () => {
    const whole = await read(small)
    const length = bytesOf(small).length
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(length), { maxLength: 40 }), async (cuts) => {
        expect(await read(small, cuts)).toEqual(whole)
      }),
    )
    expect(await read(small, [...Array(length).keys()])).toEqual(whole)
  })

  it('is refused when it is cut short, at whatever byte', async () => {
    const bytes = bytesOf(small)
    for (let end = 0; end < bytes.length; end++) {
      await expect(read(bytes.subarray(0, end))).rejects.toThrow(FileFault)
    }
    expect(await faultOf('')).toBe('truncated:1')
    expect(await faultOf(bytes.subarray(0, bytes.length - 1))).toBe('truncated:12')
    expect(await faultOf(bytesOf('<Message>Ł').subarray(0, 10))).toMatch(/^truncated/)
  })

  it('gives rows before its end has come, and keeps none', async () => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytesOf('<Message><Header/><Pupils>')
      for (;;) {
        sent++
        yield bytesOf(`<Pupil><UPN>${sent}</UPN></Pupil>`)
      }
    }
    let read = 0
    for await (const part of readXmlRows(endless(), layout)) {
      if (part.kind === 'row') expect(part.tree.children[0]!.text).toBe(String(++read))
      expect(sent).toBeLessThanOrEqual(read + 1)
      if (read === 5_000) break
    }
  })

  it.each(['\n', '\r\n', '\r'])('has its lines counted when they end in %j', async (end) => {
    const file = small.replaceAll('\n', end)
    const cuts = [...bytesOf(file).keys()]
    expect((await read(file)).map((part) => part.line)).toEqual([3, 6, 10])
    expect(await read(file, cuts)).toEqual(await read(file))
    expect((await read(aMessage(`${end}<Pupil${end}><UPN${end}/></Pupil>`)))[1]!.line).toBe(2)
    expect(await faultOf(aMessage(`${end}<Pupil>${end}<UPN a="1"/></Pupil>`))).toBe('attribute-not-allowed:3')
  })

  it('may begin with a byte order mark, and may have no rows', async () => {
    expect(await read(`\uFEFF${small}`)).toEqual(await read(small))
    expect(await read(aMessage(''))).toHaveLength(1)
  })

  it('passes on an error of the bytes as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error('connection lost')
    }
    await expect(collect(readXmlRows(broken(), layout))).rejects.toThrow('connection lost')
  })
})

describe('a fault of the file', () => {
  const laughs =
    '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]><Message><Header>&lol1;</Header></Message>'

  it.each([
    ['doctype-not-allowed:1', laughs],
    ['doctype-not-allowed:1', `<!DOCTYPE Message SYSTEM "file:///etc/passwd">${aMessage('')}`],
    ['doctype-not-allowed:1', aMessage('<!DOCTYPE x>')],
    ['markup-too-long:1', `<!DOCTYPE lolz [${'<!ENTITY lol "lol">'.repeat(5_000)}`],
    ['entity-not-allowed:1', aMessage('<Pupil>&lol;</Pupil>')],
    ['entity-not-allowed:1', aMessage('<Pupil>&constructor;</Pupil>')],
    ['entity-not-allowed:1', aMessage('<Pupil>&#0;</Pupil>')],
    ['processing-instruction-not-allowed:1', aMessage('<?php echo 1 ?>')],
    ['processing-instruction-not-allowed:1', `<?xml version="1.0"?><?xml-stylesheet href="x"?>${aMessage('')}`],
    ['encoding-not-allowed:1', `<?xml version="1.0" encoding="ISO-8859-1"?>${aMessage('')}`],
    ['version-not-allowed:1', `<?xml version="1.1"?>${aMessage('')}`],
    ['attribute-not-allowed:1', '<Message xmlns="urn:x"/>'],
    ['attribute-not-allowed:1', aMessage('<Pupil id="1"/>')],
    ['not-well-formed:1', aMessage('<Pupil></Pupils>')],
    ['not-well-formed:1', aMessage('<Pupil>\u0001</Pupil>')],
    ['not-well-formed:1', `${aMessage('')}Seán`],
    ['unexpected-element:1', `${aMessage('')}${aMessage('')}`],
    ['wrong-root:1', '<CTfile/>'],
    ['unexpected-element:2', aMessage('\n<Teacher/>')],
    ['unexpected-element:1', '<Message><Header/><Header/></Message>'],
    ['unexpected-element:1', '<Message><Header/><Pupils/><Pupils/></Message>'],
    ['unexpected-element:1', '<Message><School/></Message>'],
    ['unexpected-text:1', aMessage('Seán')],
    ['no-header:1', '<Message><Pupils><Pupil/></Pupils><Header/></Message>'],
    ['no-header:1', '<Message><Pupils/></Message>'],
    ['no-rows-element:1', '<Message><Header/></Message>'],
    ['too-deep:1', aMessage(`<Pupil>${'<a>'.repeat(8)}`)],
    ['text-too-long:1', aMessage(`<Pupil><UPN>${'1'.repeat(1_001)}</UPN></Pupil>`)],
    ['too-many-elements:1', aMessage(`<Pupil>${'<UPN/>'.repeat(500)}</Pupil>`)],
    ['markup-too-long:1', aMessage(`<Pupil><UPN>${'1'.repeat(100_000)}`)],
    ['markup-too-long:1', aMessage(`<!-- ${'-x'.repeat(100_000)}`)],
    ['markup-too-long:1', `<${'M'.repeat(100_000)}`],
  ])('is %s', async (expected, file) => {
    expect(await faultOf(file)).toBe(expected)
  })

  it('is broken UTF-8, at its line, whichever chunk it is in', async () => {
    const broken = bytesOf(small)
    broken[bytesOf(small.slice(0, small.indexOf('Łuk'))).length] = 0xff
    expect(await faultOf(broken)).toBe('not-utf-8:7')
    await expect(read(broken, [...broken.keys()])).rejects.toMatchObject({ code: 'not-utf-8', line: 7 })
    expect(await faultOf(new Uint8Array(Buffer.from(small, 'utf16le')))).toMatch(/^(not-utf-8|not-well-formed)/)
    expect(await faultOf(new Uint8Array(Buffer.from(aMessage('<Pupil>Seán</Pupil>'), 'latin1')))).toBe('not-utf-8:1')
  })

  it('is not what stays within the limits', async () => {
    const row = `<Pupil>${'\n        <UPN>1</UPN>'.repeat(499)}\n</Pupil>`
    expect(await faultOf(aMessage(row))).toBe('none')
    expect(await faultOf(aMessage(`<Pupil><UPN>${'1'.repeat(1_000)}</UPN></Pupil>`))).toBe('none')
    expect(await faultOf(aMessage(`<Pupil>${'<a>'.repeat(7)}${'</a>'.repeat(7)}</Pupil>`))).toBe('none')
    expect(await faultOf(aMessage('<Pupil><UPN>12</UPN></Pupil>'), { text: 1 })).toBe('text-too-long:1')
  })

  it('is the only thing that any damage to a file can cause, and it repeats nothing of the file', async () => {
    const bytes = bytesOf(small)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 6 }), fc.nat(5), async (at, put, cut) => {
        const damaged = Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)])
        try {
          await read(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(FileFault)
          expect((error as FileFault).message).toMatch(/^The file cannot be read: [a-z0-9-]+ at line \d+$/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
