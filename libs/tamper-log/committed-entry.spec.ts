import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import {
  closedPiece,
  commitmentOf,
  disclosedBytes,
  entryBytes,
  openPiece,
  SALT_BYTES,
  type DisclosedEntry,
  type Piece,
  type PieceKind,
} from './committed-entry.ts'
import { LogFault } from './log-fault.ts'

const sha256 = (...pieces: (string | Uint8Array)[]): Uint8Array =>
  pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest()
const saltOf = (value: number): Uint8Array => new Uint8Array(SALT_BYTES).fill(value)

interface Said {
  kind: PieceKind
  salt: Uint8Array
  text: string
}
const said = (kind: PieceKind): fc.Arbitrary<Said> =>
  fc.record({
    kind: fc.constant(kind),
    salt: fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES }),
    text: fc.string({ unit: 'grapheme' }),
  })
const entry = fc.record({
  header: said('header'),
  parts: fc.array(said('part'), { maxLength: 4 }),
  particulars: fc.option(said('particulars')),
})
type SaidEntry = typeof entry extends fc.Arbitrary<infer E> ? E : never

const shown = ({ salt, text }: Said): Piece => openPiece(salt, text)
const kept = ({ kind, salt, text }: Said): Piece => closedPiece(commitmentOf(kind, salt, text))
const bytesOf = ({ header, parts, particulars }: SaidEntry, as: (piece: Said) => Piece = shown): string =>
  Buffer.from(
    disclosedBytes({ header: as(header), parts: parts.map(as), particulars: particulars && as(particulars) }),
  ).toString('hex')

describe('the bytes of an entry whose pieces can be forgotten', () => {
  it('are those of decision 0012', () => {
    const header = sha256('contactpoint/v1 header\n', saltOf(1), 'who')
    const part = sha256('contactpoint/v1 part\n', saltOf(2), 'child')
    const particulars = sha256('contactpoint/v1 particulars\n', saltOf(3), 'criteria')
    expect(commitmentOf('header', saltOf(1), 'who')).toEqual(header)
    const without = sha256('contactpoint/v1 entry\n', header, Uint8Array.of(0, 0, 0, 0), new Uint8Array(32))
    expect(entryBytes({ header, parts: [], particulars: null })).toEqual(without)
    const whole = sha256('contactpoint/v1 entry\n', header, Uint8Array.of(0, 0, 0, 2), part, part, particulars)
    expect(entryBytes({ header, parts: [part, part], particulars })).toEqual(whole)
  })

  it('are always the same, whichever pieces are shown and whichever are kept back', () => {
    fc.assert(
      fc.property(entry, fc.infiniteStream(fc.boolean()), (made, choices) => {
        const either = (piece: Said) => (choices.next().value ? shown(piece) : kept(piece))
        expect(bytesOf(made, either)).toBe(bytesOf(made))
      }),
    )
  })

  it('are never the same for two entries that say something else', () => {
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other))
        expect(bytesOf(one)).not.toBe(bytesOf(other))
      }),
    )
  })

  it('tell a piece of one kind from the same words in another', () => {
    const kinds: PieceKind[] = ['header', 'part', 'particulars', 'signals']
    const commitments = kinds.map((kind) => Buffer.from(commitmentOf(kind, saltOf(1), 'same')).toString('hex'))
    expect(new Set(commitments).size).toBe(kinds.length)
  })

  it.each<[string, unknown]>([
    ['no pieces', {}],
    ['parts that are no list', { header: closedPiece(saltOf(1)), parts: 'none', particulars: null }],
    ['a piece that is nothing', { header: null, parts: [], particulars: null }],
    ['a short commitment', { header: { commitment: 'AAAA' }, parts: [], particulars: null }],
    ['a short salt', { header: { salt: 'AAAA', text: 'x' }, parts: [], particulars: null }],
    [
      'base64 that could be written otherwise',
      { header: { commitment: `${'A'.repeat(42)}B=` }, parts: [], particulars: null },
    ],
    ['a text that is none', { header: { salt: Buffer.from(saltOf(1)).toString('base64'), text: 1 }, parts: [] }],
  ])('are not made of %s', (_what, disclosed) => {
    expect(() => disclosedBytes(disclosed as DisclosedEntry)).toThrow(LogFault)
  })
})
