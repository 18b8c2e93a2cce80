import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { disclosureAsked, shownRecord } from '../disclosures/disclosures.rules.ts'
import { nothingFound, readingEntry, toBeDone, withheldEntry } from './release.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const visible = {
  ...{ childId, name: { given: ['Grace'], family: 'Mainwood' } },
  ...{ dateOfBirth: '2012-06-27', gender: 'female' as const },
}
const stance = { childId, version: 3, view: 'visible' as const, isSealed: false }
const asked = { ...disclosureAsked({ childId, reason: 'assessment', caseReference: 'EH/14' }), policy: 3 }
const { views } = FOUNDING_POLICY

describe('what the log says of an answer', () => {
  it('is what of which child was authorised, and for whom and why, and no word of the record', () => {
    const reading = shownRecord({ full: false, child: visible }, stance, views)
    const { trace, ...caller } = aCaller()
    const entry = readingEntry('e-1', { ...caller, trace }, asked, reading)
    expect(entry).toMatchObject({
      entryId: 'e-1',
      action: 'disclosure',
      outcome: 'shown',
      reason: 'assessment',
      policy: 3,
    })
    expect(entry.caller).toEqual({ personId: 'p-1', role: 'practitioner', organisation: 'Leeds', trace })
    expect(entry.children).toEqual([{ childId, shown: 'visible' }])
    expect(JSON.stringify(entry)).not.toMatch(/Mainwood|2012/)
    expect(reading.stances).toEqual([stance])
  })

  it('keeps children sealed that nobody may learn belong together, beside what else is sealed of the question', () => {
    const apart = [{ childId: 'KLJ6G4D4VGLS', shown: 'visible' as const }]
    const reading = { outcome: 'shown' as const, children: [] }
    const { particulars, ...open } = readingEntry('e-1', aCaller(), asked, { ...reading, apart })
    expect(particulars).toEqual({ caseReference: 'EH/14', apart })
    expect(JSON.stringify(open)).not.toContain('KLJ6G4D4VGLS')
    const { particulars: without } = readingEntry('e-1', aCaller(), asked, reading)
    expect(without).toEqual({ caseReference: 'EH/14' })
  })

  it('that did not leave is that nothing of each of its children was shown', () => {
    const children = [childId, 'KLJ6G4D4VGLS'].map((id) => ({ childId: id, shown: 'full' as const }))
    const { caller, ...said } = withheldEntry('e-2', aCaller(), asked, { children }, null)
    expect(caller.personId).toBe('p-1')
    expect(said).toEqual({
      ...{ entryId: 'e-2', action: 'disclosure', outcome: 'withheld', reason: 'assessment', policy: 3 },
      particulars: { caseReference: 'EH/14' },
      children: children.map((child) => ({ ...child, shown: 'nothing' })),
    })
  })

  it('says what it has in common with whoever asked, of what would leave, and that it was too much', () => {
    const reading = { outcome: 'shown' as const, children: [], signals: ['same-surname' as const] }
    expect(readingEntry('e-1', aCaller(), asked, reading).signals).toEqual(['same-surname'])
    expect(readingEntry('e-1', aCaller(), asked, { ...reading, signals: [] })).not.toHaveProperty('signals')
    expect(withheldEntry('e-2', aCaller(), asked, { children: [] }, 'caller').signals).toEqual(['over-budget'])
    expect(withheldEntry('e-2', aCaller(), asked, { children: [] }, null)).not.toHaveProperty('signals')
    const tooMuchForAsker = withheldEntry('e-2', aCaller(), asked, { children: [] }, 'asker')
    expect([tooMuchForAsker.signals, tooMuchForAsker.askerSignals]).toEqual([undefined, ['over-budget']])
  })

  it('names for whom it was asked, who is on the telephone, and what it has in common with them apart from the caller', () => {
    const asker = { ...aCaller({ personId: 'p-9', organisation: 'York' }), phone: '01904960123' }
    const { trace, ...who } = { personId: 'p-9', role: 'practitioner', organisation: 'York', trace: asker.trace }
    const reading = { outcome: 'shown' as const, children: [], askerSignals: ['same-postcode' as const] }
    const entry = readingEntry('e-1', aCaller(), { ...asked, asker }, reading)
    expect(entry).toMatchObject({ asker: { ...who, trace }, askerSignals: ['same-postcode'] })
    expect(entry).not.toHaveProperty('signals')
    const alone = readingEntry('e-1', aCaller(), asked, { ...reading, askerSignals: undefined })
    for (const name of ['asker', 'signals', 'askerSignals']) expect(alone).not.toHaveProperty(name)
  })

  it('is by the view that the directory gave, not by the one that was asked for', () => {
    const reading = shownRecord({ full: false, child: visible }, { ...stance, view: 'full' }, views)
    expect(reading.children).toEqual([{ childId, shown: 'visible' }])
  })
})

describe('a record that is not there', () => {
  it('is recorded with an id, and without one when what was typed is none: it may be anything', () => {
    expect(nothingFound(childId)).toEqual({
      content: null,
      outcome: 'not-found',
      children: [{ childId, shown: 'nothing' }],
      stances: [],
    })
    for (const text of ['Grace Mainwood', '', 'KLJ6G4D4VGLX']) expect(nothingFound(text).children).toEqual([])
  })
})

describe('what is about to be done', () => {
  it('is recorded of each child, of whom nothing leaves by it, and no stance of theirs holds it up', () => {
    const children = [childId, 'KLJ6G4D4VGLS'].map((id) => ({ childId: id, shown: 'nothing' }))
    expect(toBeDone(childId, 'KLJ6G4D4VGLS')).toEqual({ content: true, outcome: 'done', children, stances: [] })
  })
})
