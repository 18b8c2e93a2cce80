import { BROKER_OUTCOMES, REASONS, type BrokerOutcome, type Reason } from '@contactpoint/contracts'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'

/** That somebody asked to be put in touch about a child, as drawn. */
export interface RequestDraw {
  reason: Reason
  /** Whether it is the one that everybody asks about: its id is the same in all worlds, and in some there is none of it. */
  isKnown: boolean
  /** Null: it is open. */
  outcome: BrokerOutcome | null
}

/** How many others have asked, and what came of it: only the team of the child's desk knows, and each of who asked. */
export const REQUEST_DRAWS: fc.Arbitrary<RequestDraw[]> = fc.array(
  fc.record({
    reason: fc.constantFrom(...REASONS),
    isKnown: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...BROKER_OUTCOMES)),
  }),
  { maxLength: 3 },
)

/** Nobody who asks in worlds. */
export const OTHER_ASKERS = /^nobody-who-asks-/
const AT = new Date('2026-11-02T09:00:00Z')

/** As shielding stores it. @param knownId of the one that everybody asks about; whoever comes first has it */
export function storedRequests(
  draws: readonly RequestDraw[],
  { childId, knownId }: { childId: string; knownId: string },
): ({ _id: string } & Record<string, unknown>)[] {
  const known = draws.findIndex(({ isKnown }) => isKnown)
  return draws.map(({ reason, outcome }, n) => ({
    ...{ _id: n === known ? knownId : randomUUID(), childId, authority: '383', reason, caseReference: 'EH/1' },
    ...{ personId: `nobody-who-asks-${n}`, identity: `nobody-who-asks-${n}`, askedAt: AT, dueAt: AT },
    ...{ state: outcome === null ? 'open' : 'answered', outcome },
    ...{ answeredBy: outcome && 'p-1', answeredAt: outcome && AT },
  }))
}
