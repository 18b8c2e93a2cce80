import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { startConsole } from './console.trip.ts'
import { match, rowsOf } from './linking.trip.ts'

let folder: string
const at = (name: string): string => join(folder, name)
const run = (...args: string[]) => match(folder, ...args)

const FIELDS = [
  { type: 'given-name', column: 'first' },
  { type: 'family-name', column: 'last' },
  { type: 'date-of-birth', column: 'dob' },
]
const HEADER = 'id,first,last,dob'
// Whatever goes wrong, nobody in the list may be named.
const PEOPLE = [
  '1,Wilhelmina,Featherstone,2014-11-09',
  '2,Wilhelmena,Featherston,2014-11-09',
  '3,Ignatius,Oyelaran,2012-03-04',
]
const PERSONAL = /wilhelm|feather|ignatius|oyelaran|2014|2012-03/i

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linking-mistakes-'))
  const list = (...lines: string[]): string => [HEADER, ...lines, ''].join('\n')
  const columns = (fields: object[]): string => JSON.stringify({ id: 'id', fields })
  const [first = '', ...others] = FIELDS
  const files: Record<string, string | Buffer> = {
    'list.csv': list(...PEOPLE),
    'config.json': columns(FIELDS),
    'column.json': columns([{ type: 'given-name', column: 'frist' }, ...others]),
    'type.json': columns([{ type: 'givenname', column: 'first' }, ...others]),
    'fewer.json': columns([first as object]),
    'semicolons.csv': list(...PEOPLE).replaceAll(',', ';'),
    'headless.csv': PEOPLE.join('\n'),
    'twice.csv': list(...PEOPLE, PEOPLE[0]!),
    'short.csv': list(...PEOPLE, '4,Wilhelmina'),
    'header.csv': list(),
    'windows.csv': Buffer.from(list('1,Zo\xeb,Featherstone,2014-11-09'), 'latin1'),
    'unknown.csv': 'id_l,id_r,decision\n1,77,same\n',
    'damaged.json': '{ "version": 1, "prior": 0.1, "fields": [{}] }',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content)
  await mkdir(at('folder'))
  expect((await run('train', 'list.csv', '--config', 'config.json', '--out', 'model.json')).status).toBe(0)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a mistake ends with one sentence that says what to do, and names nobody', () => {
  const dedupe = (file: string, ...more: string[]) => [
    'dedupe',
    file,
    '--config',
    'config.json',
    '--out',
    'p.csv',
    ...more,
  ]
  const withConfig = (config: string, ...more: string[]) => [
    'dedupe',
    'list.csv',
    '--config',
    config,
    '--out',
    'p.csv',
    ...more,
  ]

  it.each<[string, string[], RegExp, number?]>([
    [
      'a column that is not there',
      withConfig('column.json'),
      /list\.csv: there is no column "frist", .*Did you mean "first"\?/,
    ],
    ['an unknown type', withConfig('type.json'), /no type "givenname" .*Did you mean "given-name"\?/],
    ['a folder', dedupe('folder'), /folder is not a file that can be read/, 3],
    ['semicolons', dedupe('semicolons.csv'), /separated by semicolons: save it with commas/],
    ['no names of columns', dedupe('headless.csv'), /no column "id", nor any other that the config names/],
    ['an id twice', dedupe('twice.csv'), /lines 2 and 5 have the same id/],
    ['letters of old Windows', dedupe('windows.csv'), /line 2 is not UTF-8/, 3],
    [
      'a folder that is not there',
      dedupe('list.csv', '--clusters', 'no/c.csv'),
      /no\/c\.csv cannot be written to: there is no such folder/,
    ],
    ['the list as the output', dedupe('list.csv', '--clusters', 'list.csv'), /list\.csv is read in this run/],
    ['one output twice', dedupe('list.csv', '--unsure', './p.csv'), /named twice/],
    ['a model of other fields', withConfig('fewer.json', '--model', 'model.json'), /trained on other fields/],
    ['a damaged model', dedupe('list.csv', '--model', 'damaged.json'), /damaged\.json is not a model/],
    [
      'a decision about nobody',
      dedupe('list.csv', '--decisions', 'unknown.csv'),
      /no record with the id 77 in list\.csv/,
    ],
  ])('%s', async (_name, args, sentence, code = 1) => {
    const { status, out, err } = await run(...args)
    expect({ status, out, lines: err.trimEnd().split('\n').length }).toEqual({ status: code, out: '', lines: 1 })
    expect(err).toMatch(sentence)
    expect(err).not.toMatch(PERSONAL)
    await expect(stat(at('p.csv'))).rejects.toThrow('ENOENT')
  })

  it.each([
    [
      'an option',
      dedupe('list.csv', '--cluster', 'c.csv'),
      /unknown option '--cluster'\n\(Did you mean --clusters\?\)/,
    ],
    ['a command', ['dedup', 'list.csv'], /unknown command 'dedup'/],
    [
      'no second list',
      ['link', 'list.csv', '--config', 'config.json', '--out', 'p.csv'],
      /missing required argument 'right'/,
    ],
    [
      'one to one without links',
      ['link', 'list.csv', 'list.csv', '--config', 'config.json', '--out', 'p.csv', '--one-to-one'],
      /--one-to-one decides which links are written, so it needs --links/,
    ],
  ])('a mistyped command line is told by its exit code: %s', async (_name, args, sentence) => {
    const { status, err } = await run(...args)
    expect(status).toBe(2)
    expect(err).toMatch(sentence)
  })
})

