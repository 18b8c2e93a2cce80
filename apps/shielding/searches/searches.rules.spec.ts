import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { FoundChild } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { searchAsked, shownHits, toHit } from './searches.rules.ts'

const { views } = FOUNDING_POLICY
const found: FoundChild = {
  childId: 'C',
  name: { given: ['Ann'], family: 'Smith' },
  dateOfBirth: '2012-06-27',
  gender: 'female',
  byVisibleKeys: true,
  postcode: 'LS1 4AP',
  schoolName: 'School',
}

describe('A hit', () => {
  it('of a shielded child has the four visible things and that it is shielded, nothing else (S21)', () => {
    const hit = toHit(found, { childId: 'C', version: 1, view: 'visible', isSealed: false }, views)
    expect(Object.keys(hit!).sort()).toEqual(['childId', 'dateOfBirth', 'gender', 'name', 'shielded'])
  })

  it('stays four things when the directory learns of a new field (AC-03)', () => {
    const hit = toHit(
      { ...found, shoeSize: 4 } as FoundChild,
      {
        childId: 'C',
        version: 1,
        view: 'visible',
        isSealed: false,
      },
      views,
    )
    expect(hit).not.toHaveProperty('shoeSize')
  })

  it('of a child that one of its household covers is like that of a shielded one (AC-07)', () => {
    const [stance, shielded] = [0, 1].map((version) => ({ childId: 'C', version, isSealed: false })) as [Stance, Stance]
    const covered = { ...found, covered: true, postcode: null, schoolName: null }
    expect(toHit(covered, { ...stance, view: 'full' }, views)).toEqual(
      toHit(found, { ...shielded, view: 'visible' }, views),
    )
    expect(toHit({ ...covered, byVisibleKeys: false }, { ...stance, view: 'full' }, views)).toBeNull()
  })

  it('of a sealed child was never found, by whichever key (AC-09)', () => {
    expect(toHit(found, { childId: 'C', version: 1, view: 'visible', isSealed: true }, views)).toBeNull()
  })

  it('of a shielded child that a hidden key found was never found', () => {
    expect(
      toHit({ ...found, byVisibleKeys: false }, { childId: 'C', version: 1, view: 'visible', isSealed: false }, views),
    ).toBeNull()
  })
})

const anyFound = fc.uniqueArray(
  fc.record({ childId: fc.uuid(), byVisibleKeys: fc.boolean(), isShielded: fc.boolean() }),
  { maxLength: 50, selector: ({ childId }) => childId },
)

describe('A list of hits', () => {
  it('always records who is in it, and guards the same, whatever was found and shielded (S04, S25, I3)', () => {
    fc.assert(
      fc.property(anyFound, (children) => {
        const hits = children.map(({ childId, byVisibleKeys }) => ({ ...found, childId, byVisibleKeys }))
        const stances = new Map(
          children.map(({ childId, isShielded }): [string, Stance] => [
            childId,
            { childId, version: isShielded ? 1 : 0, view: isShielded ? 'visible' : 'full', isSealed: false },
          ]),
        )
        const reading = shownHits({ hits, refine: false }, stances, views)
        expect(reading.outcome).toBe('shown')
        const shown = reading.content!.hits
        const expected = children.filter(({ byVisibleKeys, isShielded }) => byVisibleKeys || !isShielded)
        expect(shown.map(({ childId }) => childId)).toEqual(expected.map(({ childId }) => childId))
        expect(reading.children).toEqual(
          expected.map(({ childId, isShielded }) => ({ childId, shown: isShielded ? 'visible' : 'full' })),
        )
        expect(reading.stances).toEqual(expected.map(({ childId }) => stances.get(childId)))
        const shielded = shown.filter((hit) => hit.shielded)
        expect(JSON.stringify(shielded)).not.toMatch(/LS1 4AP|School/)
      }),
    )
  })

  it('that is too long shows nobody, and is recorded as that', () => {
    expect(shownHits({ hits: [], refine: true }, new Map(), views)).toEqual({
      content: { hits: [], refine: true },
      outcome: 'too-many',
      children: [],
      stances: [],
    })
  })
})

describe('A search as the log has it', () => {
  it('has its criteria and case reference in the sealed part only', () => {
    const criteria = { familyName: 'Mainwood', dateOfBirth: '2012-06-27' }
    const { particulars, ...open } = searchAsked({ reason: 'assessment', criteria, caseReference: 'EH/14' })
    expect(open).toEqual({ action: 'search', reason: 'assessment', costs: 1 })
    expect(particulars).toEqual({ criteria, caseReference: 'EH/14' })
    expect(searchAsked({ reason: 'assessment', criteria }).particulars.caseReference).toBeNull()
  })
})
