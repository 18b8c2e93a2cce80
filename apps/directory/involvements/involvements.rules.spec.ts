import { SENSITIVE_SERVICES, SERVICE_TYPES, type FedService, type KeepInvolvement } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  changedInvolvement,
  fedInvolvements,
  fedOrganisations,
  inOrder,
  newInvolvement,
  toInvolvement,
  toReviewed,
} from './involvements.rules.ts'
import type { KeptInvolvement } from './involvements.schema.ts'
import { unspecifiedService } from './sensitive.rules.ts'

const now = new Date('2026-11-28T10:00:00Z')
const later = new Date('2026-11-29T10:00:00Z')
const consent = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
const ask = (given: Partial<KeepInvolvement> = {}): KeepInvolvement => ({
  ...{ childId: 'KLJ6G4D4VGLR', service: 'early-help', organisation: '383' },
  ...{ personName: ' Aisha Patel ', phone: '+44 (0)113 496 0123', email: 'A.Patel@Example.GOV.uk' },
  ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: true },
  ...{ owner: { authority: '383', organisation: 'Leeds' }, by: 'p-1' },
  ...given,
})
const kept = (given: Partial<KeepInvolvement> = {}) => newInvolvement('i-1', ask(given), now)
const sensitive = () => kept({ service: 'mental-health', consent })
const leeds = { code: '383', name: 'Leeds', lines: [], postcode: null }
const lists = new Map([['383', leeds]])
const NOBODY = { education: null, gpPracticeCode: null, services: [] }

describe('an involvement that is recorded', () => {
  it('is of version one, goes on, and has name and numbers in their one form', () => {
    expect(kept()).toMatchObject({ version: 1, personName: 'Aisha Patel', phone: '01134960123', endDate: null })
    expect(kept()).toMatchObject({ email: 'a.patel@example.gov.uk', contactAt: now, consent: null, recordedBy: 'p-1' })
    expect(kept({ email: undefined }).email).toBeNull()
  })

  it('is of a sensitive service exactly with a basis, whichever service it is (S33)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SERVICE_TYPES), fc.boolean(), (service, hasConsent) => {
        const isSensitive = (SENSITIVE_SERVICES as readonly string[]).includes(service)
        const make = () => kept({ service, ...(hasConsent && { consent }) })
        if (isSensitive !== hasConsent) expect(make).toThrow('consent')
        else expect(make()).toMatchObject({ isSensitive })
      }),
    )
  })

  it('keeps who recorded the basis and when beside whose word it is', () => {
    expect(sensitive().consent).toEqual({
      ...consent,
      ...{ recordedBy: 'p-1', recordedAt: now, withdrawnBy: null, withdrawnAt: null },
    })
  })
})

describe('a change', () => {
  it('changes what it says and nothing else, and counts the version', () => {
    const { version, ...rest } = changedInvolvement(kept(), { by: 'p-2', hasAssessment: false }, later)
    const { version: _before, ...before } = kept()
    expect([version, rest]).toEqual([2, { ...before, hasAssessment: false }])
  })

  it('changes any of its fields, each alone', () => {
    const before = kept()
    const changes = {
      ...{ organisation: '380', personName: 'Tom Reid', phone: '01134960999', email: 't@example.gov.uk' },
      ...{ startDate: '2026-01-05', endDate: '2026-09-30', leadProfessional: true, hasAssessment: false },
    }
    for (const [field, value] of Object.entries(changes)) {
      const after = changedInvolvement(before, { by: 'p-1', [field]: value }, now)
      expect(after).toEqual({ ...before, version: 2, [field]: value })
    }
  })

  it('leaves what it says nothing of as it was, with and without an assessment', () => {
    for (const hasAssessment of [true, false])
      expect(changedInvolvement(kept({ hasAssessment }), { by: 'p-1' }, later)).toMatchObject({ hasAssessment })
  })

  it('of how somebody is reached says that the contact is right from then on; any other does not', () => {
    const phone = changedInvolvement(kept(), { by: 'p-1', phone: '0113 496 0999' }, later)
    expect(phone).toMatchObject({ phone: '01134960999', contactAt: later })
    expect(changedInvolvement(kept(), { by: 'p-1', endDate: '2026-09-30' }, later).contactAt).toEqual(now)
  })

  it('ends nothing before it began', () => {
    expect(changedInvolvement(kept(), { by: 'p-1', endDate: '2026-03-02' }, later).endDate).toBe('2026-03-02')
    for (const changes of [{ endDate: '2026-03-01' }, { startDate: '2026-04-01', endDate: '2026-03-31' }])
      expect(() => changedInvolvement(kept(), { by: 'p-1', ...changes }, later)).toThrow('endDate')
  })

  it('that withdraws a consent forgets whom the service is reached by, and keeps that there was one', () => {
    const after = changedInvolvement(sensitive(), { by: 'p-2', consentWithdrawn: true }, later)
    expect(after).toMatchObject({ version: 2, personName: null, phone: null, email: null })
    expect(after.consent).toMatchObject({ ...consent, withdrawnBy: 'p-2', withdrawnAt: later })
  })

  it('withdraws no consent that nobody gave', () => {
    expect(() => changedInvolvement(kept(), { by: 'p-1', consentWithdrawn: true }, later)).toThrow('consentWithdrawn')
  })
})

