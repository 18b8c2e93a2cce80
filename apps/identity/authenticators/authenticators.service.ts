import { Injectable } from '@nestjs/common'
import { currentCall, unauthenticated } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { generateSync } from 'otplib'
import { PeopleService } from '../people/people.service.ts'
import type { Person } from '../people/people.schema.ts'
import { AuthenticatorsRepository } from './authenticators.repository.ts'
import {
  ACCOUNT_LIMIT,
  ADDRESS_LIMIT,
  STEP_SECONDS,
  stepOf,
  WINDOW_MS,
  type TypedCredentials,
} from './authenticators.rules.ts'
import type { Authenticator } from './authenticators.schema.ts'
import { HashingService } from './hashing.service.ts'

export const TOTP_SEED = 'identity/totp-seed'
const ATTEMPTS = 'identity/attempts'

@Injectable()
export class AuthenticatorsService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly people: PeopleService,
    private readonly repository: AuthenticatorsRepository,
    private readonly hashing: HashingService,
  ) {}

  /**
   * Whose credentials these are. Every failure takes the same steps and says the same: an unknown name, a shut account, a
   * wrong or missing part, a code that was used.
   */
  async verify(typed: TypedCredentials): Promise<Person> {
    const limits = await this.countTry(typed.username)
    const person = await this.people.findByUsername(typed.username)
    const secrets = [['passwordHash', typed.password] as const, ['pinHash', typed.pin] as const]
    if (!(await this.isRight(person, secrets, typed.code, limits)) || !person) throw unauthenticated()
    return person
  }

  /**
   * Whether it is still they: the PIN, and a code that was not used. Wrong ones count with those of signing in, and shut the account as they
   * do.
   */
  async confirm(person: Person, { pin, code }: Pick<TypedCredentials, 'pin' | 'code'>): Promise<boolean> {
    const limits = await this.countTry(person.username)
    return this.isRight(person, [['pinHash', pin]], code, limits)
  }

  /** Looks at every secret whatever the others are, takes the code, and forgives the try that was no failure. */
  private async isRight(
    person: Person | null,
    secrets: readonly (readonly ['passwordHash' | 'pinHash', typed: string])[],
    code: string,
    limits: Awaited<ReturnType<AuthenticatorsService['countTry']>>,
  ): Promise<boolean> {
    const authenticator = person && (await this.repository.findByPerson(person._id))
    const right = await Promise.all(
      secrets.map(([hash, typed]) => this.hashing.matches(authenticator?.[hash] ?? null, typed)),
    )
    const step = authenticator ? this.stepOf(authenticator, code) : null
    if (!limits.open || !person || right.includes(false) || step === null) return false
    if (!(await this.repository.takeStep(person._id, step))) return false
    await this.repository.forgive(limits.account, limits.address)
    return true
  }

  /** Counts before anything is hashed, so that a thousand tries at once are still a thousand. */
  private async countTry(username: string): Promise<{ open: boolean; account: string; address: string }> {
    const account = `account:${this.masterKey.pseudonym(ATTEMPTS, username)}`
    const address = `address:${this.masterKey.pseudonym(ATTEMPTS, currentCall()?.address ?? '')}`
    const mayTry = await this.repository.countTry(address, ADDRESS_LIMIT, WINDOW_MS)
    if (!mayTry) throw new Fault('too-many-requests', 'Too many failed sign-ins from this address; wait 15 minutes')
    return { open: await this.repository.countTry(account, ACCOUNT_LIMIT, WINDOW_MS), account, address }
  }

  private stepOf({ totpSeed }: Authenticator, code: string): number | null {
    const secret = this.masterKey.open(TOTP_SEED, bytesOf(totpSeed))
    return stepOf(code, new Date(), (step) => generateSync({ secret, epoch: step * STEP_SECONDS }))
  }
}
