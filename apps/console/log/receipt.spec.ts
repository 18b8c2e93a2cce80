import {
  closedPiece,
  CompactRange,
  disclosedBytes,
  formatProof,
  leafHash,
  NoteSigner,
  openPiece,
  signCheckpoint,
  type DisclosedEntry,
} from '@contactpoint/tamper-log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Unreadable } from '../unreadable.rules.ts'
import { verifyReceiptFile } from './receipt.service.ts'

const signer = new NoteSigner('log.example/england', Buffer.alloc(32, 5))
const salt = Buffer.alloc(32, 3)
const entry: DisclosedEntry = {
  header: openPiece(salt, '{"personId":"p-1","action":"disclosure"}'),
  parts: [openPiece(salt, '{"childId":"222222222222","shown":"full"}'), closedPiece(Buffer.alloc(32, 4))],
  particulars: openPiece(salt, '{"caseReference":"CASE-77"}'),
}

/** A proof in a log of this one entry. */
function proofOf(shown: DisclosedEntry, leaf = disclosedBytes(shown)): string {
  const range = new CompactRange()
  range.append(leafHash(leaf))
  const checkpoint = signCheckpoint({ origin: signer.name, size: 1, root: range.root() }, signer)
  return formatProof({ extra: Buffer.from(JSON.stringify(shown)), index: 0, hashes: [], checkpoint })
}

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'receipt-'))))
afterAll(() => rm(folder, { recursive: true }))

async function verdictOn(content: string | Uint8Array) {
  const file = join(folder, 'proof.tlog-proof')
  await writeFile(file, content)
  return verifyReceiptFile(file, signer.verifier)
}

/** What cannot be read holds as little as what was altered. */
const outcomeOf = (content: Uint8Array) =>
  verdictOn(content).catch((error: unknown) => ({ ok: !(error instanceof Unreadable) }))

/** The line ends of Windows, and how many end the file, are no part of what a proof says. */
const says = (content: Buffer): string =>
  content
    .toString()
    .replaceAll('\r\n', '\n')
    .replace(/\n*$/, '')
    .replace(/^\uFEFF/, '')

describe('verifying a receipt', () => {
  it('says what was shown and what was kept back, from the proof or from the answer it came in', async () => {
    const proven = {
      origin: 'log.example/england',
      index: 0,
      size: 1,
      root: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      header: { personId: 'p-1', action: 'disclosure' },
      parts: [{ childId: '222222222222', shown: 'full' }, null],
      particulars: { caseReference: 'CASE-77' },
    }
    expect(await verdictOn(proofOf(entry))).toEqual({ ok: true, proven })
    expect(await verdictOn(JSON.stringify({ proof: proofOf(entry), receipt: {} }))).toEqual({ ok: true, proven })
  })

  it('fails when the words were changed, though the log is as it was', async () => {
    const words = { ...entry, header: openPiece(salt, '{"personId":"p-2","action":"disclosure"}') }
    expect(await verdictOn(proofOf(words, disclosedBytes(entry)))).toEqual({ ok: false, code: 'not-included' })
  })

  it.each<['utf8' | 'utf16le', boolean]>([
    ['utf8', false],
    ['utf16le', false],
    ['utf16le', true],
  ])('reads a proof that Windows saved, as %s', async (encoding, isSwapped) => {
    for (const text of [proofOf(entry), JSON.stringify({ proof: proofOf(entry) })]) {
      const bytes = Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`, encoding)
      expect(await verdictOn(isSwapped ? bytes.swap16() : bytes)).toMatchObject({ ok: true })
    }
  })

  it('is no verdict when the key is of another log: it can say nothing of this one', async () => {
    const file = join(folder, 'other-key.tlog-proof')
    await writeFile(file, proofOf(entry))
    const other = new NoteSigner(signer.name, Buffer.alloc(32, 6)).verifier
    await expect(verifyReceiptFile(file, other)).rejects.toThrow(Unreadable)
  })

  it('never holds when anything in it was changed, whatever it was', async () => {
    const proof = Buffer.from(proofOf(entry))
    const spliced = fc.tuple(fc.nat(proof.length), fc.nat(40), fc.uint8Array({ maxLength: 20 }))
    await fc.assert(
      fc.asyncProperty(spliced, async ([at, cut, bytes]) => {
        const mutated = Buffer.concat([proof.subarray(0, at), bytes, proof.subarray(at + cut)])
        if (says(mutated) === says(proof)) return
        expect(await outcomeOf(mutated)).toMatchObject({ ok: false })
      }),
      { numRuns: 300 },
    )
    expect(await verdictOn(proof.subarray(0, 30))).toEqual({ ok: false, code: 'malformed' })
  })

  it.each([
    ['nothing', ''],
    ['JSON that is cut off', '{"proof":"c2sp'],
    ['an answer that says no', '{"type":"about:blank","status":401,"code":"unauthenticated"}'],
    ['an answer without a proof', '{"proof":1}'],
    ['something else', 'null'],
    ['an image', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13)],
  ])('is no verdict when there is %s in the file', async (_what, content) => {
    await expect(verdictOn(content)).rejects.toThrow(Unreadable)
  })

  it('is no verdict when there is no such file', async () => {
    await expect(verifyReceiptFile(join(folder, 'none'), signer.verifier)).rejects.toThrow(Unreadable)
  })
})
