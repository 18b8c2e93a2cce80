import { Injectable } from '@nestjs/common'
import { unauthenticated, type Caller } from '@contactpoint/bus'
import { Fault, KEY_MS, type AddSecurityKey, type KeyAssertion, type KeySignInOptions } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { randomBytes } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { IdentityConfig } from '../identity.config.ts'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { SecurityKeysRepository } from './security-keys.repository.ts'
import { ALGORITHMS, challengeHash, challengeIn, idsShown, usableIds } from './security-keys.rules.ts'
import type { ChallengePurpose, StoredKey } from './security-keys.schema.ts'

const DECOYS = 'identity/decoy-keys'
const SUBJECTS = 'identity/key-challenges'

/** A signature that is right, and what its key counts. */
export interface Signed {
  key: StoredKey
  counter: number
}

/** Keys that sign for our origin alone, so that whoever relays what somebody types has nothing of them (AC-19). */
@Injectable()
export class SecurityKeysService {
  constructor(
    private readonly config: IdentityConfig,
    private readonly masterKey: MasterKey,
    private readonly people: PeopleService,
    private readonly acts: ActsService,
    private readonly repository: SecurityKeysRepository,
  ) {}

  /** Says of no name whether it is anybody's, nor whether it has keys. */
  async options(username: string): Promise<KeySignInOptions> {
    const person = await this.people.findByUsername(username)
    const keys = await this.repository.findByPerson(person?._id ?? '')
    return this.asking(
      'sign-in',
      username,
      idsShown(usableIds(keys), (place) => this.drawn(username, place)),
    )
  }

  /** Of somebody who is signed in: their own keys, and no others. */
  async stepUpOptions({ personId }: Caller): Promise<KeySignInOptions> {
    const person = await this.people.findById(personId)
    if (!person) throw unauthenticated()
    return this.asking('step-up', person.username, usableIds(await this.repository.findByPerson(personId)))
  }

  /** @returns 32 random bytes, base64url, kept as a hash */
  async newChallenge(purpose: ChallengePurpose, username: string): Promise<string> {
    const challenge = randomBytes(32).toString('base64url')
    const until = new Date(Date.now() + KEY_MS)
    await this.repository.ask({ ...this.kept(challenge, purpose, username), until })
    return challenge
  }

  /** Takes the challenge, whatever becomes of it. @returns null when anything of the signature is not right */
  async read(
    person: Person | null,
    username: string,
    assertion: KeyAssertion,
    purpose: Exclude<ChallengePurpose, 'registration'>,
  ): Promise<Signed | null> {
    const challenge = challengeIn(assertion.clientDataJSON)
    const isOurs = await this.repository.take(this.kept(challenge, purpose, username))
    const keys = await this.repository.findByPerson(person?._id ?? '')
    const key = keys.find(({ credentialId, shutAt }) => credentialId === assertion.id && !shutAt)
    if (!isOurs || !key) return null
    const { id, ...response } = assertion
    const verified = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      ...this.expected(challenge),
      // What it counts is taken in one step with what was counted before: see `take`.
      credential: { id, publicKey: new Uint8Array(bytesOf(key.publicKey)), counter: 0 },
    }).catch(() => null)
    return verified?.verified ? { key, counter: verified.authenticationInfo.newCounter } : null
  }

  /** A counter that does not grow says that there are two of the key: neither signs anything any more. */
  async take(person: Person, { key, counter }: Signed): Promise<boolean> {
    const now = new Date()
    if (await this.repository.count(key._id, counter, now)) return true
    const { _id: personId, role, organisation } = person
    const whose = { personId, identity: identityOf(person), role, organisation }
    await this.acts.record(whose, 'key-shut', { keyId: key._id }, () => this.repository.shut(key._id, now))
    return false
  }

  /** @returns null when anything of it is not right */
  async readNew(
    { username }: Person,
    { id, ...response }: AddSecurityKey,
  ): Promise<Pick<StoredKey, 'credentialId' | 'publicKey' | 'counter'> | null> {
    const challenge = challengeIn(response.clientDataJSON)
    if (!(await this.repository.take(this.kept(challenge, 'registration', username)))) return null
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      ...this.expected(challenge),
      supportedAlgorithmIDs: [...ALGORITHMS],
    }).catch(() => ({ registrationInfo: null }))
    if (!registrationInfo) return null
    const { credential } = registrationInfo
    return { credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), counter: credential.counter }
  }

  /** Those that were shut too, the first added at the top. */
  of(personId: string): Promise<StoredKey[]> {
    return this.repository.findByPerson(personId)
  }

  /** In the transaction of the act. @throws a duplicate when its place or the credential is taken */
  add(key: StoredKey): Promise<void> {
    return this.repository.add(key)
  }

  /** In the transaction of the act. @throws Fault `not-found`, and `conflict` for the last that signs */
  async remove(personId: string, keyId: string): Promise<void> {
    if (!(await this.repository.remove(personId, keyId))) throw Fault.notFound()
    if (usableIds(await this.repository.findByPerson(personId)).length === 0)
      throw Fault.conflict('The last key cannot be removed: add another first, or be recovered in person')
  }

  /** In the transaction of the act. */
  removeAllOf(personId: string): Promise<void> {
    return this.repository.removeAllOf(personId)
  }

  private async asking(purpose: ChallengePurpose, username: string, ids: readonly string[]): Promise<KeySignInOptions> {
    return {
      challenge: await this.newChallenge(purpose, username),
      ...{ timeout: KEY_MS, rpId: this.config.relyingParty, userVerification: 'required' },
      allowCredentials: ids.map((id) => ({ id, type: 'public-key' })),
    }
  }

  private expected(challenge: string) {
    return {
      expectedChallenge: challenge,
      expectedOrigin: this.config.webOrigin,
      expectedRPID: this.config.relyingParty,
      requireUserVerification: true,
    }
  }

  private kept(challenge: string, purpose: ChallengePurpose, username: string) {
    return { _id: challengeHash(challenge), purpose, subject: this.masterKey.pseudonym(SUBJECTS, username) }
  }

  /** 64 bytes, the same each time. */
  private drawn(username: string, place: number): Buffer {
    const halves = [0, 1].map((half) => this.masterKey.pseudonym(DECOYS, JSON.stringify([username, place, half])))
    return Buffer.from(halves.join(''), 'hex')
  }
}
