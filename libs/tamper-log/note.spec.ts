import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aSigner, bytesOf, toHex } from './builders.ts'
import { LogFault, NoteSigner, NoteVerifier, openNote, signNote } from './index.ts'

// Keys, text and signatures that the tests of Go's sumdb/note publish.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

// The example of C2SP signed-note; its key is not published.
const POEM =
  'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
  '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n'

const peter = new NoteVerifier(PETER)
const enoch = new NoteVerifier(ENOCH)

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return error.code
  }
}
const opening = (note: string | Uint8Array, ...verifiers: NoteVerifier[]): string =>
  codeOf(() => openNote(note, verifiers))

describe('a key for notes', () => {
  it('reads as it was published, and names itself so', () => {
    expect([peter.name, toHex(peter.keyId), peter.vkey]).toEqual(['PeterNeumann', 'c74f20a3', PETER])
    expect(new NoteSigner('PeterNeumann', PETER_SEED).vkey).toBe(PETER)
  })

  it('is refused in every other way of writing it', () => {
    const accepted: string[] = []
    for (let start = 0; start <= PETER.length; start++) {
      for (let end = start; end <= PETER.length; end++) {
        const part = PETER.slice(start, end)
        if (part !== PETER && codeOf(() => new NoteVerifier(part)) !== 'malformed') accepted.push(part)
      }
    }
    for (let i = 0; i < PETER.length; i++) {
      const next = String.fromCharCode(PETER.charCodeAt(i) + 1)
      const changed = PETER.slice(0, i) + next + PETER.slice(i + 1)
      if (codeOf(() => new NoteVerifier(changed)) !== 'malformed') accepted.push(changed)
    }
    const others = [
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      PETER.replace('c74f20a3', 'C74F20A3'),
      `${PETER}\n`,
      ` ${PETER}`,
      PETER.replace('Peter', 'Peter '),
    ]
    for (const other of others) if (codeOf(() => new NoteVerifier(other)) !== 'malformed') accepted.push(other)
    expect(accepted).toEqual([])
  })

  it('is made of an Ed25519 key or of its seed, and of nothing else', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const signer = new NoteSigner('log', privateKey)
    expect(NoteVerifier.of('log', Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url')).vkey).toBe(
      signer.vkey,
    )
    expect(openNote(signNote(TEXT, [signer]), [new NoteVerifier(signer.vkey)]).text).toBe(TEXT)
    const others = [
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      generateKeyPairSync('x25519').privateKey,
      publicKey,
      randomBytes(31),
      randomBytes(64),
    ]
    for (const other of others) expect(codeOf(() => new NoteSigner('log', other))).toBe('malformed')
    expect(codeOf(() => NoteVerifier.of('log', randomBytes(31)))).toBe('malformed')
  })

  it('has a name without white space, plus or control characters', () => {
    const names = [
      '',
      'a b',
      'a+b',
      'a\u00a0b',
      'a\u2003b',
      'a\u3000',
      'a\u0085',
      'a\tb',
      'a\nb',
      'a\0',
      'a\u001f',
      '\ud800',
    ]
    for (const name of names) expect([name, codeOf(() => aSigner(1, name))]).toEqual([name, 'malformed'])
    for (const name of ['a', 'è', 'a/b', 'a—b', '😀']) expect(codeOf(() => aSigner(1, name))).toBe('none')
  })
})

