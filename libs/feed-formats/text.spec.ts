import { describe, expect, it } from '@jest/globals'
import { decodeText, encodingOf } from './index.ts'

const TEXT = 'Zoë — Łódź\r\n'
const utf16le = Buffer.from(TEXT, 'utf16le')
const utf16be = Buffer.from(utf16le).swap16()

describe('a text file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16', utf16le],
    ['UTF-16 with a byte order mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16le])],
    ['UTF-16, the other way round', utf16be],
    ['UTF-16, the other way round, with a byte order mark', Buffer.concat([Buffer.of(0xfe, 0xff), utf16be])],
  ])('says the same in %s', (_encoding, bytes) => {
    expect(decodeText(bytes)).toBe(TEXT)
  })

  it('is none when it is half a letter, old Windows letters, or full of zeros', () => {
    for (const bytes of [
      Buffer.of(0xff, 0xfe, 0x41),
      Buffer.from('Zoë', 'latin1'),
      Buffer.alloc(8),
      Buffer.from('a\0b'),
    ])
      expect(decodeText(bytes)).toBeNull()
  })

  it('is UTF-8 when it is too short to tell', () => {
    expect(['', 'a'].map((text) => encodingOf(Buffer.from(text)))).toEqual(['utf-8', 'utf-8'])
  })
})
