import { MODULES_OF, TRAINING_MODULES, type Role, type TrainingModule } from '@contactpoint/contracts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Two accounts of whom the second is another role of the first trainer of Leeds. */
export const TRAINED_ACCOUNTS: [id: string, who: string, role: Role, authority: string][] = [
  ['t-n1', 't-n1', 'trainer', '000'],
  ['t-n2', 't-n2', 'trainer', '000'],
  ['t-l1', 't-l1', 'trainer', '383'],
  ['t-l2', 't-l2', 'trainer', '383'],
  ['d-l1', 't-l1', 'data-steward', '383'],
  ['p-1', 'p-1', 'practitioner', '383'],
  ['m-1', 'm-1', 'cpmt', '383'],
]

/** Which modules each course teaches, in all of its versions. */
export const TAUGHT: Record<string, readonly TrainingModule[]> = {
  CORE: TRAINING_MODULES,
  PART: ['correct-use', 'monitoring', 'consequences', 'data-protection', 'shielding'],
}

export function trainedAccount(id: string): (typeof TRAINED_ACCOUNTS)[number] {
  return TRAINED_ACCOUNTS.find(([one]) => one === id)!
}

/**
 * Who is trained until when, told once more, forwards: each certificate stands or not by those before it, with all that is known of trainers now.
 * It shares nothing with what it is held against but which role needs what.
 */
export class TrainingModel {
  readonly versions: { course: string; major: number; minor: number; months: number; grace: number; at: number }[] = []
  readonly accreditations: { trainer: string; at: number; until: number }[] = []
  readonly withdrawals: { trainer: string; from: number; at: number }[] = []
  readonly given: { to: string; module: TrainingModule; course: string; major: number; at: number; until: number; trainer: string | null; by: string }[] = [] // prettier-ignore

  latest(course: string) {
    return this.versions.filter((one) => one.course === course).at(-1)
  }

  endOf({ course, major, until }: (typeof this.given)[number]): number {
    const firsts = this.versions.filter((one) => one.course === course && one.minor === 0 && one.major > major)
    return firsts.reduce((end, { at, grace }) => Math.min(end, at + grace * DAY_MS), until)
  }

  isAccredited(trainer: string, at: number): boolean {
    return this.accreditations
      .filter((one) => one.trainer === trainer)
      .map((one) => {
        const ends = this.withdrawals.filter((w) => w.trainer === trainer && w.at >= one.at).map((w) => w.from)
        return { from: one.at, until: Math.min(one.until, ...ends) }
      })
      .some(({ from, until }) => from <= at && at < until)
  }

  /** In the order in which they were given: one can rest on earlier ones only. */
  standing() {
    const stand: typeof this.given = []
    for (const one of this.given) {
      const holds = (module: TrainingModule) => this.holds(stand, trainedAccount(one.trainer!)[1], module, one.at)
      if (one.trainer === null || (this.isAccredited(one.trainer, one.at) && holds('trainer') && holds(one.module)))
        stand.push(one)
    }
    return stand
  }

  holds(stand: typeof this.given, who: string, module: TrainingModule, at: number, notBy?: string): boolean {
    return stand.some(
      (one) => one.to === who && one.module === module && one.at < at && this.endOf(one) > at && one.by !== notBy,
    )
  }

  trained([, who, role]: (typeof TRAINED_ACCOUNTS)[number]): Date | null {
    const stand = this.standing()
    const ends = MODULES_OF[role].map((module) =>
      Math.max(-1, ...stand.filter((one) => one.to === who && one.module === module).map((one) => this.endOf(one))),
    )
    return Math.min(...ends) < 0 ? null : new Date(Math.min(...ends))
  }
}

/** The last day of the month where there is no such day: of the 5th to the 28th, which are taken here, each month has one. */
export const monthsLater = (at: number, months: number): number => {
  const day = new Date(at)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate())
}
