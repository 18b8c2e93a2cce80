import { describe, expect, it } from '@jest/globals'
import { betterName, isSameName } from './names.rules.ts'

const name = (given: string, family: string) => ({ given: given.split(','), family })

describe('One name', () => {
  it.each([
    ['capitals', name('ANN', 'DEVLIN'), name('Ann', 'Devlin'), name('Ann', 'Devlin')],
    ['an apostrophe', name('Ann', "O'Brien"), name('Ann', 'O’Brien'), name('Ann', 'O’Brien')],
    ['a space for a hyphen', name('Ann', 'Reed Palin'), name('Ann', 'Reed-Palin'), name('Ann', 'Reed-Palin')],
    ['an accent', name('Zoe', 'Nunez'), name('Zoë', 'Núñez'), name('Zoë', 'Núñez')],
    ['an accent lost', name('Zoë', 'Núñez'), name('Zoe', 'Nunez'), name('Zoë', 'Núñez')],
    ['a middle name dropped', name('Ann,Marie', 'Reed'), name('ANN', 'Reed'), name('Ann,Marie', 'Reed')],
    ['a middle name learned', name('Ann', 'Reed'), name('Ann,Marie', 'Reed'), name('Ann,Marie', 'Reed')],
    ['given names joined', name('Anne-Marie', 'Reed'), name('Anne,Marie', 'Reed'), name('Anne,Marie', 'Reed')],
    ['small letters corrected', name('Ann', 'Macdonald'), name('Ann', 'MacDonald'), name('Ann', 'MacDonald')],
  ])('is kept in its better writing: %s', (_what, known, incoming, kept) => {
    expect(isSameName(known, incoming)).toBe(true)
    expect(isSameName(incoming, known)).toBe(true)
    expect(betterName(known, incoming)).toEqual(kept)
  })

  it('is not another given or family name', () => {
    expect(isSameName(name('Ann', 'Reed'), name('Anna', 'Reed'))).toBe(false)
    expect(isSameName(name('Ann', 'Reed'), name('Ann', 'Palin'))).toBe(false)
    expect(isSameName(name('Ann,Marie', 'Reed'), name('Ann,Rose', 'Reed'))).toBe(false)
    expect(isSameName(name('Ann', 'Reed'), name('Marie,Ann', 'Reed'))).toBe(false)
  })
})
