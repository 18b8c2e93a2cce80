import { FIGURES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { readerOf } from './reader.rules.ts'

const AUDITOR = { role: 'auditor', authority: '000', organisation: 'National' } as const
const MANAGER = { role: 'cpmt', authority: '383', organisation: 'Leeds' } as const
const WITHOUT_ORGANISATIONS = [
  ...(['log', 'answers', 'shields', 'sign-ins', 'feeds', 'coverage', 'adoption', 'training'] as const),
] as const
const FOR_AUDITORS = ['sign-ins', 'feeds', 'adoption', 'training'] as const
const MANAGERS = FIGURES.filter((name) => !(FOR_AUDITORS as readonly string[]).includes(name))

describe('who reads a figure', () => {
  it('sees all as an auditor, or one organisation of all', () => {
    for (const name of FIGURES)
      expect(readerOf(AUDITOR, { name })).toEqual({ organisation: null, authority: null, roundedTo: 1 })
    expect(readerOf(AUDITOR, { name: 'misses', organisation: 'Leeds' })).toMatchObject({ organisation: 'Leeds' })
  })

  it('sees as a manager their own organisation and authority, in steps of five, whatever is asked', () => {
    const own = { organisation: 'Leeds', authority: '383', roundedTo: 5 }
    for (const name of MANAGERS) expect(readerOf(MANAGER, { name })).toEqual(own)
    expect(readerOf(MANAGER, { name: 'accesses', organisation: 'Leeds' })).toEqual(own)
    for (const name of MANAGERS.filter((one) => !(WITHOUT_ORGANISATIONS as readonly string[]).includes(one)))
      expect(() => readerOf(MANAGER, { name, organisation: 'Bradford' })).toThrow(/not your organisation/)
  })

  it('is refused as a manager a figure that has no part of theirs', () => {
    for (const name of FOR_AUDITORS) expect(() => readerOf(MANAGER, { name })).toThrow(/for auditors/)
  })

  it('is refused an organisation of which a figure has no part', () => {
    for (const name of WITHOUT_ORGANISATIONS)
      for (const who of [AUDITOR, MANAGER])
        expect(() => readerOf(who, { name, organisation: 'Leeds' })).toThrow(/not valid/)
  })
})
