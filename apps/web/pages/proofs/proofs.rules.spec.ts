import {
  CompactRange,
  disclosedBytes,
  formatProof,
  leafHash,
  NoteSigner,
  openPiece,
  signCheckpoint,
  type DisclosedEntry,
} from '@contactpoint/tamper-log'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { checkProof } from './proofs.rules.ts'

const signer = new NoteSigner('log.example/england', Buffer.alloc(32, 5))
const salt = Buffer.alloc(32, 3)
const HEADER = { personId: 'p-1', action: 'disclosure', time: '2026-11-23T15:10:08.644Z' }

function proofOf(header: object, parts: object[] = [{ childId: '222222222222' }]): string {
  const entry: DisclosedEntry = {
    header: openPiece(salt, JSON.stringify(header)),
    parts: parts.map((part) => openPiece(salt, JSON.stringify(part))),
    particulars: openPiece(salt, '{"criteria":{"familyName":"mainw*"}}'),
  }
  const range = new CompactRange()
  range.append(leafHash(disclosedBytes(entry)))
  const checkpoint = signCheckpoint({ origin: signer.name, size: 1, root: range.root() }, signer)
  return formatProof({ extra: Buffer.from(JSON.stringify(entry)), index: 0, hashes: [], checkpoint })
}
const proof = proofOf(HEADER)
/** What the log signed, as its checkpoint says it. */
const root = proof.split('\n').at(-4)!
const fieldsOf = (checked: object) =>
  'errors' in checked ? (checked.errors as { field: string }[]).map(({ field }) => field) : []

describe('checking a proof in the page', () => {
  it('shows who, what and which child, but never what was asked for', () => {
    const checked = checkProof({ proof }, signer.vkey)
    expect(checked).toEqual({
      proven: { origin: signer.name, index: 0, size: 1, root, header: HEADER, childIds: ['222222222222'] },
      key: signer.vkey,
    })
    expect(JSON.stringify(checked)).not.toContain('mainw')
  })

  it('takes it as a form sends it, or in the answer of the API', () => {
    const sent = [proof.replaceAll('\n', '\r\n'), ` ${proof}\n\n`, JSON.stringify({ proof })]
    expect(sent.map((one) => 'proven' in checkProof({ proof: one }, signer.vkey))).toEqual([true, true, true])
  })

  it('goes by the key that was typed, and says at its field when that one says nothing of the proof, or is none', () => {
    const other = new NoteSigner(signer.name, Buffer.alloc(32, 6)).vkey
    expect('proven' in checkProof({ proof, key: ` ${signer.vkey} ` }, other)).toBe(true)
    expect(fieldsOf(checkProof({ proof, key: other }, signer.vkey))).toEqual(['key'])
    expect(fieldsOf(checkProof({ proof, key: 'none' }, signer.vkey))).toEqual(['key'])
    expect(fieldsOf(checkProof({ proof }, ''))).toEqual(['key'])
  })

  it.each(['', 'something', '{"proof":1}', '{"proof":"c2sp', 'null'])(
    'says at its field that %j is no proof',
    (pasted) => {
      expect(fieldsOf(checkProof({ proof: pasted }, signer.vkey))).toEqual(['proof'])
    },
  )

  it('says which step fails: what is no whole proof, another signature, another log, another entry; and none of what is not typed', () => {
    const failedIn = (given: string, key = signer.vkey) => {
      const checked = checkProof({ proof: given }, key)
      return 'failed' in checked ? checked.failed : null
    }
    const another = new NoteSigner('log.example/wales', Buffer.alloc(32, 5))
    const elsewhere = signCheckpoint({ origin: signer.name, size: 1, root: Buffer.alloc(32) }, another)
    const inWales = proof.slice(0, proof.indexOf('\n\n') + 2) + elsewhere
    expect(failedIn(proof.replace('\nindex ', '\nplace '))).toBe('format')
    expect(failedIn(proof.replace('c2sp', 'd2sp'))).toBe('format')
    expect(failedIn(proof.replace(`\n1\n${root}`, `\n2\n${root}`))).toBe('signature')
    expect(failedIn(proof, another.vkey)).toBe('signature')
    expect(failedIn(inWales, another.vkey)).toBe('origin')
    const moved = proof.replace('\nindex 0\n', '\nindex 1\n')
    expect(failedIn(moved)).toBe('inclusion')
    expect(checkProof({ proof: moved }, signer.vkey)).toMatchObject({
      checkpoint: { origin: signer.name, size: 1, root },
    })
    expect([failedIn(proof), failedIn(''), failedIn(proof, '')]).toEqual([null, null, null])
  })

  it('never holds when anything in it was changed, and says nothing of what was typed', () => {
    fc.assert(
      fc.property(fc.nat(proof.length - 2), fc.constantFrom(...'AZaz09+/ \n'), (at, letter) => {
        if (proof[at] === letter) return
        const checked = checkProof({ proof: proof.slice(0, at) + letter + proof.slice(at + 1) }, signer.vkey)
        expect('proven' in checked).toBe(false)
        expect(JSON.stringify(checked)).not.toContain('222222222222')
      }),
      { numRuns: 300 },
    )
  })

  it('shows only texts of an entry, whatever somebody signed with a key of their own', () => {
    const odd = proofOf({ personId: { a: 1 }, time: 'never', role: 7, action: 'disclosure' }, [{ childId: 3 }])
    const checked = checkProof({ proof: odd }, signer.vkey)
    expect(checked).toMatchObject({ proven: { header: { action: 'disclosure' }, childIds: [null] } })
  })
})
