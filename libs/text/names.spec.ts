import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { foldName, isName, nameParts, toName, toNameCriterion } from './names.ts'

describe('a normalised name', () => {
  it.each([
    ['O’Brien', 'obrien'],
    ['O Brien', 'obrien'],
    ['OBRIEN', 'obrien'],
    ['Smith-Jones', 'smithjones'],
    ['Seán', 'sean'],
    ['Sea\u0301n', 'sean'],
    ['Łukasz', 'lukasz'],
    ['Мария', 'mariya'],
    ['Weiß', 'weiss'],
  ])('of %s is %s', (text, expected) => {
    expect(foldName(text)).toBe(expected)
  })

  it('is empty for a text without letters or digits', () => {
    expect(foldName(' -’. ')).toBe('')
  })

  it('keeps names in a script that cannot be folded apart', () => {
    expect(foldName('\u{12000}')).toBe('u12000')
    expect(foldName('\u{12000}')).not.toBe(foldName('\u{12001}'))
  })

  it('always has only a-z and 0-9, and normalising it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = foldName(text)
        expect(once).toMatch(/^[a-z0-9]*$/)
        expect(foldName(once)).toBe(once)
      }),
    )
  })
})

describe('the parts of a name', () => {
  it.each([
    ['Smith-Jones', ['smithjones', 'smith', 'jones']],
    ['Smith – Jones', ['smithjones', 'smith', 'jones']],
    ['O Brien', ['obrien', 'brien']],
    ['O’Brien', ['obrien']],
    ['Van der Berg', ['vanderberg', 'berg']],
    ['bin Rahman al-Said', ['binrahmanalsaid', 'rahman', 'said']],
    ['Al', ['al']],
    ['Jones Jones', ['jonesjones', 'jones']],
    ['-', []],
  ])('of %s are %j', (text, expected) => {
    expect(nameParts(text)).toEqual(expected)
  })

  it('are never more than six', () => {
    expect(nameParts('Ana Bea Cleo Dora Ella Fay Gia Hope')).toHaveLength(6)
  })
})

describe('Marks that stand in one place of a name', () => {
  it.each([..."'’‘`´′＇ʼʻʹˈ‛׳՚"])('apostrophe %j is as any other, in the whole and in its parts', (mark) => {
    expect(isName(`O${mark}Brien`)).toBe(true)
    expect(nameParts(`O${mark}Brien`)).toEqual(['obrien'])
  })

  it.each([...'-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d\u00b7'])(
    'hyphen %j is as any other',
    (mark) => {
      expect(isName(`Reed${mark}Palin`)).toBe(true)
      expect(nameParts(`Reed${mark}Palin`)).toEqual(['reedpalin', 'reed', 'palin'])
    },
  )

  it.each([...'\u200b\u200c\u200d\u2060\ufeff\u200e\u200f'])('joiner %j is not there', (mark) => {
    expect(isName(`Ree${mark}d`)).toBe(true)
    expect(nameParts(`${mark}Ree${mark}d`)).toEqual(['reed'])
  })

  it('are blank at its ends', () => {
    expect(toName(' \t O’Brien \u00a0\t')).toBe('O’Brien')
  })

  it.each([
    ['full width', 'Ｓｍｉｔｈ', 'Smith'],
    ['Arabic vowel signs', 'مُحَمَّد', 'محمد'],
    ['the stroke that lengthens', 'محـمد', 'محمد'],
    ['alef with hamza', 'أحمد', 'احمد'],
    ['the Persian ya', 'علی', 'علي'],
    ['Hebrew points', 'מֹשֶׁה', 'משה'],
  ])('make no other name: %s', (_what, one, other) => {
    expect(foldName(one)).toBe(foldName(other))
    expect(foldName(one)).not.toBe('')
  })
})

describe('A name', () => {
  it('may be of any script', () => {
    for (const name of ['Núñez', 'van der Berg', 'St. John', 'محمد', '李', "'Abd", '\u{12000}'])
      expect(toName(name)).toBe(name)
  })

  it('is no text in which nothing is left to find it by', () => {
    for (const text of ['', ' ', '\u0301', '\u064e', '-', '.', '’', '\u200d', '\u00ad'])
      expect(isName(text)).toBe(false)
  })

  it('is no markup, number, operator or narrative', () => {
    const others = ['<b>', '$ne', 'a1', 'a\nb', 'a\tb', 'a, b', 'see notes: x', 'x'.repeat(101), 'a\u202eb', null, {}]
    for (const text of others) expect(isName(text)).toBe(false)
  })

  it('has a key exactly when it is one, whatever characters of names it is made of', () => {
    const unit = fc.constantFrom(...'aÉß\u0301\u064e \u00a0\u00ad-–’`.\u200c\u200dم李')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(isName(text)).toBe(foldName(text) !== '')
      }),
    )
  })

  it('has a bounded key, though one sign may stand for a sentence', () => {
    expect(foldName('ﷺ'.repeat(100)).length).toBeLessThanOrEqual(400)
  })
})

describe('What is typed into a name box', () => {
  it('may end in * after two letters that are left after folding', () => {
    expect(toNameCriterion(' Ma* ')).toEqual({ name: 'Ma', isBeginning: true })
    for (const typed of ['M*', '*', 'a.*', 'O’*', 'Ma*x', 'Ma**', 'a\u0301*']) expect(toNameCriterion(typed)).toBeNull()
  })
})
