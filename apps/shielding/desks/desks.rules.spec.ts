import { NATIONAL_DESK } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { authoritiesOf, deskOf, understaffed } from './desks.rules.ts'

const desks = [
  { authority: '383', officers: 2 },
  { authority: '380', officers: 1 },
  { authority: NATIONAL_DESK, officers: 0 },
]

describe('The desk of a child', () => {
  it('is that of its authority, however few can act there', () => {
    for (const authority of ['383', '380']) expect(deskOf(authority, desks)).toBe(authority)
  })

  it('is the national one without an authority, or where that has no officers', () => {
    for (const authority of [null, '201']) expect(deskOf(authority, desks)).toBe(NATIONAL_DESK)
  })

  it('is nobody’s until the directory has said whose the child is', () => {
    expect(deskOf(undefined, desks)).toBeNull()
  })
})

describe('The children of a desk', () => {
  it('are those of its authority, and of the national one those of no authority that has a desk', () => {
    expect(authoritiesOf('383', desks)).toEqual({ is: '383' })
    expect(authoritiesOf(NATIONAL_DESK, desks)).toEqual({ isNone: ['383', '380'] })
  })
})

describe('A desk with fewer than two people who can act (S24)', () => {
  it('is said', () => {
    expect(understaffed(desks).map(({ authority }) => authority)).toEqual(['380', NATIONAL_DESK])
  })
})
