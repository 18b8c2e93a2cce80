import { beforeAll, describe, expect, it } from '@jest/globals'
import { aSigner, bytesOf, checkpointOf, ORIGIN, someEntries, TileShelf, toHex } from './builders.ts'
import { formatProof, inclusionProof, leafHash, LogFault, parseProof, verifyProof } from './index.ts'

const entries = someEntries(300)
const shelf = new TileShelf(entries.map(leafHash))
const known = { origin: ORIGIN, verifiers: [aSigner().verifier] }
const checkpoint = checkpointOf(entries)

const proofOf = async (index: number, extra?: Uint8Array): Promise<string> => {
  const hashes = await inclusionProof(index, entries.length, shelf.read)
  return formatProof({ index, hashes, checkpoint, ...(extra && { extra }) })
}
const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return `${error.code} ${error.subject}`
  }
}
const verifying = (proof: string, index: number, other: object = {}): string =>
  codeOf(() => verifyProof(proof, { ...known, leaf: entries[index]!, ...other }))

describe('the proof of an entry as a file', () => {
  let proof: string
  beforeAll(async () => void (proof = await proofOf(123)))

  it('has the lines of the specification', async () => {
    const [header, extra, index, first] = (await proofOf(123, bytesOf('for whom'))).split('\n')
    expect([header, extra, index]).toEqual(['c2sp.org/tlog-proof@v1', 'extra Zm9yIHdob20=', 'index 123'])
    expect(first).toBe(Buffer.from(leafHash(entries[122]!)).toString('base64'))
    expect(proof.endsWith(`\n\n${checkpoint}`)).toBe(true)
    expect(proof.split('\n')[1]).toBe('index 123')
  })

  it('verifies without asking anybody, for its own entry', async () => {
    const extra = bytesOf('for whom')
    const proven = verifyProof(bytesOf(await proofOf(123, extra)), { ...known, leaf: entries[123]! })
    expect(proven).toMatchObject({ index: 123, checkpoint: { size: 300, origin: ORIGIN }, extra })
    for (const index of [0, 255, 256, 299]) expect(verifying(await proofOf(index), index)).toBe('none')
  })

  it('says nothing for another entry, index, tree, log or key', () => {
    expect(verifying(proof, 124)).toBe('not-included proof')
    expect(verifying(proof.replace('index 123', 'index 122'), 123)).toBe('not-included proof')
    expect(verifying(proof.replace('index 123', 'index 300'), 123)).toBe('not-included proof')
    expect(verifying(proof.replace(checkpoint, checkpointOf(entries, 299)), 123)).toBe('not-included proof')
    expect(verifying(proof.replace('\n300\n', '\n301\n'), 123)).toBe('bad-signature note')
    expect(verifying(proof, 123, { origin: 'another.example/log' })).toBe('wrong-origin checkpoint')
    expect(verifying(proof, 123, { verifiers: [aSigner(2).verifier] })).toBe('unknown-key note')
  })

  it('says nothing when it was swapped with that of another entry', async () => {
    expect(verifying(await proofOf(124), 123)).toBe('not-included proof')
    const hashes = await inclusionProof(124, entries.length, shelf.read)
    expect(verifying(formatProof({ index: 123, hashes, checkpoint }), 123)).toBe('not-included proof')
  })

  it('reads back as it was written', () => {
    const read = parseProof(proof)
    expect([read.index, read.checkpoint, read.extra]).toEqual([123, checkpoint, undefined])
    expect(formatProof(read)).toBe(proof)
    expect(parseProof(formatProof({ index: 0, hashes: [], checkpoint })).hashes).toEqual([])
    expect(
      parseProof(formatProof({ extra: new Uint8Array(0), index: 0, hashes: [], checkpoint })).extra,
    ).toBeUndefined()
  })

  it('reads as the example of the specification, whose signatures are cut short', () => {
    const example = `c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6kYXJ3aW4tYXJ
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/fancylog hI2DJw[...]1roloI=
— witness1.example mJirIklj[...]qY9v2B/5bg==
`
    const { extra, index, hashes } = parseProof(example)
    expect([index, hashes.length, toHex(hashes[0]!).slice(0, 8)]).toEqual([73_894, 5, '8122b25e'])
    expect(Buffer.from(extra!).toString('latin1')).toMatch(/^age-v1\.2\.1-darwin-arm64\.tar\.gz/)
    expect(verifying(example, 123)).toBe('malformed note')
  })

  it('is refused when it is not of the form', () => {
    const forms = [
      '',
      '\n\n',
      proof.replace('@v1', '@v2'),
      `\n${proof}`,
      proof.replace('index 123', ''),
      proof.replace('index 123\n', ''),
      proof.replace('index 123', 'index 0123'),
      proof.replace('index 123', 'index -1'),
      proof.replace('index 123', 'index 1e2'),
      proof.replace('index 123', 'index  123'),
      proof.replace('index 123', 'index 123 '),
      proof.replace('index 123', 'index 123\r'),
      proof.replace('index 123', 'index'),
      proof.replace('index 123', 'index 9007199254740992'),
      proof.replace('index 123', 'extra !!notbase64!!\nindex 123'),
      proof.replace('index 123', 'extra \nindex 123'),
      proof.replace('index 123', 'extra YQ==\nextra YQ==\nindex 123'),
      proof.replace('index 123', 'index 123\nextra YQ=='),
      proof.replace('index 123', 'index 123\n!!notbase64!!'),
      proof.replace('index 123', `index 123\n${Buffer.alloc(64).toString('base64')}`),
      proof.replace('index 123', `index 123\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(63)}`.trimEnd()),
      proof.slice(0, proof.indexOf('\n\n')),
      proof.slice(0, proof.indexOf('\n\n') + 2),
      `${proof}${'x'.repeat(2_000_000)}`,
      '\ud800',
    ]
    expect(forms.filter((form) => codeOf(() => parseProof(form)) !== 'malformed proof')).toEqual([])
  })

  it('is not written when it could not be read', () => {
    const sound = { index: 0, hashes: [], checkpoint }
    for (const index of [-1, 0.5, NaN, 2 ** 53]) {
      expect(codeOf(() => formatProof({ ...sound, index }))).toBe('malformed proof')
    }
    expect(codeOf(() => formatProof({ ...sound, hashes: [new Uint8Array(31)] }))).toBe('malformed proof')
    expect(codeOf(() => formatProof({ ...sound, hashes: Array(64).fill(new Uint8Array(32)) }))).toBe('malformed proof')
    expect(codeOf(() => formatProof({ ...sound, checkpoint: '' }))).toBe('malformed proof')
  })
})
