import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { disclosureAsked, shownRecord } from '../disclosures/disclosures.rules.ts'
import { nothingFound, readingEntry, withheldEntry } from './release.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const visible = {
  ...{ childId, name: { given: ['Grace'], family: 'Mainwood' } },
  ...{ dateOfBirth: '2012-06-27', gender: 'female' as const },
}
const stance = { childId, version: 3, view: 'visible' as const, isSealed: false }
const asked = disclosureAsked({ childId, reason: 'assessment', caseReference: 'EH/14' })

describe('what the log says of an answer', () => {
  it('is what of which child was authorised, and for whom and why, and no word of the record', () => {
    const reading = shownRecord({ full: false, child: visible }, stance)
    const { trace, ...caller } = aCaller()
    const entry = readingEntry('e-1', { ...caller, trace }, asked, reading)
    expect(entry).toMatchObject({ entryId: 'e-1', action: 'disclosure', outcome: 'shown', reason: 'assessment' })
    expect(entry.caller).toEqual({ personId: 'p-1', role: 'practitioner', organisation: 'Leeds', trace })
    expect(entry.children).toEqual([{ childId, shown: 'visible' }])
    expect(JSON.stringify(entry)).not.toMatch(/Mainwood|2012/)
    expect(reading.stances).toEqual([stance])
  })

  it('that did not leave is that nothing of each of its children was shown', () => {
    const children = [childId, 'KLJ6G4D4VGLS'].map((id) => ({ childId: id, shown: 'full' as const }))
    const entry = withheldEntry('e-2', aCaller(), asked, { children })
    expect(entry.outcome).toBe('withheld')
    expect(entry.children.map(({ shown }) => shown)).toEqual(['nothing', 'nothing'])
  })

  it('is by the view that the directory gave, not by the one that was asked for', () => {
    const reading = shownRecord({ full: false, child: visible }, { ...stance, view: 'full' })
    expect(reading.children).toEqual([{ childId, shown: 'visible' }])
  })
})

describe('a record that is not there', () => {
  it('is recorded with an id, and without one when what was typed is none: it may be anything', () => {
    expect(nothingFound(childId)).toMatchObject({
      content: null,
      outcome: 'not-found',
      children: [{ shown: 'nothing' }],
    })
    for (const text of ['Grace Mainwood', '', 'KLJ6G4D4VGLX']) expect(nothingFound(text).children).toEqual([])
  })
})
