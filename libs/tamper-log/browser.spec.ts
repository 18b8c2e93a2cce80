import { describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import fc from 'fast-check'
import { answered, ed25519Of, sha256 } from './browser-primitives.ts'
import {
  CompactRange,
  disclosedBytes,
  formatProof,
  inclusionProof,
  leafHash,
  NoteSigner,
  NoteVerifier,
  openPiece,
  signCheckpoint,
  verifyReceipt,
} from './index.ts'
import { someEntries, TileShelf } from './builders.ts'
import * as node from './primitives.ts'

const signer = new NoteSigner('log.example/england', Buffer.alloc(32, 5))
const INDEX = 6

/** A proof of an entry among others, as a log gives it. */
async function aProof(): Promise<string> {
  const piece = (text: string) => openPiece(Buffer.alloc(32, 3), text)
  const entry = { header: piece('{"personId":"p-1"}'), parts: [piece('{"childId":"222222222222"}')], particulars: null }
  const leaves = someEntries(11)
    .map(leafHash)
    .with(INDEX, leafHash(disclosedBytes(entry)))
  const range = new CompactRange()
  for (const leaf of leaves) range.append(leaf)
  const hashes = await inclusionProof(INDEX, leaves.length, new TileShelf(leaves).read)
  const checkpoint = signCheckpoint({ origin: signer.name, size: leaves.length, root: range.root() }, signer)
  return formatProof({ extra: Buffer.from(JSON.stringify(entry)), index: INDEX, hashes, checkpoint })
}

/** This lib as a browser gets it: one script, in which nothing of Node is left. */
async function inABrowser(): Promise<(proof: string) => Promise<unknown>> {
  const contents = `import { NoteVerifier, verifyReceipt } from './index.ts'
    import { answered } from './browser-primitives.ts'
    export const check = (proof, key) => answered(() => verifyReceipt(proof, new NoteVerifier(key)))`
  const {
    outputFiles: [{ text } = { text: '' }],
  } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser', external: ['node:*'] },
  })
  expect(text).not.toMatch(/node:|Buffer\b/)
  const { check } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
  return (proof) => verdict(() => check(proof, signer.vkey) as Promise<unknown>)
}

async function verdict(check: () => unknown): Promise<unknown> {
  try {
    return { proven: await check() }
  } catch (error) {
    const { name, code, subject } = error as { name: string; code?: string; subject?: string }
    return { name, code, subject }
  }
}

describe('what a browser verifies', () => {
  it('comes to what the command comes to, of a true proof and of one with any letter changed', async () => {
    const [proof, check] = await Promise.all([aProof(), inABrowser()])
    const own = (given: string) => verdict(() => verifyReceipt(given, new NoteVerifier(signer.vkey)))
    expect(await check(proof)).toMatchObject({ proven: { index: INDEX, header: { personId: 'p-1' } } })
    expect(await check(proof)).toEqual(await own(proof))
    await fc.assert(
      fc.asyncProperty(fc.nat(proof.length - 1), fc.constantFrom(...'AZaz09+/ \n\0é'), async (at, letter) => {
        const changed = proof.slice(0, at) + letter + proof.slice(at + 1)
        expect(await check(changed)).toEqual(await own(changed))
      }),
      { numRuns: 300 },
    )
  })

  it('is hashed and signed as Node does it', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (given, isSigned) => {
        expect(Buffer.from(await answered(() => sha256(given)))).toEqual(node.sha256(given))
        const text = Buffer.from(given).toString('hex')
        const key = Buffer.from(signer.vkey.split('+').at(-1)!, 'base64').subarray(1)
        const signature = isSigned ? signer.sign(text).subarray(4) : new Uint8Array(64).fill(given.length)
        const fits = await answered(() => ed25519Of(key)(Buffer.from(text), signature))
        expect([fits, fits]).toEqual([isSigned, node.ed25519Of(key)(Buffer.from(text), signature)])
      }),
      { numRuns: 50 },
    )
  })

  it('is what the work comes to with every answer there, even where it goes on without one', async () => {
    const careless = (): string => {
      try {
        return sha256(Buffer.from('a')).length.toString()
      } catch {
        return 'went on'
      }
    }
    expect(await answered(careless)).toBe('32')
    await expect(
      answered(() => {
        throw new Error(`of ${sha256(Buffer.from('b')).length}`)
      }),
    ).rejects.toThrow('of 32')
  })
})
