import { describe, expect, it } from '@jest/globals'
import { textWithin } from './text-within.rules.ts'

async function* pieces(...all: (string | number[])[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) yield typeof piece === 'string' ? Buffer.from(piece) : Uint8Array.from(piece)
}

describe('a body that is a text', () => {
  it('is put together of its pieces, also where a letter is cut in two', async () => {
    expect(await textWithin(pieces('a', [0xc3], [0xa9], 'b'), 4)).toBe('aéb')
    expect(await textWithin(pieces(), 4)).toBe('')
  })

  it('is refused when it is too long, after all of it was heard', async () => {
    let heard = 0
    async function* long(): AsyncGenerator<Uint8Array> {
      for (; heard < 3; heard++) yield Buffer.from('abc')
    }
    await expect(textWithin(long(), 4)).rejects.toMatchObject({ code: 'too-large' })
    expect(heard).toBe(3)
  })

  it('is refused when a byte of it is no UTF-8', async () => {
    const places = [{ field: 'body', rule: 'isUtf8' }]
    await expect(textWithin(pieces('a', [0xc3, 0x28]), 9)).rejects.toMatchObject({ code: 'invalid-request', places })
  })
})
