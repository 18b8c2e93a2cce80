import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { StackError } from '@contactpoint/stack/stack-error'
import { readCsv } from './csv-reader.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'csv-'))))
afterAll(() => rm(folder, { recursive: true }))

async function read(content: string | Buffer, name = 'list.csv') {
  const file = join(folder, name)
  await writeFile(file, content)
  const rows: { cells: readonly string[]; line: number }[] = []
  let columns: readonly string[] = []
  await readCsv(file, { header: (cells) => (columns = cells), row: (cells, line) => rows.push({ cells, line }) })
  return { columns, cells: rows.map((row) => row.cells), lines: rows.map((row) => row.line) }
}

describe('reading CSV', () => {
  it('gives the header, and each row with the line it ends on', async () => {
    expect(await read('id,name\n1,Ann\n2,Bob')).toEqual({
      columns: ['id', 'name'],
      cells: [
        ['1', 'Ann'],
        ['2', 'Bob'],
      ],
      lines: [2, 3],
    })
  })

  it('knows quotes, line breaks in cells, a byte order mark, Windows line ends, spaces around cells, empty lines', async () => {
    const text = '\ufeffid, name \r\n\r\n1, "O\'Brien, ""Pat"""  \r\n2,"two\nlines"\r\n3,  Zoë \r\n\r\n'
    const { columns, cells, lines } = await read(text)
    expect(columns).toEqual(['id', 'name'])
    expect(cells).toEqual([
      ['1', 'O\'Brien, "Pat"'],
      ['2', 'two\nlines'],
      ['3', 'Zoë'],
    ])
    expect(lines).toEqual([3, 5, 6])
  })

  it('unpacks gzip, whatever the file is called', async () => {
    const packed = gzipSync('id,name\n1,Ann\n')
    expect((await read(packed, 'list.csv.gz')).cells).toEqual([['1', 'Ann']])
    expect((await read(packed, 'list.csv')).cells).toEqual([['1', 'Ann']])
  })

  it('keeps letters whole that lie across two chunks', async () => {
    const names = Array.from({ length: 200_000 }, (_, i) => `${i},Żółć`)
    const { cells } = await read(`id,name\n${names.join('\n')}\nlast,\ufffd\n`)
    expect(new Set(cells.map((row) => row[1]))).toEqual(new Set(['Żółć', '\ufffd']))
  })

  it('takes UTF-16 as Excel may save it, and a sign for letters that were lost before', async () => {
    expect((await read(Buffer.from('\ufeffid,name\n1,Zoë\n', 'utf16le'))).cells).toEqual([['1', 'Zoë']])
    const swapped = Buffer.from('\ufeffid,name\n1,Zoë\n', 'utf16le').swap16()
    expect((await read(swapped)).cells).toEqual([['1', 'Zoë']])
    const names = Array.from({ length: 100_000 }, (_, i) => `${i},Żółć`).join('\r\n')
    const long = await read(Buffer.from(`\ufeffid,name\r\n${names}\r\n`, 'utf16le').swap16())
    expect(new Set(long.cells.map((row) => row[1]))).toEqual(new Set(['Żółć']))
    expect((await read('id,name\n1,Zo\ufffd\n')).cells).toEqual([['1', 'Zo\ufffd']])
  })

  it('passes over rows that are nothing but commas, and counts them', async () => {
    const file = join(folder, 'trailing.csv')
    await writeFile(file, 'id,name\r\n1,Ann\r\n,\r\n2,Bob\r\n,\r\n,,,\r\n" ",\r\n')
    const rows: (readonly string[])[] = []
    expect(await readCsv(file, { header: () => undefined, row: (cells) => rows.push(cells) })).toBe(4)
    expect(rows).toEqual([
      ['1', 'Ann'],
      ['2', 'Bob'],
    ])
  })

  it.each([
    ['Windows above, others below', 'id,name\r\n1,Ann\n2,Bob\n'],
    ['others above, Windows below', 'id,name\n1,Ann\r\n2,Bob\r\n'],
    ['an old Macintosh', 'id,name\r1,Ann\r2,Bob\r'],
  ])('takes lines that end in several ways, and counts them right: %s', async (_how, text) => {
    const { cells, lines } = await read(text)
    expect({ cells, lines }).toEqual({
      cells: [
        ['1', 'Ann'],
        ['2', 'Bob'],
      ],
      lines: [2, 3],
    })
  })

  it('takes one column whose name has no separator in it', async () => {
    expect((await read('id\n1;2\n')).cells).toEqual([['1;2']])
  })

  it('takes a file with a header and no rows', async () => {
    expect((await read('id,name\n')).cells).toEqual([])
  })

  it.each([
    ['an empty file', '', /^list\.csv is empty/],
    ['a row too short', 'id,name\n1,Ann\n2\n', /^list\.csv: line 3 has 1 cells, and the first line has 2\.$/],
    ['a row too long', 'id,name\n1,Ann,x\n', /^list\.csv: line 2 has 3 cells/],
    [
      'a quote that is never closed',
      'id,name\n1,"Ann\n2,Bob\n',
      /^list\.csv: line \d+: a quote is opened and never closed\.$/,
    ],
    ['a quote in the middle', 'id,name\n1,An"n\n', /^list\.csv: line 2: a quote stands inside a cell/],
    ['letters after a quote', 'id,name\n1,"Ann"a\n', /^list\.csv: line 2: something stands between a closing quote/],
    ['semicolons', 'id;name\n1;Ann\n', /^list\.csv: its cells are separated by semicolons: save it with commas/],
    ['tabs', 'id\tname\n1\tAnn\n', /^list\.csv: its cells are separated by tabs/],
    ['letters of old Windows', Buffer.from('id,name\n1,Ann\n2,Zo\xeb\n', 'latin1'), /^list\.csv: line 3 is not UTF-8/],
    [
      'an Excel workbook',
      Buffer.from('PK\x03\x04Ann,Bob'),
      /^list\.csv cannot be read as CSV: it is a zip archive or an Excel workbook/,
    ],
    ['a row without end', `id,name\n1,"${'x'.repeat(1_500_000)}`, /longer than a million characters/],
    [
      'a packed file that is cut off',
      gzipSync('id,name\n1,Ann\n').subarray(0, 25),
      /^list\.csv: is packed and damaged/,
    ],
  ])('says what is wrong with %s, without any cell', async (_name, content, message) => {
    await expect(read(content)).rejects.toThrow(StackError)
    await expect(read(content)).rejects.toThrow(message)
    await expect(read(content)).rejects.not.toThrow(/Ann|Bob/)
  })

  it('says so when there is no such file, or it is a folder', async () => {
    const nobody = { header: () => undefined, row: () => undefined }
    await expect(readCsv(join(folder, 'nowhere.csv'), nobody)).rejects.toThrow(/not a file that can be read/)
    await expect(readCsv(folder, nobody)).rejects.toThrow(/not a file that can be read/)
  })

  it('tells how far it is, in bytes of the file', async () => {
    const file = join(folder, 'long.csv')
    await writeFile(file, `id\n${'1\n'.repeat(500_000)}`)
    const seen: number[][] = []
    await readCsv(file, { header: () => undefined, row: () => undefined }, (done, total) => seen.push([done, total]))
    expect(seen.length).toBeGreaterThan(2)
    expect(seen.at(-1)).toEqual([1_000_003, 1_000_003])
  })
})
