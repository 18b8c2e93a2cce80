import type { Caller } from '@contactpoint/bus'
import { NATIONAL_DESK, type CascadeNode } from '@contactpoint/contracts'
import type { Certificate } from './certificates.schema.ts'
import { isInReach } from '../people/reach.rules.ts'
import { certificateAsTrainer, trainerState } from './trainers.rules.ts'
import type { Accreditation, Withdrawal } from './trainers.schema.ts'

/** What is known of one level of the tree, and of those below it. */
export interface Level {
  /** The account whose trainers; null: those at the top. */
  under: string | null
  held: readonly Certificate[]
  isVoid: ReadonlySet<string>
  accreditations: readonly Accreditation[]
  withdrawals: readonly Withdrawal[]
  /** How many trainers each account has certified. */
  below: ReadonlyMap<string, number>
  /** How many certificates each account gave that stand. */
  gave: ReadonlyMap<string, number>
}

/** The trainers who stand there: each under whoever certified them last, once. */
export function cascadeOf(level: Level, now: Date): CascadeNode[] {
  const heldBy = Map.groupBy(level.held, ({ identity }) => identity)
  const newest = Map.groupBy(level.accreditations, ({ personId }) => personId)
  const nodes = [...newest].flatMap(([personId, ofAccount]) => {
    const [accreditation] = [...ofAccount].sort((one, other) => other.at.getTime() - one.at.getTime())
    const certificate = certificateAsTrainer(heldBy.get(accreditation!.identity) ?? [], level.isVoid)
    if (!certificate || certificate.trainerId !== level.under) return []
    return [nodeOf(personId, accreditation!, certificate, level, now)]
  })
  return nodes.sort((one, other) => compare(one.authority, other.authority) || compare(one.personId, other.personId))
}

/** An authority's accreditor sees whom their trainers come from, and no other authority's. */
export function isShownTo(
  { authority }: Pick<CascadeNode, 'authority'>,
  caller: Pick<Caller, 'role' | 'authority'>,
): boolean {
  return caller.role === 'auditor' || authority === NATIONAL_DESK || isInReach(authority, caller)
}

function nodeOf(
  personId: string,
  accreditation: Accreditation,
  certificate: Certificate,
  { withdrawals, below, gave, isVoid }: Level,
  now: Date,
): CascadeNode {
  return {
    ...{ personId, authority: accreditation.authority, state: trainerState(accreditation, withdrawals, now) },
    ...{ accreditedAt: accreditation.at.toISOString(), until: accreditation.until.toISOString() },
    ...{ accreditedBy: accreditation.by, certifiedBy: certificate.trainerId ?? certificate.by },
    ...{ certifiedAt: certificate.at.toISOString(), isVoid: isVoid.has(certificate._id) },
    ...{ gave: gave.get(personId) ?? 0, children: below.get(personId) ?? 0 },
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
