import { describe, expect, it } from '@jest/globals'
import { givenNameVariants, givenNamesAgree } from './given-names.ts'

describe('the variants of a given name', () => {
  it.each([
    ['Mohammed', 'muhammad'],
    ['Mohd', 'Mohamed'],
    ['Fatima', 'fatema'],
    ['Ayesha', 'aisha'],
    ['Zaynab', 'zainab'],
    ['Piotr', 'peter'],
    ['William', 'bill'],
    ['Kate', 'katherine'],
  ])('of %s hold %s, and the other way round', (a, b) => {
    expect(givenNameVariants(a).has(b.toLowerCase())).toBe(true)
    expect(givenNameVariants(b).has(a.toLowerCase())).toBe(true)
  })

  it('always hold the name itself, known or not', () => {
    expect([...givenNameVariants('Seán')]).toContain('sean')
    expect([...givenNameVariants('Xqzwv')]).toEqual(['xqzwv'])
  })

  it('leave out names that only a careless table joins', () => {
    expect(givenNameVariants('Aaron').has('erin')).toBe(false)
    expect(givenNameVariants('Patrick').has('peter')).toBe(false)
  })
})

describe('given names agree', () => {
  it.each([
    ['when equal', ['Seán'], ['SEAN']],
    ['when one is a variant', ['Mohammed', 'Ali'], ['Muhammad']],
    ['when one has a slip of the pen', ['Oliver'], ['Olvier']],
    ['when first and middle name are swapped', ['Anna', 'Beatrix'], ['Beatrix']],
    ['when one source joins them', ['Mary-Kate'], ['Kate']],
  ])('%s', (_, a, b) => {
    expect(givenNamesAgree(a, b)).toBe(true)
    expect(givenNamesAgree(b, a)).toBe(true)
  })

  it('not when they are two names, nor when short names differ by a letter', () => {
    expect(givenNamesAgree(['Oliver'], ['George'])).toBe(false)
    expect(givenNamesAgree(['Ida'], ['Isa'])).toBe(false)
  })
})
