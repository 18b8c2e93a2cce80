import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Leases, Sweep, transaction } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import pLimit from 'p-limit'
import type { CourseChange } from '../courses/courses.schema.ts'
import { CoursesService } from '../courses/courses.service.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import type { Look } from './certificates.schema.ts'
import { mayGive } from './judging.rules.ts'
import { TrainingService } from './training.service.ts'

const EVERY_MS = 10_000
/** Certificates that are judged in one transaction, and people whose training is worked out before it is noted that it was. */
const AT_A_TIME = 200
const AT_ONCE = 4
/** A transaction that began before a version was published has committed by then, or never does (MongoDB ends it after 60 s). */
const LONGEST_TRANSACTION_MS = 70_000

/**
 * What follows for others when somebody loses an accreditation or a certificate, or a course gets a new major version. What is to be done is stored with
 * what it comes of, so that it is done whatever is killed: by whoever waits for it, or by the sweep.
 */
@Injectable()
export class LookingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly training: TrainingService,
    private readonly courses: CoursesService,
    private readonly certificates: CertificatesRepository,
    leases: Leases,
    @Inject(LOG) log: Logger,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'training', everyMs: EVERY_MS, leases },
      work: (mayGoOn) => this.workOff(mayGoOn),
      onError: (error) => log.warn(describeError(error), 'training waits to be worked out'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** In the transaction that takes something from somebody. */
  add(identity: string, because: string): Promise<void> {
    return this.certificates.addLook(identity, because)
  }

  /** Somebody may have something to do. */
  wake(): void {
    this.sweep.wake()
  }

  /** Until nothing is left to be looked at. @returns whether that was so before it was told to stop */
  async finish(mayGoOn: () => boolean): Promise<boolean> {
    while (mayGoOn()) {
      const looks = await this.certificates.findLooks(AT_ONCE)
      if (looks.length === 0) return true
      await Promise.all(looks.map((look) => this.lookAgain(look)))
    }
    return false
  }

  /** All that is to be done now. */
  async workOff(mayGoOn: () => boolean): Promise<void> {
    await this.finish(mayGoOn)
    while (mayGoOn()) {
      const change = await this.courses.findChange(new Date())
      if (!change) return
      await this.carryOut(change, mayGoOn)
    }
  }

  /** Somebody holds less than before: their training is worked out anew, and so is whether they might have given what they gave. */
  private async lookAgain({ _id: identity }: Look): Promise<void> {
    await transaction(this.connection, async () => {
      const look = await this.certificates.getLook(identity)
      if (!look) return
      const now = new Date()
      await this.training.takeTurn(identity)
      await this.training.recompute(identity, now)
      const given = await this.certificates.findGiven(identity, look.done, AT_A_TIME)
      const isVoid = await this.certificates.findVoid(given.map(({ _id }) => _id))
      const giver = await this.training.giver(identity)
      const lost = given.filter((one) => !isVoid.has(one._id) && !mayGive(giver, one))
      await this.certificates.addVoid(lost.map(({ _id }) => ({ _id, at: now, because: look.because })))
      for (const holder of new Set(lost.map((one) => one.identity))) await this.add(holder, look.because)
      if (given.length === AT_A_TIME) await this.certificates.setLook({ _id: identity, done: given.at(-1)!._id })
      else await this.certificates.removeLook(identity)
    })
  }

  /** Everybody who holds a certificate of the course; then once more those who were given one while the version was being published. */
  private async carryOut(change: CourseChange, mayGoOn: () => boolean): Promise<void> {
    const since = change.secondAt && new Date(change.publishedAt.getTime() - LONGEST_TRANSACTION_MS)
    for (let { done } = change; mayGoOn();) {
      const holders = await this.certificates.findHolders(change.code, done, since, AT_A_TIME)
      const limit = pLimit(AT_ONCE)
      await Promise.all(holders.map((identity) => limit(() => this.recompute(identity))))
      if (holders.length < AT_A_TIME) return this.endPass(change)
      done = holders.at(-1)!
      await this.courses.setChange({ ...change, done })
    }
  }

  private recompute(identity: string): Promise<void> {
    return transaction(this.connection, async () => {
      await this.training.takeTurn(identity)
      await this.training.recompute(identity, new Date())
    })
  }

  private endPass(change: CourseChange): Promise<void> {
    if (change.secondAt) return this.courses.removeChange(change)
    const secondAt = new Date(change.publishedAt.getTime() + LONGEST_TRANSACTION_MS)
    return this.courses.setChange({ ...change, secondAt, done: '' })
  }
}
