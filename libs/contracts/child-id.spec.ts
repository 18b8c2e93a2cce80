import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { validateSync } from 'class-validator'
import { randomInt } from 'node:crypto'
import { isChildId, newChildId } from './child-id.ts'
import { HasChildIdForm } from './is-child-id.ts'

const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ'
const childId = fc.infiniteStream(fc.nat()).map((numbers) => newChildId((n) => numbers.next().value! % n))

describe('A child id', () => {
  it('is always one that its own check accepts', () => {
    fc.assert(fc.property(childId, (id) => isChildId(id)))
  })

  it('is refused when any one character is wrong', () => {
    fc.assert(
      fc.property(childId, fc.nat(11), fc.integer({ min: 1, max: ALPHABET.length - 1 }), (id, at, by) => {
        const other = ALPHABET[(ALPHABET.indexOf(id[at]!) + by) % ALPHABET.length]!
        return !isChildId(id.slice(0, at) + other + id.slice(at + 1))
      }),
    )
  })

  it('is refused when two of its characters are swapped', () => {
    fc.assert(
      fc.property(childId, fc.nat(10), fc.nat(10), (id, i, j) => {
        fc.pre(id[i] !== id[j])
        const swapped = [...id]
        ;[swapped[i], swapped[j]] = [swapped[j]!, swapped[i]!]
        return !isChildId(swapped.join(''))
      }),
    )
  })

  it('is no text of another length, script or type', () => {
    for (const text of ['', 'BBBBBBBBBBB', 'AEIOUAEIOUAE', 'bbbbbbbbbbbb', null, 12, {}])
      expect(isChildId(text)).toBe(false)
  })

  it('says nothing about order: two in a row share no start more often than chance', () => {
    const starts = new Set(Array.from({ length: 200 }, () => newChildId((n) => randomInt(n)).slice(0, 4)))
    expect(starts.size).toBeGreaterThan(190)
  })
})

class Typed {
  @HasChildIdForm()
  readonly childId: unknown

  constructor(childId: unknown) {
    this.childId = childId
  }
}

const mayBeOne = (childId: unknown) => validateSync(new Typed(childId)).length === 0

describe('What somebody typed for a child id', () => {
  it('may be one though a character is wrong: that it was asked for is recorded', () => {
    fc.assert(
      fc.property(childId, fc.nat(11), fc.constantFrom(...ALPHABET), (id, at, other) =>
        mayBeOne(id.slice(0, at) + other + id.slice(at + 1)),
      ),
    )
  })

  it('is none by another length or character, so that no text of theirs goes further', () => {
    for (const text of ['', 'KLJ6G4D4VGL', 'KLJ6G4D4VGLR2', 'KLJ6G4D4VGLA', 'klj6g4d4vglr', 'KLJ6G4D4VGLR\n', null, {}])
      expect([text, mayBeOne(text)]).toEqual([text, false])
  })
})
