import { Injectable } from '@nestjs/common'
import type { TrainingBreakdown } from '@contactpoint/contracts'
import { identityOf } from '../people/people.rules.ts'
import { PeopleService } from '../people/people.service.ts'
import type { Person } from '../people/people.schema.ts'
import { CoursesService } from '../courses/courses.service.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import type { Certificate } from './certificates.schema.ts'
import { trainedUntil, weekOf, type Major } from './judging.rules.ts'
import { TrainedAccountsRepository } from './trained-accounts.repository.ts'
import { TrainersRepository } from './trainers.repository.ts'
import type { Accreditation, Withdrawal } from './trainers.schema.ts'

/** What somebody holds that is not void, and what ends it. */
export interface Holding {
  certificates: Certificate[]
  majors: Major[]
}

/** The same, with what they may certify others by: see `Giver` of the rules. */
export interface GiverHolding extends Holding {
  accreditations: Accreditation[]
  withdrawals: Withdrawal[]
}

/** Who holds which certificates, and until when each account is trained by that. What sign-in asks stands with the account. */
@Injectable()
export class TrainingService {
  constructor(
    private readonly people: PeopleService,
    private readonly courses: CoursesService,
    private readonly certificates: CertificatesRepository,
    private readonly trainers: TrainersRepository,
    private readonly trained: TrainedAccountsRepository,
  ) {}

  /** In a transaction, before it looks at anything of theirs: whoever else changes what they hold or give begins again. */
  takeTurn(identity: string): Promise<void> {
    return this.certificates.takeTurn(identity)
  }

  async holdingOf(identity: string): Promise<Holding> {
    const all = await this.certificates.findOf([identity])
    const isVoid = await this.certificates.findVoid(all.map(({ _id }) => _id))
    const standing = all.filter(({ _id }) => !isVoid.has(_id))
    const codes = standing.flatMap(({ courseCode }) => courseCode ?? [])
    return { certificates: standing, majors: await this.courses.majorsOf(codes) }
  }

  /** All by which it is judged what somebody may certify others for, or might have. */
  async giver(identity: string): Promise<GiverHolding> {
    const holding = await this.holdingOf(identity)
    const accreditations = await this.trainers.findOf(identity)
    const accounts = [...new Set(accreditations.map(({ personId }) => personId))]
    return { ...holding, accreditations, withdrawals: await this.trainers.findWithdrawals(accounts) }
  }

  /** In a transaction that has taken the turn of both. @returns until when the account is trained then; null: a module is missing */
  async give(account: Person, certificates: Certificate[], now: Date): Promise<Date | null> {
    await this.certificates.add(certificates)
    const identity = identityOf(account)
    await this.recompute(identity, now)
    const { certificates: held, majors } = await this.holdingOf(identity)
    return trainedUntil(account.role, held, majors)
  }

  /** Keeps with every account of somebody until when it is trained. In a transaction that has taken their turn; again, it does no harm. */
  async recompute(identity: string, now: Date): Promise<void> {
    const { certificates, majors } = await this.holdingOf(identity)
    for (const account of await this.people.accountsOf(identity)) {
      const until = trainedUntil(account.role, certificates, majors)
      await this.people.setTraining(account._id, until)
      await this.keepTrained(account, until, now)
    }
  }

  /** How many accounts are trained now that came to be so in these weeks. */
  countTrained(
    by: TrainingBreakdown,
    weeks: { from: string; to: string },
    most: number,
  ): Promise<{ key: string; count: number }[]> {
    return this.trained.count(by, weeks, most)
  }

  /** Who is trained again after a gap counts in the week in which they are; who renews in time stays where they were. */
  private async keepTrained(account: Person, until: Date | null, now: Date): Promise<void> {
    const { _id, authority, organisation } = account
    if (!until || until <= now) return this.trained.remove(_id)
    const before = await this.trained.find(_id)
    const week = before && before.until > now ? before.week : weekOf(now)
    await this.trained.set({ _id, authority, organisation, week, until })
  }
}
