/** A child of the demonstration; a stack gives it an id of its own. */
export const CHILD = {
  childId: 'KLJ6G4D4VGLR',
  name: { given: ['Grace'], family: 'Mainwood' },
  dateOfBirth: '2012-06-27',
  gender: 'female',
} as const

export const RECEIPT = {
  log: 'england',
  index: 2,
  leafHash: '9a27f197c08ee98e1f6c2b7d5a4e3f2019c8d7b6a5f4e3d2c1b0a9f8e7d6c5b4',
} as const

export const BATCH_ID = '0f8fad5b-d9cb-469f-a165-70867728950e'

export const INVOLVEMENT_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

/** Of whoever works with the child. */
export const WORK_CONTACT = {
  personName: 'Aisha Patel',
  phone: '01134960123',
  email: 'a.patel@example.gov.uk',
} as const

/** Somebody who works with the child. */
export const INVOLVED = {
  ...{ involvementId: INVOLVEMENT_ID, version: 1, service: 'early-help' as const, ...WORK_CONTACT },
  organisation: { code: '383', name: 'Leeds', lines: [], postcode: null },
  ...{
    startDate: '2026-03-02',
    endDate: null,
    leadProfessional: true,
    hasAssessment: false,
    contactAsOf: '2026-03-02',
  },
}

/** What the directory ran under first. */
export const POLICY = {
  views: { full: ['former-names', 'carers', 'address'] },
  sensitiveServices: 'nothing',
  budgets: {
    practitioner: { hour: 120, day: 400, month: 2_000 },
    'shield-officer': { hour: 120, day: 400, month: 2_000 },
    cpmt: { hour: 120, day: 400, month: 2_000 },
  },
  shields: {
    ...{ placeWithinHours: 24, confirmWithinHours: 24, reviewWithinMonths: { standard: 6, sealed: 6 } },
    ...{ decideWithinDays: 7, escalateAfterDays: 7, escalateEveryDays: 7 },
  },
  overrides: { minutes: 10, escalateAfterMinutes: 60, suspendAfterHours: 48 },
} as const