describe('what is shown of one', () => {
  it('is contact, dates and how fresh the contact is; never whose word it is recorded by', () => {
    expect(toInvolvement(kept(), lists)).toEqual({
      ...{ involvementId: 'i-1', version: 1, service: 'early-help', organisation: leeds },
      ...{ personName: 'Aisha Patel', phone: '01134960123', email: 'a.patel@example.gov.uk' },
      ...{ startDate: '2026-03-02', endDate: null, leadProfessional: false, hasAssessment: true },
      contactAsOf: '2026-11-28',
    })
    expect(toInvolvement(sensitive(), lists)).not.toHaveProperty('consent')
    expect(toReviewed(sensitive(), lists).consent).toEqual(consent)
    expect(toReviewed(kept(), lists).consent).toBeNull()
  })

  it('is a code alone of an organisation that is in no list any more', () => {
    expect(toInvolvement(kept(), new Map()).organisation).toEqual({ ...leeds, name: null })
  })
})

describe('those who work with a child', () => {
  it('come in one order, however they are stored: whoever goes on, then leads, then is the latest', () => {
    const one = (involvementId: string, given: object) => ({ ...kept(), involvementId, ...given })
    const ordered = [
      one('e', { leadProfessional: true, startDate: '2020-01-01' }),
      one('d', { startDate: '2026-03-02' }),
      one('b', { startDate: '2025-12-31' }),
      one('c', { startDate: '2025-12-31' }),
      one('a', { leadProfessional: true, startDate: '2026-03-02', endDate: '2026-04-01' }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 5 }), (shuffled) => {
        expect(inOrder(shuffled)).toEqual(ordered)
      }),
    )
  })
})

describe('the school and the practice', () => {
  it('are two more who work with the child, reached as the public lists say (S04)', () => {
    const school = { code: '100000', name: 'The Aldgate School', lines: ['London'], postcode: 'EC3A 5DE' }
    const education = { schoolUrn: '100000', schoolName: school.name, startDate: '2024-09-03' }
    const brought = { education, gpPracticeCode: 'A81001', services: [] }
    const both = fedInvolvements(brought, new Map([['100000', school]]), [])
    const feds = { version: null, personName: null, phone: null, email: null, contactAsOf: null, endDate: null }
    for (const one of both) expect(one).toMatchObject({ ...feds, leadProfessional: false, hasAssessment: false })
    expect(both).toMatchObject([
      { service: 'school', organisation: school, startDate: '2024-09-03', involvementId: null },
      { service: 'gp', organisation: { code: 'A81001', name: null }, startDate: null },
    ])
    expect(fedInvolvements(NOBODY, lists, [])).toEqual([])
  })
})

describe('services that authorities’ systems name', () => {
  const youthWork: FedService = {
    ...{ service: 'youth-work', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
    ...{ email: 'a.patel@example.gov.uk', startDate: '2026-03-02', leadProfessional: true },
  }
  const shown = (recorded: KeptInvolvement[]) =>
    fedInvolvements({ ...NOBODY, gpPracticeCode: 'A81001', services: [youthWork] }, lists, recorded)

  it('stand before school and practice with how they are reached, and nobody changes them here', () => {
    expect(shown([])).toMatchObject([
      { ...youthWork, organisation: leeds, involvementId: null, version: null, endDate: null, hasAssessment: false },
      { service: 'gp' },
    ])
    expect(fedOrganisations({ ...NOBODY, gpPracticeCode: 'A81001', services: [youthWork] })).toEqual(['A81001', '383'])
  })

  it('come with whoever leads first, in whatever order feeds brought them', () => {
    const one = (personName: string, leadProfessional: boolean) => ({ ...youthWork, personName, leadProfessional })
    const services = [one('Ben Ode', false), one('Tom Reid', true), one('Kim Lee', false)]
    const names = fedInvolvements({ ...NOBODY, services }, lists, []).map(({ personName }) => personName)
    expect(names).toEqual(['Tom Reid', 'Ben Ode', 'Kim Lee'])
  })

  it('are shown once, where somebody has recorded the same as going on', () => {
    const same = { ...kept(), service: 'youth-work' as const, personName: 'AISHA  Patel', organisation: '383' }
    expect(shown([same])).toMatchObject([{ service: 'gp' }])
    for (const other of [{ endDate: '2026-04-01' }, { personName: 'Ben Ode' }, { organisation: '380' }])
      expect(shown([{ ...same, ...other }])).toHaveLength(2)
    expect(shown([{ ...same, service: 'early-help' }])).toHaveLength(2)
  })
})

describe('another service, where the policy says that there is one', () => {
  it('is no more than that, and whom to ask', () => {
    const shown = unspecifiedService({ code: '383', name: 'Leeds' })
    expect(shown).toMatchObject({ service: 'unspecified', organisation: leeds })
    const { service: _service, organisation: _authority, ...rest } = shown
    expect(new Set(Object.values(rest))).toEqual(new Set([null, false]))
    expect(unspecifiedService(null).organisation).toBeNull()
  })
})