describe('a signed note', () => {
  it('is the published one, byte for byte', () => {
    expect(signNote(TEXT, [new NoteSigner('PeterNeumann', PETER_SEED)])).toBe(`${TEXT}\n${PETER_LINE}`)
  })

  it('is believed for the keys that are known, and others are passed over', () => {
    const note = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`
    expect(openNote(note, [peter])).toEqual({ text: TEXT, verifiedBy: [peter] })
    expect(openNote(bytesOf(note), [enoch, peter]).verifiedBy).toEqual([peter, enoch])
    expect(openNote(`${TEXT}\n${PETER_LINE}${PETER_LINE}`, [peter, peter]).verifiedBy).toEqual([peter])
    expect(opening(note)).toBe('unknown-key')
    expect(opening(note, aSigner().verifier)).toBe('unknown-key')
  })

  it('is told its key by name and by id, both', () => {
    expect(opening(`${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'PeterNeuman')}`, peter)).toBe('unknown-key')
    expect(opening(`${TEXT}\n${PETER_LINE.replace('x08g', 'x08h')}`, peter)).toBe('unknown-key')
  })

  it('is refused whole when the signature of a known key does not fit, whoever else has signed', () => {
    const bad = PETER_LINE.replace('ZJku', 'ZJkv')
    expect(opening(`${TEXT}\n${bad}`, peter)).toBe('bad-signature')
    expect(opening(`${TEXT}\n${bad}${ENOCH_LINE}`, peter, enoch)).toBe('bad-signature')
    expect(opening(`${TEXT}\n${ENOCH_LINE}${bad}`, peter, enoch)).toBe('bad-signature')
    expect(opening(`${TEXT}\n${PETER_LINE}${bad}`, peter)).toBe('bad-signature')
    expect(opening(`${TEXT}\n${bad}${ENOCH_LINE}`, enoch)).toBe('none')
    expect(opening(`${TEXT.replace('think', 'thank')}\n${PETER_LINE}`, peter)).toBe('bad-signature')
    const long = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`
    expect(opening(`${TEXT}\n${long}`, peter)).toBe('bad-signature')
  })

  it('ends its text at the last empty line: the poem of the specification reads, and is believed of nobody', () => {
    expect(opening(POEM, peter)).toBe('unknown-key')
    const signed = signNote('one\n\n\ntwo\n', [aSigner()])
    expect(openNote(signed, [aSigner().verifier]).text).toBe('one\n\n\ntwo\n')
    const shown = POEM.slice(0, POEM.lastIndexOf('\n\n') + 1)
    expect(openNote(signNote(shown, [aSigner()]), [aSigner().verifier]).text).toBe(shown)
  })

  it('is refused when it is not of the form', () => {
    const forms = [
      '',
      '\n',
      '\n\n',
      TEXT,
      `${TEXT}\n`,
      `${TEXT}${PETER_LINE}`,
      `${TEXT}\n${PETER_LINE.slice(0, -1)}`,
      `${TEXT}\n${PETER_LINE.slice(0, -1)}x`,
      `${TEXT}\n${PETER_LINE}\n`,
      `${TEXT}\n${PETER_LINE}Unexpected line.\n`,
      `${TEXT}\n${PETER_LINE.replace('\n', '\r\n')}`,
      `\u0001${TEXT}\n${PETER_LINE}`,
      `${TEXT.replace(' ', '\t')}\n${PETER_LINE}`,
      `${TEXT}\n${PETER_LINE.replace('—', '-')}`,
      `${TEXT}\n${PETER_LINE.replace('Peter', 'Peter ')}`,
      `${TEXT}\n${PETER_LINE.replace('Peter', 'Peter+')}`,
      `${TEXT}\n${PETER_LINE.replace('Peter', 'Peter\u00a0')}`,
      `${TEXT}\n${PETER_LINE.replace('— ', '—  ')}`,
      `${TEXT}\n${PETER_LINE.replace('=', '')}`,
      `${TEXT}\n${PETER_LINE.replace('AM=', 'AN=')}`,
      `${TEXT}\n${PETER_LINE.replace('/', '_')}`,
      `${TEXT}\n${PETER_LINE}— EnochRoot rwz+eA==\n`,
      `${TEXT}\n${PETER_LINE}— EnochRoot !!!!\n`,
      `${TEXT}\ud800\n\n${PETER_LINE}`,
    ]
    expect(forms.filter((form) => opening(form, peter) !== 'malformed')).toEqual([])
    expect(opening(Uint8Array.of(0xff, ...bytesOf(`${TEXT}\n${PETER_LINE}`)), peter)).toBe('malformed')
    expect(opening(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytesOf(`${TEXT}\n${PETER_LINE}`)), peter)).toBe('bad-signature')
  })

  it('has at most 100 signatures and 1,000,000 bytes', () => {
    expect(opening(`${TEXT}\n${PETER_LINE.repeat(100)}`, peter)).toBe('none')
    expect(opening(`${TEXT}\n${PETER_LINE.repeat(101)}`, peter)).toBe('malformed')
    const signer = aSigner()
    const rest = signNote('\n', [signer]).length + 2
    expect(opening(signNote(`${'x'.repeat(1_000_000 - rest)}\n`, [signer]), signer.verifier)).toBe('none')
    expect(codeOf(() => signNote(`${'x'.repeat(1_000_001 - rest)}\n`, [signer]))).toBe('malformed')
    expect(opening(`${'è'.repeat(500_000)}\n\n${PETER_LINE}`, peter)).toBe('malformed')
    expect(opening(new Uint8Array(1_000_001).fill(10), peter)).toBe('malformed')
  })

  it('is not made of a text that could not be read', () => {
    for (const text of ['', 'no end', 'a\tb\n', 'a\r\n', '\ud800\n']) {
      expect(codeOf(() => signNote(text, [aSigner()]))).toBe('malformed')
    }
    expect(codeOf(() => signNote('a\n', []))).toBe('malformed')
    expect(codeOf(() => signNote('a\n', Array(101).fill(aSigner())))).toBe('malformed')
  })

  it('opens to what was signed, and with any one bit changed to nothing', () => {
    const signer = aSigner(3, 'log')
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((some) => `${some.replace(/[\0-\x1f]/g, '\n')}\n`)
    fc.assert(
      fc.property(text, fc.nat(), (some, place) => {
        const note = bytesOf(signNote(some, [signer]))
        expect(openNote(note, [signer.verifier]).text).toBe(some)
        const at = place % (note.length * 8)
        note[Math.floor(at / 8)]! ^= 1 << (at % 8)
        expect(opening(note, signer.verifier)).not.toBe('none')
      }),
      { numRuns: 300 },
    )
  })
})
