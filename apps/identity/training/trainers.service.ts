import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  type AccreditTrainer,
  type TrainerNow,
  type TrainerWithdrawn,
  type TrainingsRead,
  type WithdrawTrainer,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import { LookingService } from './looking.service.ts'
import {
  isCertifiedByAnother,
  isFit,
  isTrainerInReach,
  maySeeTrainings,
  sameWithdrawal,
  toTrainer,
  toTrainings,
  trainerState,
} from './trainers.rules.ts'
import { TrainersRepository } from './trainers.repository.ts'
import type { Withdrawal } from './trainers.schema.ts'
import { TrainingService } from './training.service.ts'

/** Accrediting a trainer and founding one exclude each other: both take this turn. */
const FIRST_TRAINER = 'first-trainer'
/** Running accreditations that are looked at for one that is in force. */
const MOST_RUNNING = 200
/** How long a withdrawal goes on working out what follows before it answers that the rest follows by itself. */
const LONGEST_WAIT_MS = 8_000

/** Who may certify others (S07). */
@Injectable()
export class TrainersService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly training: TrainingService,
    private readonly looking: LookingService,
    private readonly certificates: CertificatesRepository,
    private readonly trainers: TrainersRepository,
  ) {}

  async accredit(caller: Caller, ask: AccreditTrainer): Promise<TrainerNow> {
    const person = await this.trainerOf(caller, ask.personId)
    const until = new Date(ask.until)
    if (!isFit(until, new Date())) throw Fault.invalid('until', 'must be after now and within two years')
    const about = { personId: person._id, until: ask.until }
    return this.acts.record(caller, 'trainer-accredit', about, async () => {
      const [identity, now] = [identityOf(person), new Date()]
      await this.training.takeTurn(FIRST_TRAINER)
      await this.training.takeTurn(identity)
      if (!isCertifiedByAnother(await this.training.holdingOf(identity), caller, now))
        throw Fault.conflict('Nobody else has certified them as a trainer, in date')
      const whose = { _id: randomUUID(), personId: person._id, identity, authority: person.authority }
      const accreditation = { ...whose, by: caller.identity, at: now, until }
      await this.trainers.accredit(accreditation)
      return toTrainer(accreditation, [], now)
    })
  }

  /**
   * Ends every accreditation of an account, and voids what it gave from an instant on, with all that was given on the strength of that. It is stored before
   * anything is worked out, so that it is carried out whatever is killed.
   */
  async withdraw(caller: Caller, ask: WithdrawTrainer): Promise<TrainerWithdrawn> {
    const person = await this.trainerOf(caller, ask.personId)
    const from = new Date(ask.from)
    if (!(from <= new Date())) throw Fault.invalid('from', 'must not be after now')
    const about = { personId: person._id, from: ask.from }
    const keep = () => this.keepWithdrawal(caller, person, from)
    const { _id } = await this.acts.record(caller, 'trainer-withdraw', about, keep)
    const end = performance.now() + LONGEST_WAIT_MS
    const isComplete = await this.looking.finish(() => performance.now() < end)
    if (!isComplete) this.looking.wake()
    const voided = await this.certificates.countVoid(_id)
    return { personId: person._id, from: from.toISOString(), voided, isComplete }
  }

  async trainingsOf(caller: Caller, personId: string): Promise<TrainingsRead> {
    const person = await this.people.findById(personId)
    if (!maySeeTrainings(person, caller)) throw Fault.notFound()
    return toTrainings(person, await this.training.holdingOf(identityOf(person)))
  }

  /** In the transaction that founds one. @returns whether no trainer is accredited anywhere */
  async isNobodyAccredited(now: Date): Promise<boolean> {
    await this.training.takeTurn(FIRST_TRAINER)
    const running = await this.trainers.findRunning(now, MOST_RUNNING)
    const withdrawals = await this.trainers.findWithdrawals(running.map(({ personId }) => personId))
    const isOver = running.every((one) => trainerState(one, withdrawals, now) !== 'live')
    return isOver && running.length < MOST_RUNNING
  }

  private async keepWithdrawal(caller: Caller, person: Person, from: Date): Promise<Withdrawal> {
    const identity = identityOf(person)
    await this.training.takeTurn(identity)
    const known = await this.training.giver(identity)
    const before = sameWithdrawal(known, person._id, from)
    if (before) return before
    if (!known.accreditations.some(({ personId }) => personId === person._id)) throw Fault.notFound()
    const withdrawal = { _id: randomUUID(), personId: person._id, from, by: caller.identity, at: new Date() }
    await this.trainers.withdraw(withdrawal)
    await this.looking.add(identity, withdrawal._id)
    return withdrawal
  }

  private async trainerOf(caller: Caller, personId: string): Promise<Person> {
    const person = await this.people.findById(personId)
    if (!isTrainerInReach(person, caller)) throw Fault.notFound()
    if (identityOf(person) === caller.identity) throw Fault.conflict('This step takes somebody else')
    return person
  }
}
