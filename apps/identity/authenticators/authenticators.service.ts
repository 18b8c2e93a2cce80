import { Injectable } from '@nestjs/common'
import { currentCall, unauthenticated } from '@contactpoint/bus'
import { Fault, type KeyAssertion, type StepUp } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { generateSync } from 'otplib'
import { randomBytes } from 'node:crypto'
import { PeopleService } from '../people/people.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SecurityKeysService } from '../security-keys/security-keys.service.ts'
import { SignInsService } from '../sign-ins/sign-ins.service.ts'
import { AuthenticatorsRepository } from './authenticators.repository.ts'
import {
  ACCOUNT_LIMIT,
  ADDRESS_LIMIT,
  codesAreOver,
  STEP_SECONDS,
  stepOf,
  typedToken,
  WINDOW_MS,
  type TypedCredentials,
  type TypedToken,
} from './authenticators.rules.ts'
import { deviceToken, knownDevice } from './devices.rules.ts'
import type { Authenticator } from './authenticators.schema.ts'
import { HashingService, hashSecret } from './hashing.service.ts'

export const TOTP_SEED = 'identity/totp-seed'
const ATTEMPTS = 'identity/attempts'
const DEVICES = 'identity/known-devices'

type Typed = readonly (readonly ['passwordHash' | 'pinHash', typed: string])[]

/** What the security token says. @returns how it is used up, once everything else is right; null: it is wrong */
type Token = (authenticator: Authenticator | null) => Promise<(() => Promise<boolean>) | null>

/** What counting a try has found, and what it is counted by. */
interface Limits {
  isOpen: boolean
  /** The account is shut if this one fails. */
  isLast: boolean
  account: string
  /** Null: the address has no part in it. */
  address: string | null
  /** Whether it is somebody who has signed in there before, or is signed in: no stranger keeps them waiting. */
  isKnown: boolean
}

