import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const root = join(import.meta.dirname, '..', '..')

/** Each would do harm if it passed unseen; beside it what Jest has to say. */
const SPECS = {
  'a-tests': `
    import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
    import { kept } from './kept.ts'
    it('what is not so', () => expect({ a: 1 }).toEqual({ a: 2 }))
    it('what never ends', () => new Promise(() => undefined), 200)
    it('a promise nobody waited for', async () => {
      void Promise.reject(new Error('lost'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    it('nothing asserted', () => expect.assertions(1))
    it.failing('what was to fail and does not', () => undefined)
    describe('before', () => {
      beforeAll(() => { throw new Error('broken') })
      it('what a hook prepares', () => undefined)
    })
    describe('after', () => {
      afterEach(() => { throw new Error('broken') })
      it('what a hook clears up', () => undefined)
    })
    it('leaves things behind', () => {
      kept.push(1)
      process.env.SPEC_LEFT = 'yes'
      process.chdir('/')
      jest.spyOn(JSON, 'parse').mockReturnValue('spied')
      expect(jest.useFakeTimers().setSystemTime(0)).toBe(jest)
      expect(Date.now()).toBe(0)
    })`,
  'b-next': `
    import { expect, it } from '@jest/globals'
    import { kept } from './kept.ts'
    it('finds nothing of it', () => {
      expect(kept).toEqual([])
      expect(process.env.SPEC_LEFT).toBeUndefined()
      expect(process.cwd()).not.toBe('/')
      expect(JSON.parse('1')).toBe(1)
      expect(Date.now()).toBeGreaterThan(0)
    })`,
  'c-import':
    "import { it } from '@jest/globals'\nit('is told', () => undefined)\nthrow new Error('while it is loaded')",
  'd-missing':
    "import { it } from '@jest/globals'\nimport { nothing } from './nothing.ts'\nit('is told', () => nothing())",
  'e-empty': 'export {}',
  'f-after-all': `
    import { afterAll, it } from '@jest/globals'
    afterAll(() => { throw new Error('at the end') })
    it('passes before', () => undefined)`,
}

interface Report {
  success: boolean
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { title: string; status: string }[]
  }[]
}

let folder: string
let report: Report

beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true })
  folder = await mkdtemp(join(root, '.cache', 'spec-runtime-'))
  for (const [name, text] of Object.entries(SPECS)) await writeFile(join(folder, `${name}.spec.ts`), text)
  await writeFile(join(folder, 'kept.ts'), 'export const kept: number[] = []')
  await writeFile(
    join(folder, 'jest.config.mjs'),
    `import all from '${join(root, 'jest.config.mjs')}'
     const { displayName, modulePathIgnorePatterns, ...unit } = all.projects[0]
     export default { ...unit, rootDir: '${folder}', maxWorkers: 1 }`,
  )
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const told = join(folder, 'report.json')
  const args = [jest, '--config', join(folder, 'jest.config.mjs'), '--runInBand', '--json', '--outputFile', told]
  await new Promise((resolve) => execFile(process.execPath, args, { cwd: root }, resolve))
  report = JSON.parse(await readFile(told, 'utf8')) as Report
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const resultOf = (name: string) => report.testResults.find((one) => one.name.includes(`/${name}.spec.ts`))!

describe('a spec file on the modules of Node', () => {
  it.each([
    ['what is not so', 'failed'],
    ['what never ends', 'failed'],
    ['a promise nobody waited for', 'failed'],
    ['nothing asserted', 'failed'],
    ['what was to fail and does not', 'failed'],
    ['what a hook prepares', 'failed'],
    ['what a hook clears up', 'failed'],
    ['leaves things behind', 'passed'],
  ])('has its tests told: %s has %s', (title, status) => {
    const { assertionResults } = resultOf('a-tests')
    expect(assertionResults.find((one) => one.title === title)?.status).toBe(status)
  })

  it('leaves nothing to the next', () => {
    expect(resultOf('b-next')).toMatchObject({ status: 'passed', message: '' })
  })

  it.each(['c-import', 'd-missing', 'e-empty', 'f-after-all'])('fails as a whole: %s', (name) => {
    expect(resultOf(name).status).toBe('failed')
    expect(report.success).toBe(false)
  })

  it('says where it failed, by the lines of its source', () => {
    expect(stripVTControlCharacters(resultOf('a-tests').message)).toContain('a-tests.spec.ts:4:')
  })
})
