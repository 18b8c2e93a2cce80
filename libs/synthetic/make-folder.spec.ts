import { describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from './index.ts'

describe('the files of a synthetic England', () => {
  it('have their names only once they are whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'synthetic-'))
    const seen: string[] = []
    const out = join(folder, 'a', 'b')
    const onProgress = (): void => void seen.push(String(existsSync(join(out, 'people.csv'))))
    await generate({ children: 1000, seed: 1, out, onProgress })
    expect(seen).toEqual(['false'])
    expect((await readdir(out)).filter((name) => name.startsWith('.part-'))).toEqual([])
    const failing = generate({
      children: 1000,
      seed: 1,
      out: join(folder, 'c'),
      onProgress: () => {
        throw new Error('enough')
      },
    })
    await expect(failing).rejects.toThrow('enough')
    expect(await readdir(join(folder, 'c'))).toEqual([])
    await rm(folder, { recursive: true })
  })

  it('cannot be where nobody may make a folder: that ends at once', async () => {
    await expect(generate({ children: 1, seed: 1, out: '/proc/contactpoint/x' })).rejects.toThrow('ENOENT')
  })
})
