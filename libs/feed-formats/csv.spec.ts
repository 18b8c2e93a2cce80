import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FileFault, readCsvRows, type CsvRow } from './index.ts'

const layout = { columns: ['ref', 'name', 'town'], neverKept: new Set(['sortCode']) }
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* inChunks(bytes: Uint8Array, cuts: number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length; i++) yield bytes.subarray(places[i - 1], places[i])
}

async function read(file: string | Uint8Array, cuts?: number[], limits?: object): Promise<CsvRow[]> {
  const bytes = typeof file === 'string' ? bytesOf(file) : file
  const rows: CsvRow[] = []
  for await (const row of readCsvRows(inChunks(bytes, cuts), { ...layout, ...(limits ? { limits } : {}) }))
    rows.push(row)
  return rows
}

async function faultOf(file: string | Uint8Array, cuts?: number[], limits?: object): Promise<string> {
  try {
    await read(file, cuts, limits)
    return 'none'
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return `${error.code}:${error.line}`
  }
}

const small = `ref,name,town
1,"O'Brien, ""Łuk""",Leeds

2, Sm😀th ,
,,
"3","two
lines","York"
4,Ng
5,Ng,York,UK
6,李,Bath
`

describe('a file in CSV', () => {
  it('gives its rows by column, with the line where each begins; blank ones are left out', async () => {
    expect(await read(small)).toEqual([
      { cells: { ref: '1', name: 'O\'Brien, "Łuk"', town: 'Leeds' }, row: 1, line: 2 },
      { cells: { ref: '2', name: 'Sm😀th', town: '' }, row: 2, line: 4 },
      { cells: { ref: '3', name: 'two\nlines', town: 'York' }, row: 3, line: 6 },
      { cells: null, row: 4, line: 8 },
      { cells: null, row: 5, line: 9 },
      { cells: { ref: '6', name: '李', town: 'Bath' }, row: 6, line: 10 },
    ])
  })

  it('may have its columns in any order, and no rows', async () => {
    const [row] = await read('town,ref,name\nYork,1,Ng\n')
    expect(row!.cells).toEqual({ ref: '1', name: 'Ng', town: 'York' })
    expect(await read('ref,name,town\n')).toEqual([])
  })

  it('gives the same wherever its chunks begin and end, also inside a character or a line’s end', async () => {
    const file = small.replaceAll('\n', '\r\n')
    const length = bytesOf(file).length
    const whole = await read(file)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(length), { maxLength: 40 }), async (cuts) => {
        expect(await read(file, cuts)).toEqual(whole)
      }),
    )
    expect(await read(file, [...Array(length).keys()])).toEqual(whole)
  })

  it.each(['\n', '\r\n', '\r'])('has its lines counted when they end in %j', async (end) => {
    expect(await read(small.replaceAll('\n', end))).toEqual(await read(small))
  })

  it('may begin with a byte order mark', async () => {
    expect(await read(`\uFEFF${small}`)).toEqual(await read(small))
  })

  it('loses no character at the edge of a piece that is parsed', async () => {
    for (const before of [0, 1, 2, 3]) {
      const rows = `1,${'x'.repeat(before)}${'😀'.repeat(40)},Leeds\r\n`.repeat(1_000)
      const names = (await read(`ref,name,town\r\n${rows}`)).map(({ cells }) => cells!.name)
      expect([names.length, ...new Set(names)]).toEqual([1_000, `${'x'.repeat(before)}${'😀'.repeat(40)}`])
    }
  })

  it('says of any cells what was written, and of each row its first line', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', ' ', "'"), maxLength: 8 })
    const row = fc.tuple(fc.constantFrom('1', '2'), cell, cell)
    const end = fc.constantFrom('\n', '\r\n', '\r')
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), end, fc.array(fc.nat(600)), async (rows, lineEnd, cuts) => {
        const texts = [['ref', 'name', 'town'], ...rows].map((cells) => cells.map(quoted).join(',') + '\n')
        const found = await read(texts.join('').replaceAll('\n', lineEnd), cuts)
        const lineOf = (i: number) => texts.slice(0, i).join('').split('\n').length
        expect(found).toEqual(
          rows.map(([ref, name, town], i) => {
            return { cells: { ref, name: name.trim(), town: town.trim() }, row: i + 1, line: lineOf(i + 1) }
          }),
        )
      }),
    )
  })

  it('gives rows before its end has come, and keeps none', async () => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield bytesOf('ref,name,town\n')
      for (;;) yield bytesOf(`${++sent},x,y\n`)
    }
    let count = 0
    for await (const { cells } of readCsvRows(endless(), layout)) {
      expect(cells!.ref).toBe(String(++count))
      expect(sent).toBeLessThanOrEqual(count + 1)
      if (count === 2_000) break
    }
  })

  it('passes on an error of the bytes as it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error('connection lost')
    }
    await expect(readCsvRows(broken(), layout).next()).rejects.toThrow('connection lost')
  })
})

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

