import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluateFiles } from './evaluate.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'evaluate-'))))
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, ...lines: string[]): Promise<string> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`)
  return join(folder, name)
}

describe('evaluating one list', () => {
  // People A (a1 a2 a3), B (b1 b2), C (c1): 3 + 1 = 4 true pairs.
  const truth = () => file('truth.csv', 'id,cluster', 'a1,A', 'a2,A', 'a3,A', 'b1,B', 'b2,B', 'c1,C')
  const pairs = () =>
    file('pairs.csv', 'id_l,id_r,weight,probability', 'a1,a2,9,0.998', 'a3,a1,8,0.996', 'b1,c1,7,0.992', 'b1,b2,2,0.8')

  it('counts pairs as by hand', async () => {
    const found = await evaluateFiles({ pairs: await pairs(), truth: await truth() })
    expect(found).toMatchObject({ truePairs: 4, scoredPairs: 4, scoredTruePairs: 3 })
    // At 0.99: a1-a2, a1-a3 right, b1-c1 wrong; two missed.
    expect(found.at).toMatchObject({ truePositives: 2, falsePositives: 1, falseNegatives: 2 })
    // F1 by step: 2/5, 4/6, 4/7, 6/8.
    expect(found.best).toMatchObject({ weight: 2, quality: { f1: 0.75 } })
    expect(found.recallAtPrecision[1]).toEqual({ precision: 0.999, recall: 0.5 })
    expect(found.joined).toBeUndefined()
  })

  it('counts a pair once that is there twice, also the other way round', async () => {
    const twice = await file('pairs.csv', 'id_l,id_r,weight,probability', 'a1,a2,9,0.998', 'a2,a1,9,0.998')
    expect(await evaluateFiles({ pairs: twice, truth: await truth() })).toMatchObject({ scoredPairs: 1 })
  })

  it('measures clusters; a record in no cluster is alone', async () => {
    const clusters = await file('clusters.csv', 'id,cluster', 'a1,a1', 'a2,a1', 'b1,b1', 'b2,b1', 'c1,b1')
    const { joined } = await evaluateFiles({ pairs: await pairs(), truth: await truth(), clusters })
    expect(joined).toMatchObject({ truePositives: 2, falsePositives: 2, falseNegatives: 2 })
  })

  it.each([
    ['an id the truth does not have', ['a1,x,9,0.9'], /an id which the truth does not have/],
    ['a pair of one record', ['a1,a1,9,0.9'], /line 2 pairs a record with itself/],
    ['a weight that is no number', ['a1,a2,heavy,0.9'], /line 2 has a weight .* that is not a number/],
  ])('says what is wrong with the pairs: %s', async (_name, lines, message) => {
    const wrong = await file('pairs.csv', 'id_l,id_r,weight,probability', ...lines)
    await expect(evaluateFiles({ pairs: wrong, truth: await truth() })).rejects.toThrow(message)
  })

  it('says which columns are needed', async () => {
    const wrong = await file('wrong.csv', 'a,b', '1,2')
    await expect(evaluateFiles({ pairs: await pairs(), truth: wrong })).rejects.toThrow(/id,cluster .* or id_l,id_r/)
    await expect(evaluateFiles({ pairs: wrong, truth: await truth() })).rejects.toThrow(
      /wrong\.csv: its first line must have the columns id_l,id_r,weight,probability\.$/,
    )
  })
})

describe('evaluating two lists', () => {
  it('keeps the ids of the lists apart, as both may use the same', async () => {
    const truth = await file('truth.csv', 'id_l,id_r', '1,2', '2,1', '3,3')
    const pairs = await file('pairs.csv', 'id_l,id_r,weight,probability', '1,2,9,0.998', '1,1,8,0.996', '4,3,1,0.7')
    const links = await file('links.csv', 'id_l,id_r', '1,2', '2,2')
    const found = await evaluateFiles({ pairs, truth, links })
    expect(found.truePairs).toBe(3)
    expect(found.at).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 2 })
    expect(found.joined).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 2 })
  })

  it('has no clusters', async () => {
    const truth = await file('truth.csv', 'id_l,id_r', '1,2')
    const pairs = await file('pairs.csv', 'id_l,id_r,weight,probability')
    const clusters = await file('clusters.csv', 'id,cluster')
    await expect(evaluateFiles({ pairs, truth, clusters })).rejects.toThrow(/Clusters are of one list/)
  })
})
