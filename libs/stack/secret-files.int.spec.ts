import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSecretFiles } from './secret-files.ts'

let parent: string
let folder: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'contactpoint-secrets-'))
  folder = join(parent, 'secrets')
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
const contents = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    ),
  )

describe('the folder of secrets', () => {
  it('lets in its owner only, and whoever has a file of it mounted may read that', async () => {
    await makeSecretFiles(folder)
    expect(await modeOf(folder)).toBe('700')
    for (const name of await readdir(folder)) expect([name, await modeOf(join(folder, name))]).toEqual([name, '444'])
  })

  it('is filled once: who makes them again has the same', async () => {
    expect(await makeSecretFiles(folder)).toHaveLength(23)
    const before = await contents()
    expect(await makeSecretFiles(folder)).toEqual([])
    expect(await contents()).toEqual(before)
  })

  it('gets one afresh that was removed, with what follows from it, and keeps the others', async () => {
    await makeSecretFiles(folder)
    const before = await contents()
    await rm(join(folder, 'audit-password'))
    await rm(join(folder, 'gateway-seed'))
    expect((await makeSecretFiles(folder)).sort()).toEqual([
      'audit-password',
      'audit-uri',
      'bus-keys.env',
      'gateway-seed',
    ])
    const after = await contents()
    expect(after['audit-password']).not.toBe(before['audit-password'])
    expect(after['audit-uri']).toContain(`//audit:${after['audit-password']}@`)
    expect(after['master-key']).toBe(before['master-key'])
  })

  it('may hold a password that somebody chose, with whatever is in it', async () => {
    await makeSecretFiles(folder)
    await rm(join(folder, 'audit-password'))
    await writeFile(join(folder, 'audit-password'), 'p@ss/word:1\n', { mode: 0o600 })
    expect(await makeSecretFiles(folder)).toEqual(['audit-uri'])
    expect((await contents())['audit-uri']).toContain('//audit:p%40ss%2Fword%3A1@mongo')
    expect(await modeOf(join(folder, 'audit-password'))).toBe('444')
  })

  it('is refused where others can enter it', async () => {
    await makeSecretFiles(folder)
    await chmod(folder, 0o750)
    await expect(makeSecretFiles(folder)).rejects.toThrow(/can be entered by others than its owner: chmod 700/)
  })
})
