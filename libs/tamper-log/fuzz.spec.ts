import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aSigner, bytesOf, checkpointOf, naiveRoot, ORIGIN, publishedLog, someEntries, verdictOn } from './builders.ts'
import {
  CompactRange,
  decodeBundle,
  equalBytes,
  formatProof,
  inclusionProof,
  leafHash,
  LogFault,
  NoteVerifier,
  openCheckpoint,
  openNote,
  parseProof,
  parseTilePath,
  signCheckpoint,
  tileRoot,
  verifyProof,
} from './index.ts'

const ENTRIES = someEntries(300)
const LOG = publishedLog(ENTRIES)
const KNOWN = { origin: ORIGIN, verifiers: [aSigner().verifier] }
const NOTE = checkpointOf(ENTRIES)
const FEW = { numRuns: 200 }

/** One thing done to some bytes; places are taken modulo their length. */
type Mutation = { kind: 'flip' | 'cut' | 'double' | 'drop' | 'splice'; at: number; length: number; bytes: Uint8Array }

const aMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'double', 'drop', 'splice'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 64 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 64 }),
    fc.constantFrom('\n', '\n\n', '+', '— ', '0').map(bytesOf),
  ),
})
const someMutations = fc.array(aMutation, { minLength: 1, maxLength: 4 })

function mutated(original: Uint8Array, mutations: Mutation[]): Uint8Array {
  let now = [...original]
  for (const { kind, at, length, bytes } of mutations) {
    const place = at % Math.max(now.length, 1)
    if (kind === 'flip' && now.length) now = now.with(place, now[place]! ^ (1 << (at % 8)))
    if (kind === 'cut') now = now.slice(0, place)
    if (kind === 'double') now = now.toSpliced(place, 0, ...now.slice(place, place + length))
    if (kind === 'drop') now = now.toSpliced(place, length)
    if (kind === 'splice') now = now.toSpliced(place, length - 1, ...bytes)
  }
  return Uint8Array.from(now)
}

/** Runs a reader, and lets only its own fault pass. */
function accepts(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch (error) {
    if (error instanceof LogFault && error.message.length < 60) return false
    throw error
  }
}

/** What a reader makes of the true bytes, of broken ones and of some that never were any; also as text. */
function fuzz(original: Uint8Array, read: (bytes: Uint8Array, text: string) => unknown): void {
  const reading = (bytes: Uint8Array): boolean => accepts(() => read(bytes, Buffer.from(bytes).toString('latin1')))
  expect(reading(original)).toBe(true)
  const broken = fc.oneof(
    someMutations.map((some) => mutated(original, some)),
    fc.uint8Array({ maxLength: 300 }),
  )
  fc.assert(
    fc.property(broken, (bytes) => void reading(bytes)),
    { numRuns: 1500 },
  )
}

