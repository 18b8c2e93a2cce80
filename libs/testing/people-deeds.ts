import type { CheckKind, Role } from '@contactpoint/contracts'
import { AUTHORITY_OF, DAY_MS, type ModelAccount, type PeopleModel } from './people-model.ts'

/** Something that somebody does to let others in or keep them out. */
export interface PeopleStep {
  do: PeopleDeed | 'create'
  by: string
  accreditor: string
  /** Which of the accounts that there are, counted round. */
  whose: number
  role: Role
  organisation: string
  kind: CheckKind
  /** Until when what is given holds, from now. */
  days: number
  /** That pass before. */
  hours: number
}

/** A step, and what it is about. */
export interface AboutStep {
  step: PeopleStep
  one: ModelAccount
  /** The last day of what is given, as it is asked for and in milliseconds. */
  day: string
  end: number
  now: number
  model: PeopleModel
}

/** Whether the model thinks that something may be done, and what it notes when it was. */
interface Deed {
  may: (about: AboutStep) => boolean
  note: (about: AboutStep) => unknown
}

export const PEOPLE_DEEDS = {
  check: {
    may: ({ model, step, one, end, now }) => model.mayCheck(step.by, one.id, step.kind, end, now),
    note: ({ one, step, end }) => (one.checks[step.kind] = end),
  },
  train: {
    may: () => true,
    note: ({ one, end }) => (one.trained = end),
  },
  approve: {
    may: ({ model, step, one }) => model.mayApprove(step.by, one.id),
    note: ({ one, now }) => Object.assign(one, { approved: true, attested: now + 122 * DAY_MS, hasCode: true }),
  },
  sign: {
    may: ({ one }) => one.hasCode,
    note: ({ one }) => Object.assign(one, { agreed: Infinity, hasCode: false }),
  },
  // Another version is in force than they signed, for four weeks' grace.
  outdate: {
    may: () => true,
    note: ({ one, now }) => one.agreed > -Infinity && (one.agreed = now + 28 * DAY_MS),
  },
  signAnew: {
    may: ({ one }) => !one.closed,
    note: ({ one }) => (one.agreed = Infinity),
  },
  attest: {
    may: ({ model, step, one }) => model.mayStep(step.by, one.id) && !one.closed,
    note: ({ one, now }) => (one.attested = now + 122 * DAY_MS),
  },
  suspend: {
    may: ({ model, step, one }) => model.maySuspend(step.by, one.id),
    note: ({ one, step }) => one.suspendedBy.push(step.by),
  },
  suspendNamed: {
    may: ({ model, step, one }) => model.maySuspend(step.by, one.id),
    note: ({ one, step }) => one.suspendedBy.push(step.by),
  },
  // Who may use the directory is the same whatever they are called.
  rename: {
    may: ({ model, step, one }) => model.mayStep(step.by, one.id) && !one.closed,
    note: () => undefined,
  },
  reinstate: {
    may: ({ model, step, one }) => model.mayReinstate(step.by, one.id),
    note: ({ one }) => (one.suspendedBy = []),
  },
  close: {
    may: ({ model, step, one }) => model.mayStep(step.by, one.id),
    note: ({ one }) => (one.closed = true),
  },
  case: {
    may: () => true,
    note: ({ model, one }) => model.accountsOf(one.who).forEach(({ cases }) => cases.add('case-1')),
  },
  caseEnds: {
    may: () => true,
    note: ({ model, one }) => model.accountsOf(one.who).forEach(({ cases }) => cases.delete('case-1')),
  },
  accredit: {
    may: ({ model, step, end, now }) => model.mayAccredit(step.accreditor, step.organisation, end, now),
    note: ({ model, step, end }) => model.accredited.set(step.organisation, end),
  },
  disaccredit: {
    may: ({ model, step }) => model.mayEnd(step.accreditor, step.organisation),
    note: ({ model, step }) => model.accredited.delete(step.organisation),
  },
  goLive: {
    may: () => true,
    note: ({ model, step }) => model.live.add(AUTHORITY_OF[step.organisation]!),
  },
  halt: {
    may: () => true,
    note: ({ model, step }) => model.live.delete(AUTHORITY_OF[step.organisation]!),
  },
} satisfies Record<string, Deed>
export type PeopleDeed = keyof typeof PEOPLE_DEEDS

/** What others than accounts' own keepers decide, or is no act of a person. */
const NOT_SAID: PeopleStep['do'][] = ['train', 'outdate', 'case', 'caseEnds', 'goLive', 'halt']

/** Whether something leaves an entry when it is done: whoever has left cannot leave again, nor sign what they have signed. */
export function isSaid({ step, one }: AboutStep): boolean {
  if (step.do === 'signAnew') return one.agreed < Infinity
  return !NOT_SAID.includes(step.do) && !(step.do === 'close' && one.closed)
}