@Injectable()
export class AuthenticatorsService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly people: PeopleService,
    private readonly repository: AuthenticatorsRepository,
    private readonly hashing: HashingService,
    private readonly signIns: SignInsService,
    private readonly keys: SecurityKeysService,
  ) {}

  /**
   * Whose credentials these are. Every failure takes the same steps and says the same: an unknown name, a shut account, a
   * wrong or missing part, a code that was used.
   */
  async verify(typed: TypedCredentials): Promise<Person> {
    const device = this.knownDevice(typed)
    const limits = await (device === null
      ? this.countTry(typed.username)
      : this.countKnown('device', `${typed.username} ${device}`))
    const person = await this.people.findByUsername(typed.username)
    const secrets = [['passwordHash', typed.password] as const, ['pinHash', typed.pin] as const]
    const token = this.tokenOf(person, typed.username, typed, 'sign-in')
    if (!(await this.isRight(person, secrets, token, limits)) || !person) throw unauthenticated()
    return person
  }

  /** What the device shows when they sign in again: then it is none of a stranger. */
  deviceToken(typed: TypedCredentials): string {
    const deviceId = this.knownDevice(typed) ?? randomBytes(16).toString('base64url')
    return deviceToken(deviceId, typed.username, new Date(), this.sealDevice)
  }

  /** @throws Fault `step-up-failed`, whatever is wrong with what should show that it is still they */
  async assertStill(person: Person, proof: StepUp): Promise<void> {
    if (!(await this.confirm(person, proof))) throw wrongProof()
  }

  /** Whether it is still they: the PIN, and their key or a code that was not used. Wrong ones are counted by themselves: strangers have no part in them. */
  private async confirm(person: Person, { pin, ...proof }: StepUp): Promise<boolean> {
    const limits = await this.countKnown('person', person._id)
    const token = this.tokenOf(person, person.username, typedToken(proof), 'step-up')
    return this.isRight(person, [['pinHash', pin]], token, limits)
  }

  /**
   * Whose code somebody was told on the telephone: the code alone, as a PIN that is said aloud is none any more. Tries count against whoever types them and
   * whomever they name, for this alone: nobody is kept from signing in.
   */
  async confirmSaid(
    mediatorId: string,
    { username, code }: Pick<TypedCredentials, 'username' | 'code'>,
    mayAsk: (person: Person) => Promise<boolean>,
  ): Promise<Person | null> {
    const typist = await this.countKnown('mediator', mediatorId)
    // Whoever is shut out themselves does not shut out whom they name.
    const named = typist.isOpen ? await this.countKnown('asker', username) : typist
    const person = await this.people.findByUsername(username)
    const isRight = await this.areAllRight(person, [], this.typedCode(code), named)
    // A code of one's own, or of somebody who may not ask, is a try like any other.
    if (!isRight || !person || !(await mayAsk(person))) return null
    for (const { account } of [typist, named]) await this.repository.forgive(account, null)
    return person
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
      ...{ lastStep: 0, keysAt: null },
    })
  }

  /** In the transaction of the act: keys were added or removed, and from the first on codes are over. @throws Fault `unauthenticated` when nothing signs them in */
  async keysChange(personId: string): Promise<void> {
    if (!(await this.repository.setKeysAt(personId, new Date()))) throw unauthenticated()
  }

  /** In the transaction of the act: nothing signs them in any more. */
  async remove(personId: string): Promise<void> {
    await this.keys.removeAllOf(personId)
    await this.repository.remove(personId)
  }

  /** Whether everything is right; forgives the try that was no failure, and counts the one that shuts a name, whoever's it is. */
  private async isRight(person: Person | null, secrets: Typed, token: Token, limits: Limits): Promise<boolean> {
    if (await this.areAllRight(person, secrets, token, limits)) {
      await this.repository.forgive(limits.account, limits.address)
      return true
    }
    if (limits.isLast) await this.signIns.shut()
    return false
  }

  /** Looks at every secret whatever the others are, and takes the code or the signature. */
  private async areAllRight(person: Person | null, secrets: Typed, token: Token, limits: Limits): Promise<boolean> {
    const authenticator = person && (await this.repository.findByPerson(person._id))
    const right = await Promise.all(
      secrets.map(([hash, typed]) => this.hashing.matches(authenticator?.[hash] ?? null, typed, limits.isKnown)),
    )
    const take = await token(authenticator)
    if (!limits.isOpen || !person || right.includes(false) || take === null) return false
    return take()
  }

  /** Looks at the code of whoever may not sign in by one all the same: it takes as long. */
  private tokenOf(person: Person | null, username: string, typed: TypedToken, purpose: 'sign-in' | 'step-up'): Token {
    if (typed.assertion) return this.signed(person, username, typed.assertion, purpose)
    const code = this.typedCode(typed.code)
    return async (authenticator) => {
      const take = await code(authenticator)
      return authenticator && codesAreOver(authenticator) ? null : take
    }
  }

  private typedCode(code: string): Token {
    return async (authenticator) => {
      const step = authenticator ? this.stepOf(authenticator, code) : null
      return authenticator && step !== null ? () => this.repository.takeStep(authenticator._id, step) : null
    }
  }

  private signed(
    person: Person | null,
    username: string,
    assertion: KeyAssertion,
    purpose: 'sign-in' | 'step-up',
  ): Token {
    return async () => {
      const signed = await this.keys.read(person, username, assertion, purpose)
      return person && signed ? () => this.keys.take(person, signed) : null
    }
  }

  /** Counts before anything is hashed, so that a thousand tries at once are still a thousand. */
  private async countTry(username: string): Promise<Limits> {
    const account = `account:${this.masterKey.pseudonym(ATTEMPTS, username)}`
    const address = `address:${this.masterKey.pseudonym(ATTEMPTS, currentCall()?.address ?? '')}`
    const { isOpen: mayTry } = await this.repository.countTry(address, ADDRESS_LIMIT, WINDOW_MS)
    if (!mayTry) throw new Fault('too-many-requests', 'Too many failed sign-ins from this address; wait 15 minutes')
    return { ...(await this.repository.countTry(account, ACCOUNT_LIMIT, WINDOW_MS)), account, address, isKnown: false }
  }

  /**
   * The tries of whom strangers cannot shut out: neither those who know the user name nor those behind the same address count against
   * them.
   */
  private async countKnown(kind: 'device' | 'person' | 'mediator' | 'asker', whose: string): Promise<Limits> {
    const account = `${kind}:${this.masterKey.pseudonym(ATTEMPTS, whose)}`
    const counted = await this.repository.countTry(account, ACCOUNT_LIMIT, WINDOW_MS)
    return { ...counted, account, address: null, isKnown: true }
  }

  private knownDevice({ device, username }: TypedCredentials): string | null {
    return knownDevice(device, username, new Date(), this.sealDevice)
  }

  private readonly sealDevice = (text: string): string => this.masterKey.pseudonym(DEVICES, text)

  private stepOf({ totpSeed }: Authenticator, code: string): number | null {
    const secret = this.masterKey.open(TOTP_SEED, bytesOf(totpSeed))
    return stepOf(code, new Date(), (step) => generateSync({ secret, epoch: step * STEP_SECONDS }))
  }
}

/** The same for whatever is wrong. */
export function wrongProof(): Fault {
  return new Fault('step-up-failed', 'The PIN, the code or the key is wrong, or was used before')
}