describe('whatever bytes are given to it', () => {
  let proof: Uint8Array
  beforeAll(async () => {
    const read = async (tile: { width: number; index: number }) =>
      LOG.files.get(`tile/0/00${tile.index}${tile.width === 256 ? '' : `.p/${tile.width}`}`)!
    proof = bytesOf(formatProof({ index: 7, hashes: await inclusionProof(7, 300, read), checkpoint: NOTE }))
  })

  it('a reader of bundles gives its entries or its fault, and what it reads is all that was there', () => {
    const bundle = LOG.files.get('tile/entries/001.p/44')!
    fuzz(bundle, (bytes) => {
      const entries = decodeBundle(bytes, 44)
      expect(entries.reduce((total, entry) => total + 2 + entry.length, 0)).toBe(bytes.length)
    })
  })

  it('a reader of tiles gives its root or its fault', () => {
    fuzz(LOG.files.get('tile/0/000')!, (bytes) => tileRoot(bytes))
  })

  it('a reader of paths gives the tile or its fault', () => {
    fuzz(bytesOf('tile/entries/x001/x234/067.p/17'), (_, text) => parseTilePath(text))
    fuzz(bytesOf('tile/12/x001/x234/067'), (_, text) => parseTilePath(text))
  })

  it('a reader of keys gives the same key or its fault', () => {
    const vkey = aSigner().vkey
    fuzz(bytesOf(vkey), (_, text) => expect(new NoteVerifier(text).vkey).toBe(text))
  })

  it('a reader of notes gives what was signed or its fault', () => {
    const text = NOTE.slice(0, NOTE.indexOf('\n\n') + 1)
    const both = (bytes: Uint8Array, latin: string) => {
      accepts(() => openNote(latin, KNOWN.verifiers))
      expect(openNote(bytes, KNOWN.verifiers).text).toBe(text)
    }
    fuzz(bytesOf(NOTE), both)
  })

  it('a reader of checkpoints gives what was signed or its fault', () => {
    fuzz(bytesOf(NOTE), (bytes) => expect(openCheckpoint(bytes, KNOWN).size).toBe(300))
  })

  it('a reader of signed texts that are no checkpoints gives one or its fault', () => {
    const text = bytesOf(NOTE.slice(0, NOTE.indexOf('\n\n')))
    fuzz(text, (bytes) => {
      const origin = ORIGIN
      const signer = aSigner()
      const note = `${Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\0-\x09\x0b-\x1f]/g, '')}\n`
      const signed = `${note}\n— ${ORIGIN} ${Buffer.from(signer.sign(note)).toString('base64')}\n`
      const { size, root } = openCheckpoint(signed, { ...KNOWN, origin })
      expect(Number.isSafeInteger(size) && size >= 0 && root.length === 32).toBe(true)
    })
  })

  it('a reader of proofs gives one or its fault, and only the true one is believed', () => {
    fuzz(proof, (bytes) => expect(formatProof(parseProof(bytes))).toBe(Buffer.from(bytes).toString()))
    const truth = parseProof(proof)
    fuzz(proof, (bytes) => {
      const proven = verifyProof(bytes, { ...KNOWN, leaf: ENTRIES[7]! })
      expect([proven.index, proven.checkpoint.size]).toEqual([truth.index, 300])
    })
  })

  it('a stored edge of a tree is taken or refused', () => {
    const hashes = fc.array(fc.uint8Array({ minLength: 31, maxLength: 33 }), { maxLength: 4 })
    const sizes = fc.oneof(fc.nat(20), fc.double(), fc.maxSafeInteger())
    fc.assert(fc.property(sizes, hashes, (size, some) => void accepts(() => CompactRange.of(size, some).root())))
  })

  it('the verification of a log says that it is wrong when any of its resources is', async () => {
    const paths = [...LOG.files.keys()].filter((path) => path !== 'checkpoint')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), someMutations, async (path, some) => {
        const bytes = mutated(LOG.files.get(path)!, some)
        const verdict = await verdictOn({ ...LOG, files: new Map(LOG.files).set(path, bytes) })
        expect(verdict.ok).toBe(equalBytes(bytes, LOG.files.get(path)!))
        if (verdict.ok) return
        expect(verdict.index).toBeGreaterThanOrEqual(0)
        expect(verdict.index).toBeLessThan(verdict.until)
        expect(verdict.until).toBeLessThanOrEqual(301)
        expect(verdict.why).toMatch(/^[A-Z][a-z, ]+\.$/)
      }),
      { numRuns: 400 },
    )
  })

  it('the verification of a log gives a verdict on any checkpoint', async () => {
    await fc.assert(
      fc.asyncProperty(someMutations, fc.boolean(), async (some, isOwn) => {
        const note = mutated(bytesOf(NOTE), some)
        const files = isOwn ? new Map(LOG.files).set('checkpoint', note) : LOG.files
        const checkpoints = isOwn ? LOG.checkpoints : [{ name: 'other', note }]
        const verdict = await verdictOn({ files, checkpoints })
        if (!verdict.ok) expect(verdict.code).toBe('bad-checkpoint')
      }),
      FEW,
    )
  })

  it('the verification of a log gives a verdict on any set of resources', async () => {
    const paths = [...LOG.files.keys()]
    const shuffled = fc.array(fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...paths)), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(shuffled, fc.uint8Array(), async (pairs, noise) => {
        const files = new Map(LOG.files)
        for (const [to, from] of pairs) files.set(to, to === from ? noise : LOG.files.get(from)!)
        const verdict = await verdictOn({ ...LOG, files })
        const isChanged = paths.some((path) => !equalBytes(files.get(path)!, LOG.files.get(path)!))
        expect(verdict.ok).toBe(!isChanged)
      }),
      FEW,
    )
  })

  it('a signed size that nobody can have is no reason to read on', async () => {
    const root = naiveRoot(ENTRIES.map(leafHash))
    const note = signCheckpoint({ origin: ORIGIN, size: 2 ** 53 - 1, root }, aSigner())
    let reads = 0
    const read = async (path: string) => {
      reads++
      return LOG.files.get(path) ?? null
    }
    const beyond = await verdictOn(LOG, { read, checkpoints: [{ name: 'huge', note }] })
    expect(beyond).toMatchObject({ code: 'truncated', index: 300, checkpoint: 'huge' })
    const own = { ...LOG, files: new Map(LOG.files).set('checkpoint', bytesOf(note)), checkpoints: [] }
    expect(await verdictOn(own)).toMatchObject({ code: 'missing-tile', index: 256, until: 512 })
    expect(reads).toBeLessThan(20)
  })
})
