import { describe, expect, it } from '@jest/globals'
import { beginningsToFind, keysOfName, keysToFind, wordKeys, wordsToFind } from './search-keys.ts'

const finds = (typed: string, kept: string): boolean => {
  const keys = keysOfName(kept)
  return keysToFind(typed).some((key) => keys.includes(key))
}
const begins = (typed: string, kept: string): boolean =>
  keysOfName(kept).some((key) => beginningsToFind(typed).some((start) => key.startsWith(start)))

describe('A search by a family name', () => {
  it.each([
    ['Reed-Palin', 'Palin'],
    ['Reed-Palin', 'Palin-Reed'],
    ['Reed Palin', 'Palin–Reed'],
    ['Mueller', 'Müller'],
    ['Mueller', 'Muller'],
    ['Müller', 'Muller'],
    ['Sørensen', 'Soerensen'],
    ['Sørensen', 'Sorensen'],
    ['Åberg', 'Aaberg'],
    ['Åberg', 'Aberg'],
    ['Jäger', 'Jaeger'],
    ['Kjær', 'Kjaer'],
    ['Weiß', 'Weiss'],
    ['Müller-Reed', 'Reed-Mueller'],
    ['Mu\u0308ller', 'MUELLER'],
    ['van der Berg', 'Berg'],
  ])('of %s finds %s, and the other way round', (one, other) => {
    expect(finds(one, other)).toBe(true)
    expect(finds(other, one)).toBe(true)
  })

  it('does not find who has one half in common and another half', () => {
    expect(finds('Reed-Palin', 'Reed-Jones')).toBe(false)
    expect(finds('Miller', 'Müller')).toBe(false)
  })

  it.each([
    ['Mul', 'Mueller'],
    ['Mue', 'Müller'],
    ['Mül', 'Muller'],
    ['Pal', 'Reed-Palin'],
  ])('that begins with %s finds %s', (typed, kept) => {
    expect(begins(typed, kept)).toBe(true)
  })

  it('that begins with Mue does not find Murray', () => {
    expect(begins('Mue', 'Murray')).toBe(false)
  })
})

it('A plain name has one key, and a double one four', () => {
  expect(keysOfName('Smith')).toEqual(['smith'])
  expect(keysOfName('Reed-Palin')).toEqual(['reedpalin', 'palinreed', '~palin', '~reed'])
  expect(keysOfName('-')).toEqual([])
})

it('Given names are found by any one of them, in any spelling and variant', () => {
  const variants = (name: string) => (name === 'kate' ? ['kate', 'katherine'] : [name])
  const found = (typed: string, kept: string) =>
    wordsToFind(typed, variants).some((word) => wordKeys(kept).includes(word))
  expect(found('Kate', 'Anna-Katherine')).toBe(true)
  expect(found('Juergen', 'Jürgen')).toBe(true)
  expect(found('Kate', 'Anna')).toBe(false)
})
