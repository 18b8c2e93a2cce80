import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { bytesOf, someEntries, toHex } from './builders.ts'
import { decodeBundle, encodeBundle, ENTRY_LIMIT, LogFault } from './index.ts'

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return error.code
  }
}

describe('an entry bundle', () => {
  it('has each entry after its length as two bytes, the high one first', () => {
    const bundle = encodeBundle([bytesOf('ab'), new Uint8Array(0), new Uint8Array(258).fill(0xee)])
    expect(toHex(bundle)).toBe(`0002${'6162'}0000${'0102'}${'ee'.repeat(258)}`)
  })

  it('gives back what was put in', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 256 })
    fc.assert(
      fc.property(entries, (some) => {
        expect(decodeBundle(encodeBundle(some), some.length).map(toHex)).toEqual(some.map(toHex))
      }),
    )
    const longest = new Uint8Array(ENTRY_LIMIT).fill(1)
    expect(decodeBundle(encodeBundle([longest]), 1)[0]).toHaveLength(65_535)
  })

  it('has as many entries as it should, and nothing after them', () => {
    const bundle = encodeBundle(someEntries(5))
    expect(codeOf(() => decodeBundle(bundle, 4))).toBe('malformed')
    expect(codeOf(() => decodeBundle(bundle, 6))).toBe('malformed')
    expect(codeOf(() => decodeBundle(Uint8Array.of(...bundle, 0), 5))).toBe('malformed')
    for (let cut = 0; cut < bundle.length; cut++) {
      expect(codeOf(() => decodeBundle(bundle.subarray(0, cut), 5))).toBe('malformed')
    }
  })

  it('holds 1 to 256 entries of at most 65,535 bytes', () => {
    expect(codeOf(() => encodeBundle([]))).toBe('out-of-range')
    expect(codeOf(() => encodeBundle(someEntries(257)))).toBe('out-of-range')
    expect(codeOf(() => encodeBundle([new Uint8Array(65_536)]))).toBe('out-of-range')
    for (const width of [0, -1, 0.5, NaN, 257, Infinity]) {
      expect(codeOf(() => decodeBundle(new Uint8Array(0), width))).toBe('out-of-range')
    }
  })
})
