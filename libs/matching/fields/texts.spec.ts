import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { PackedTexts } from './texts.ts'

const all = (texts: PackedTexts): string[] => Array.from({ length: texts.length }, (_, i) => texts.at(i))

describe('packed texts', () => {
  it('are the texts that were packed, whatever letters they have, also in another thread', () => {
    const letters = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('é', 'ÿ', 'a') }),
    )
    fc.assert(
      fc.property(fc.array(letters), (texts) => {
        const packed = PackedTexts.of(texts)
        expect(all(packed)).toEqual(texts)
        expect(all(PackedTexts.revived(structuredClone(packed)))).toEqual(texts)
      }),
    )
  })

  it('keep half of a letter that is written in two, which no encoding for files does', () => {
    expect(all(PackedTexts.of(['\ud83d', 'a\udc00b']))).toEqual(['\ud83d', 'a\udc00b'])
  })
})
