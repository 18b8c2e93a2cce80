import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { csvCell, writeClusters, writeLinks, writePairs, writeUnsure } from './csv-writer.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'csv-'))))
afterAll(() => rm(folder, { recursive: true }))

const PAIRS = {
  length: 3,
  left: Uint32Array.of(0, 0, 1),
  right: Uint32Array.of(1, 2, 2),
  weight: Float32Array.of(12.345678, -3.5, 40),
  probability: Float32Array.of(0.99980771, 0.0812345678, 1),
}

describe('writing results', () => {
  it('writes pairs with four decimals of weight and six digits of probability', async () => {
    const file = join(folder, 'pairs.csv')
    await writePairs(file, PAIRS, ['a', 'b,1', 'c"2'])
    expect(await readFile(file, 'utf8')).toBe(
      'id_l,id_r,weight,probability\na,"b,1",12.3457,0.999808\na,"c""2",-3.5000,0.0812346\n"b,1","c""2",40.0000,1\n',
    )
  })

  it('calls a cluster by the id of its first row', async () => {
    const file = join(folder, 'clusters.csv')
    await writeClusters(file, Uint32Array.of(0, 1, 0), ['a', 'b', 'c'])
    expect(await readFile(file, 'utf8')).toBe('id,cluster\na,a\nb,b\nc,a\n')
  })

  it('writes links, and packs what is called .gz', async () => {
    const file = join(folder, 'links.csv.gz')
    await writeLinks(file, [{ left: 0, right: 2 }], ['a', 'b', 'c'])
    expect(gunzipSync(await readFile(file)).toString()).toBe('id_l,id_r\na,c\n')
  })

  it('writes a header alone when there is nothing', async () => {
    const file = join(folder, 'none.csv')
    await writeLinks(file, [], [])
    expect(await readFile(file, 'utf8')).toBe('id_l,id_r\n')
  })

  it('writes more lines than one chunk holds', async () => {
    const file = join(folder, 'many.csv')
    const ids = Array.from({ length: 50_000 }, (_, row) => `row-${row}`)
    await writeClusters(
      file,
      Uint32Array.from(ids, (_id, row) => row),
      ids,
    )
    const lines = (await readFile(file, 'utf8')).split('\n')
    expect(lines).toHaveLength(50_002)
    expect(lines[50_000]).toBe('row-49999,row-49999')
  })

  it('writes pairs for a person with their weight and the reason', async () => {
    const file = join(folder, 'unsure.csv')
    const pair = { left: 0, right: 1, reason: 'possible-twins' } as const
    await writeUnsure(file, [{ ...pair, weight: -0.5, probability: 0.41421356 }], ['a', 'b,1'])
    expect(await readFile(file, 'utf8')).toBe(
      'id_l,id_r,weight,probability,reason\na,"b,1",-0.5000,0.414214,possible-twins\n',
    )
  })

  it('writes cells that are read back as they were', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parse(`x,${csvCell(text)}\n`, { trim: true })).toEqual([['x', text]])
      }),
    )
  })
})
