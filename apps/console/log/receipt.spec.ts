import { StackError } from '@contactpoint/stack'
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
import { verifyReceipt } from './receipt.service.ts'

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
  return verifyReceipt(file, signer.verifier)
}

describe('verifying a receipt', () => {
  it('says what was shown and what was kept back, from the proof or from the answer it came in', async () => {
    const proven = {
      origin: 'log.example/england',
      index: 0,
      size: 1,
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

  it('ends with a verdict and nothing else, whatever is in the file', async () => {
    const proof = Buffer.from(proofOf(entry))
    const spliced = fc.tuple(fc.nat(proof.length), fc.nat(40), fc.uint8Array({ maxLength: 20 }))
    await fc.assert(
      fc.asyncProperty(spliced, async ([at, cut, bytes]) => {
        const mutated = Buffer.concat([proof.subarray(0, at), bytes, proof.subarray(at + cut)])
        if (mutated.equals(proof)) return
        expect(await verdictOn(mutated)).toMatchObject({ ok: false })
      }),
      { numRuns: 300 },
    )
    for (const content of ['', '{', '{}', '{"proof":1}', 'null', '[]', proof.subarray(0, 30)])
      expect(await verdictOn(content)).toMatchObject({ ok: false })
  })

  it('is no verdict when there is no such file', async () => {
    await expect(verifyReceipt(join(folder, 'none'), signer.verifier)).rejects.toThrow(StackError)
  })
})
