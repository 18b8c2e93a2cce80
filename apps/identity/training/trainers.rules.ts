import type { Caller } from '@contactpoint/bus'
import {
  LONGEST_ACCREDITATION_DAYS,
  MODULES_OF,
  type TrainerNow,
  type TrainerState,
  type TrainingsRead,
} from '@contactpoint/contracts'
import { identityOf } from '../people/people.rules.ts'
import { isInReach } from '../people/reach.rules.ts'
import { isWithinDays } from '../people/term.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { versionOf } from '../courses/courses.rules.ts'
import type { Certificate } from './certificates.schema.ts'
import { best, trainedUntil, type Major } from './judging.rules.ts'
import type { Accreditation, Withdrawal } from './trainers.schema.ts'

type Where = Pick<Caller, 'authority'>

/** Whether somebody is a trainer whom this accreditor may accredit, or end as one. */
export function isTrainerInReach(person: Person | null, accreditor: Where): person is Person {
  return person?.role === 'trainer' && isInReach(person.authority, accreditor)
}

/** Whether an accreditation may be in force until then: it ends, within two years. */
export function isFit(until: Date, now: Date): boolean {
  return isWithinDays(until, LONGEST_ACCREDITATION_DAYS, now)
}

/** Whether somebody else than the accreditor has certified them as a trainer, in date: who made a trainer does not let them loose as well (I8). */
export function isCertifiedByAnother(
  { certificates, majors }: { certificates: readonly Certificate[]; majors: readonly Major[] },
  { identity }: Pick<Caller, 'identity'>,
  now: Date,
): boolean {
  const byOthers = certificates.filter(({ by }) => by !== identity)
  const found = best(byOthers, majors, 'trainer')
  return found !== null && found.until > now
}

/** How an accreditation stands. */
export function trainerState(
  { personId, at, until }: Accreditation,
  withdrawals: readonly Withdrawal[],
  now: Date,
): TrainerState {
  if (withdrawals.some((one) => one.personId === personId && one.at >= at)) return 'withdrawn'
  return until > now ? 'live' : 'lapsed'
}

export function toTrainer(accreditation: Accreditation, withdrawals: readonly Withdrawal[], now: Date): TrainerNow {
  const { personId, at, until } = accreditation
  const state = trainerState(accreditation, withdrawals, now)
  return { personId, accreditedAt: at.toISOString(), until: until.toISOString(), state }
}

/** The withdrawal that says the same already, with nothing since that it would end; null: there is none. */
export function sameWithdrawal(
  { accreditations, withdrawals }: { accreditations: readonly Accreditation[]; withdrawals: readonly Withdrawal[] },
  personId: string,
  from: Date,
): Withdrawal | null {
  const of = withdrawals.filter((one) => one.personId === personId && one.from.getTime() === from.getTime())
  const since = (at: Date): boolean => accreditations.some((one) => one.personId === personId && one.at > at)
  return of.find(({ at }) => !since(at)) ?? null
}

/** Whether somebody may see what a person is trained in. */
export function maySeeTrainings(
  person: Person | null,
  { identity, role, authority }: Pick<Caller, 'identity' | 'role' | 'authority'>,
): person is Person {
  if (!person) return false
  if (identityOf(person) === identity) return true
  return (role === 'accreditor' || role === 'trainer') && isInReach(person.authority, { authority })
}

export function toTrainings(
  { _id: personId, role }: Pick<Person, '_id' | 'role'>,
  { certificates, majors }: { certificates: readonly Certificate[]; majors: readonly Major[] },
): TrainingsRead {
  const modules = MODULES_OF[role].map((module) => {
    const found = best(certificates, majors, module)
    if (!found) return { module, until: null, courseCode: null, version: null }
    const { courseCode, major, minor } = found.certificate
    const version = major === null || minor === null ? null : versionOf({ major, minor })
    return { module, until: found.until.toISOString(), courseCode, version }
  })
  const until = trainedUntil(role, certificates, majors)
  return { personId, role, modules, until: until?.toISOString() ?? null }
}

/** Of those whom somebody might have certified as trainers, the certificate that counts: the last that is not void, else the last. */
export function certificateAsTrainer(
  certificates: readonly Certificate[],
  isVoid: ReadonlySet<string>,
): Certificate | null {
  const asTrainer = certificates.filter(({ module }) => module === 'trainer')
  const standing = asTrainer.filter(({ _id }) => !isVoid.has(_id))
  const [last = null] = (standing.length > 0 ? standing : asTrainer).sort((a, b) => b.at.getTime() - a.at.getTime())
  return last
}
