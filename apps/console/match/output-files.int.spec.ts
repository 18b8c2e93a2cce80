import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { assertWritable, writeWhole } from './output-files.service.ts'

let folder: string
const folders: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'output-'))
  folders.push(folder)
})
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true }))))

const at = (name: string): string => join(folder, name)
const text = (name: string) => readFile(at(name), 'utf8')

function output(name: string, content: string) {
  return { file: at(name), write: (part: string) => writeFile(part, content) }
}

/** Stands for all that is no file: with a device, a broken rule would break the machine that runs the test. */
const pipe = (name: string) => promisify(execFile)('mkfifo', [at(name)])

describe('writing the files of a run', () => {
  it('gives them their names only when all are whole', async () => {
    await writeFile(at('pairs.csv'), 'old')
    const seen: unknown[] = []
    const look = async (part: string): Promise<void> => {
      await writeFile(part, 'links')
      seen.push(await text('pairs.csv'), (await readdir(folder)).includes('links.csv'))
    }
    await writeWhole([output('pairs.csv', 'new'), { file: at('links.csv'), write: look }])
    expect(seen).toEqual(['old', false])
    expect([await text('pairs.csv'), await text('links.csv')]).toEqual(['new', 'links'])
    expect((await readdir(folder)).toSorted()).toEqual(['links.csv', 'pairs.csv'])
  })

  it('leaves what was there and nothing else when one cannot be written', async () => {
    await writeFile(at('pairs.csv'), 'old')
    const full = { file: at('links.csv'), write: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) }
    await expect(writeWhole([output('pairs.csv', 'new'), full])).rejects.toThrow(
      /links\.csv cannot be written to: the disk is full \(ENOSPC\)\.$/,
    )
    expect(await readdir(folder)).toEqual(['pairs.csv'])
    expect(await text('pairs.csv')).toBe('old')
  })

  it('lets the writer know how the file ends, since .gz is packed', async () => {
    let part = ''
    await writeWhole([{ file: at('pairs.csv.gz'), write: (given) => writeFile((part = given), '') }])
    expect(part).toMatch(/\.csv\.gz$/)
  })

  it('writes through a link to a file, and into a pipe as it is', async () => {
    await mkdir(at('elsewhere'))
    await writeFile(at('elsewhere/pairs.csv'), 'old')
    await symlink(at('elsewhere/pairs.csv'), at('pairs.csv'))
    await pipe('links.pipe')
    const [read] = await Promise.all([
      text('links.pipe'),
      writeWhole([output('pairs.csv', 'new'), output('links.pipe', 'links')]),
    ])
    expect(read).toBe('links')
    expect(await text('elsewhere/pairs.csv')).toBe('new')
    expect(await readdir(at('elsewhere'))).toEqual(['pairs.csv'])
  })
})

describe('trying out where files will be written', () => {
  it('touches nothing that is there and leaves nothing', async () => {
    await writeFile(at('pairs.csv'), 'old')
    await assertWritable([at('pairs.csv'), undefined, at('links.csv')], [at('list.csv')])
    expect(await readdir(folder)).toEqual(['pairs.csv'])
    expect(await text('pairs.csv')).toBe('old')
  })

  it('refuses a folder that is not there, and a folder in place of a file', async () => {
    await expect(assertWritable([at('no/pairs.csv')], [])).rejects.toThrow(/no such folder \(ENOENT\)\.$/)
    await expect(assertWritable([folder], [])).rejects.toThrow(/it is a folder \(EISDIR\)\.$/)
  })

  it('refuses to overwrite what the run reads, whatever it is called', async () => {
    await writeFile(at('list.csv'), 'id\n')
    await symlink(at('list.csv'), at('linked.csv'))
    for (const name of ['list.csv', 'linked.csv', './list.csv'])
      await expect(assertWritable([`${folder}/${name}`], [at('list.csv')])).rejects.toThrow(/would be overwritten/)
    expect(await text('list.csv')).toBe('id\n')
  })

  it('refuses one name for two files, but for a pipe', async () => {
    await expect(assertWritable([at('a.csv'), `${folder}/./a.csv`], [])).rejects.toThrow(/is named twice/)
    await pipe('a.pipe')
    await assertWritable([at('a.pipe'), at('a.pipe')], [])
  })
})
