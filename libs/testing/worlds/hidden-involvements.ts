import {
  CONSENT_BASES,
  CONSENT_GIVERS,
  isSensitive,
  SENSITIVE_SERVICES,
  SERVICE_TYPES,
  type ConsentBasis,
  type ConsentGiver,
  type ServiceType,
} from '@contactpoint/contracts'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'

/** Somebody who works with a child, as drawn. */
export interface InvolvementDraw {
  service: ServiceType
  /** Whether it is the one that everybody asks about: its id is the same in all worlds, and in some there is none of it. */
  isKnown: boolean
  isOfOthers: boolean
  leads: boolean
  hasAssessment: boolean
  phone: number
  ends: boolean
  consent: { givenBy: ConsentGiver; basis: ConsentBasis; isWithdrawn: boolean }
}

/** How many there are, whether one is sensitive, and its consent: none of it may be told. */
export const INVOLVEMENT_DRAWS: fc.Arbitrary<InvolvementDraw[]> = fc.array(
  fc.record({
    service: fc.oneof(fc.constantFrom(...SERVICE_TYPES), fc.constantFrom(...SENSITIVE_SERVICES)),
    isKnown: fc.boolean(),
    isOfOthers: fc.boolean(),
    leads: fc.boolean(),
    hasAssessment: fc.boolean(),
    phone: fc.nat(9_999),
    ends: fc.boolean(),
    consent: fc.record({
      givenBy: fc.constantFrom(...CONSENT_GIVERS),
      basis: fc.constantFrom(...CONSENT_BASES),
      isWithdrawn: fc.boolean(),
    }),
  }),
  { maxLength: 4 },
)

const AT = new Date('2026-03-02T09:00:00Z')

/** As the directory stores it. @param knownId of the one that everybody asks about; whoever comes first has it */
export function storedInvolvements(
  draws: readonly InvolvementDraw[],
  { childId, knownId }: { childId: string; knownId: string },
): ({ _id: string } & Record<string, unknown>)[] {
  const known = draws.findIndex(({ isKnown }) => isKnown)
  return draws.map((draw, n) => ({
    ...{ _id: n === known ? knownId : randomUUID(), version: 1, childId, recordedFor: childId },
    ...{ service: draw.service, isSensitive: isSensitive(draw.service), organisation: '383' },
    ...{ personName: 'Aisha Patel', phone: `0113496${String(draw.phone).padStart(4, '0')}`, email: null },
    ...{ startDate: '2026-03-02', endDate: draw.ends ? '2026-09-30' : null },
    ...{ leadProfessional: draw.leads, hasAssessment: draw.hasAssessment, contactAt: AT },
    consent: isSensitive(draw.service) ? consentOf(draw) : null,
    // Nobody who asks is of these: an owner may know of its own.
    owner: { authority: draw.isOfOthers ? '201' : '383', organisation: 'Of nobody who asks' },
    recordedBy: 'nobody-who-asks',
  }))
}

function consentOf({ consent: { givenBy, basis, isWithdrawn } }: InvolvementDraw): object {
  const withdrawn = { withdrawnBy: isWithdrawn ? 'p-1' : null, withdrawnAt: isWithdrawn ? AT : null }
  return { givenBy, basis, givenOn: '2026-03-02', recordedBy: 'p-1', recordedAt: AT, ...withdrawn }
}