describe('a fault of the file', () => {
  const header = 'ref,name,town\n'

  it.each([
    ['no-header:1', ''],
    ['no-header:2', '\n'],
    ['no-header:1', '1,Ng,York\n'],
    ['no-header:1', '<?xml version="1.0"?>\n<Message/>\n'.replaceAll('"', '')],
    ['no-header:1', 'ref;name;town\n1;Ng;York\n'],
    ['missing-column:1', 'ref,name\n'],
    ['missing-column:2', '\nref,name\n'],
    ['unknown-column:1', 'ref,name,town,Seán\n'],
    ['unknown-column:1', 'ref,name,town,\n'],
    ['unknown-column:1', 'ref,name,Town\n'],
    ['unknown-column:1', 'ref,name,town,__proto__\n'],
    ['repeated-column:1', 'ref,name,town,name\n'],
    ['never-kept-sortCode:1', 'ref,name,town,sortCode\n'],
    ['never-kept-sortCode:1', 'ref,Seán,town,SORT-CODE \n'],
    ['quote-not-closed:3', `${header}1,a,b\n2,"a,b\n3,a,b\n`],
    ['not-well-formed:2', `${header}1,a"b,c\n`],
    ['not-well-formed:2', `${header}1,"a"b,c\n`],
    ['not-well-formed:3', `${header}1,a,b\n2,"a,b\n3,"a",b\n`],
    ['not-well-formed:2', `${header}1, "a",b\n`],
    ['truncated:3', `${header}1,a,b\n2,a,b`],
    ['truncated:3', `${header}1,"a\nb`],
    ['text-too-long:2', `${header}1,${'a'.repeat(1_001)},b\n`],
    ['row-too-long:3', `${header}1,a,b\n2,"${'a\n'.repeat(50_000)}`],
    ['row-too-long:2', `${header}${','.repeat(100_000)}\n`],
    ['row-too-long:2', `${header}${','.repeat(20_001)}`],
    ['not-utf-8:2', `${header}1,a\0b,c\n`],
  ])('is %s', async (expected, file) => {
    expect(await faultOf(file)).toBe(expected)
    expect(await faultOf(file, [...Array(50).keys()])).toBe(expected)
  })

  it('is bytes that are no UTF-8, at their line', async () => {
    const file = `${header}1,Seán,b\n2,Zoë,c\n`
    expect(await faultOf(Buffer.from(file, 'latin1'))).toBe('not-utf-8:2')
    for (const utf16 of [Buffer.from(file, 'utf16le'), Buffer.from(`\uFEFF${file}`, 'utf16le').swap16()])
      expect(await faultOf(utf16)).toBe('not-utf-8:1')
    const broken = bytesOf(small)
    broken[bytesOf(small.slice(0, small.indexOf('李'))).length] = 0xff
    expect(await faultOf(broken, [...broken.keys()])).toBe('not-utf-8:10')
  })

  it('is a cut at whatever byte, but between two rows', async () => {
    const bytes = bytesOf(small)
    for (let end = 0; end < bytes.length; end++) {
      const isWhole = end > 0 && bytes[end - 1] === 10
      const isInQuotes = bytes.subarray(end - 5, end - 1).toString() === bytesOf('"two').toString()
      expect([end, await faultOf(bytes.subarray(0, end))]).toEqual([
        end,
        isInQuotes ? 'quote-not-closed:6' : isWhole ? 'none' : expect.stringMatching(/^(truncated:\d+|no-header:1)$/),
      ])
    }
  })

  it('is not what stays within the limits', async () => {
    expect(await faultOf(`${header}1,${'a'.repeat(1_000)},b\n`)).toBe('none')
    expect(await faultOf(`${header}${','.repeat(19_999)}\n`)).toBe('none')
    expect(await faultOf(`${header}1,${'a'.repeat(15)},\n`, [], { row: 19 })).toBe('none')
    for (const after of ['', '2,a,b\n'])
      expect(await faultOf(`${header}1,${'a'.repeat(16)},\n${after}`, [], { row: 19 })).toBe('row-too-long:2')
    expect(await faultOf(`${header}1,12,b\n`, [], { cell: 1 })).toMatch('text-too-long')
  })

  it('is the only thing that any damage to a file can cause, and it repeats nothing of the file', async () => {
    const bytes = bytesOf(small)
    const put = fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom('"', ',', '\r', '\n', '""').map(bytesOf),
      fc.constant(bytes),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), put, fc.nat(5), async (at, inserted, cut) => {
        const damaged = Uint8Array.from([...bytes.subarray(0, at), ...inserted, ...bytes.subarray(at + cut)])
        expect(await faultOf(damaged)).toMatch(/^(none|[a-z0-9-]+:\d+)$/)
      }),
      { numRuns: 500 },
    )
  })
})