describe('odd lists are no mistakes', () => {
  const alike = (rows: number): string[] => Array.from({ length: rows }, (_, row) => `${row},Ann,Li,2014-11-09`)
  const scripts = ['محمد', '李', 'Ζωή', 'Иван', 'दीपक', 'ยุพา', '김', 'ነፃነት', '😀', '-'].map(
    (name, row) => `${row},${name},${name},2014-11-${row + 10}`,
  )

  it.each([
    ['no rows', []],
    ['ten thousand rows that are all alike', alike(10_000)],
    ['a column that is always empty', PEOPLE.map((row) => row.replace(/[^,]*$/, ''))],
    ['names in any script', scripts],
    ['lines broken in cells', ['1,"An\nn","L""i",2014-11-09', '2,"An\r\nn","L""i",2014-11-09']],
  ])('%s', async (_name, lines) => {
    await writeFile(at('odd.csv'), `\ufeff${[HEADER, ...lines].join('\r\n')}\r\n`)
    const outputs = ['--out', 'odd-p.csv', '--clusters', 'odd-c.csv', '--unsure', 'odd-u.csv']
    const { status, err } = await run('dedupe', 'odd.csv', '--config', 'config.json', ...outputs)
    expect(status).toBe(0)
    expect(err).toMatch(/^(warning: odd\.csv.*\n)*$/)
    expect(rowsOf(await readFile(at('odd-c.csv'), 'utf8'))).toHaveLength(lines.length)
  })

  it.each([
    ['left', ['header.csv', 'list.csv']],
    ['right', ['list.csv', 'header.csv']],
  ])('a list without rows to be linked with another: %s', async (_side, lists) => {
    const options = ['--config', 'config.json', '--out', 'none-p.csv', '--links', 'none-l.csv']
    const { status, err } = await run('link', ...lists, ...options)
    expect({ status, err }).toEqual({ status: 0, err: 'warning: header.csv has no rows.\n' })
    expect(await readFile(at('none-l.csv'), 'utf8')).toBe('id_l,id_r\n')
  })

  it('a packed list is read, and a file called .gz is packed', async () => {
    await writeFile(at('packed.csv.gz'), gzipSync(await readFile(at('list.csv'))))
    const { status } = await run('dedupe', 'packed.csv.gz', '--config', 'config.json', '--out', 'packed-p.csv.gz')
    expect(status).toBe(0)
    expect([...(await readFile(at('packed-p.csv.gz'))).subarray(0, 2)]).toEqual([0x1f, 0x8b])
  })
})

describe('what a run has not finished', () => {
  it('leaves the files of the run before as they were', async () => {
    await writeFile(at('kept.csv'), 'as before')
    expect((await run('dedupe', 'short.csv', '--config', 'config.json', '--out', 'kept.csv')).status).toBe(1)
    expect(await readFile(at('kept.csv'), 'utf8')).toBe('as before')
  })

  it('leaves no file that looks whole, and none besides, when somebody presses Ctrl-C', async () => {
    const made = await mkdtemp(at('stopped-'))
    const out = join(made, 'pairs.csv')
    // Nobody reads from the pipe, so that the run waits there with its pairs written and not yet named.
    await promisify(execFile)('mkfifo', [join(made, 'pipe')])
    const options = ['--config', 'config.json', '--out', out, '--clusters', join(made, 'pipe')]
    const { child, ended } = startConsole(folder, 'match', 'dedupe', 'list.csv', ...options)
    await written(made)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ signal: 'SIGINT', out: '' })
    expect(await readdir(made)).toEqual(['pipe'])
  })
})

/** Waits for a file with something in it which is not called as it will be. */
async function written(made: string): Promise<void> {
  for (;;) {
    const names = (await readdir(made)).filter((name) => name.startsWith('.part-'))
    const sizes = await Promise.all(names.map((name) => stat(join(made, name)).catch(() => ({ size: 0 }))))
    if (sizes.some(({ size }) => size > 0)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
