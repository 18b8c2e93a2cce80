import { Injectable } from '@nestjs/common'
import { currentCall, unauthenticated } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { generateSync } from 'otplib'
import { PeopleService } from '../people/people.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SignInsService } from '../sign-ins/sign-ins.service.ts'
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
import { HashingService, hashSecret } from './hashing.service.ts'

export const TOTP_SEED = 'identity/totp-seed'
const ATTEMPTS = 'identity/attempts'

type Typed = readonly (readonly ['passwordHash' | 'pinHash', typed: string])[]

/** What counting a try has found, and what it is counted by. */
interface Limits {
  isOpen: boolean
  /** The account is shut if this one fails. */
  isLast: boolean
  account: string
  address: string
}

@Injectable()
export class AuthenticatorsService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly people: PeopleService,
    private readonly repository: AuthenticatorsRepository,
    private readonly hashing: HashingService,
    private readonly signIns: SignInsService,
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

  /** Whom something else than credentials proves, a code that was handed over: tries count with those of signing in. */
  async counted(username: string, find: () => Promise<Person | null>): Promise<Person> {
    const limits = await this.countTry(username)
    const person = await find()
    if (!limits.isOpen || !person) {
      if (limits.isLast) await this.signIns.shut()
      throw unauthenticated()
    }
    await this.repository.forgive(limits.account, limits.address)
    return person
  }

  async hashed({
    password,
    pin,
  }: Pick<TypedCredentials, 'password' | 'pin'>): Promise<Pick<Authenticator, 'passwordHash' | 'pinHash'>> {
    const [passwordHash, pinHash] = await Promise.all([hashSecret(password), hashSecret(pin)])
    return { passwordHash, pinHash }
  }

  /** In the transaction of the act: what somebody signs in with from now on, and nothing else. */
  replace(
    personId: string,
    { totpSecret, ...hashes }: Pick<Authenticator, 'passwordHash' | 'pinHash'> & { totpSecret: string },
  ): Promise<void> {
    return this.repository.replace({
      _id: personId,
      ...hashes,
      totpSeed: this.masterKey.seal(TOTP_SEED, totpSecret),
      lastStep: 0,
    })
  }

  /** Whether everything is right; forgives the try that was no failure, and counts the one that shuts a name, whoever's it is. */
  private async isRight(person: Person | null, secrets: Typed, code: string, limits: Limits): Promise<boolean> {
    if (await this.areAllRight(person, secrets, code, limits)) {
      await this.repository.forgive(limits.account, limits.address)
      return true
    }
    if (limits.isLast) await this.signIns.shut()
    return false
  }

  /** Looks at every secret whatever the others are, and takes the code. */
  private async areAllRight(person: Person | null, secrets: Typed, code: string, limits: Limits): Promise<boolean> {
    const authenticator = person && (await this.repository.findByPerson(person._id))
    const right = await Promise.all(
      secrets.map(([hash, typed]) => this.hashing.matches(authenticator?.[hash] ?? null, typed)),
    )
    const step = authenticator ? this.stepOf(authenticator, code) : null
    if (!limits.isOpen || !person || right.includes(false) || step === null) return false
    return this.repository.takeStep(person._id, step)
  }

  /** Counts before anything is hashed, so that a thousand tries at once are still a thousand. */
  private async countTry(username: string): Promise<Limits> {
    const account = `account:${this.masterKey.pseudonym(ATTEMPTS, username)}`
    const address = `address:${this.masterKey.pseudonym(ATTEMPTS, currentCall()?.address ?? '')}`
    const { isOpen: mayTry } = await this.repository.countTry(address, ADDRESS_LIMIT, WINDOW_MS)
    if (!mayTry) throw new Fault('too-many-requests', 'Too many failed sign-ins from this address; wait 15 minutes')
    return { ...(await this.repository.countTry(account, ACCOUNT_LIMIT, WINDOW_MS)), account, address }
  }

  private stepOf({ totpSeed }: Authenticator, code: string): number | null {
    const secret = this.masterKey.open(TOTP_SEED, bytesOf(totpSeed))
    return stepOf(code, new Date(), (step) => generateSync({ secret, epoch: step * STEP_SECONDS }))
  }
}
