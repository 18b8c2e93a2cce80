import { Injectable } from '@nestjs/common'
import { unauthenticated, type Caller } from '@contactpoint/bus'
import {
  Fault,
  KEY_MS,
  type AddSecurityKey,
  type StepUp,
  type KeyRegistrationOptions,
  type RemoveSecurityKey,
  type SecurityKey,
  type SecurityKeysListed,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { createHash, randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { AuthenticatorsService, wrongProof } from '../authenticators/authenticators.service.ts'
import { IdentityConfig } from '../identity.config.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { ALGORITHMS, freePlace } from '../security-keys/security-keys.rules.ts'
import type { StoredKey } from '../security-keys/security-keys.schema.ts'
import { SecurityKeysService } from '../security-keys/security-keys.service.ts'

/** How somebody who is signed in adds and removes their security keys. */
@Injectable()
export class KeyRegistrationsService {
  constructor(
    private readonly config: IdentityConfig,
    private readonly people: PeopleService,
    private readonly authenticators: AuthenticatorsService,
    private readonly keys: SecurityKeysService,
    private readonly acts: ActsService,
  ) {}

  async begin(caller: Caller, proof: StepUp): Promise<KeyRegistrationOptions> {
    const person = await this.proven(caller, proof)
    const keys = await this.keys.of(person._id)
    placeAmong(keys)
    return {
      rp: { id: this.config.relyingParty, name: 'ContactPoint' },
      user: { id: handleOf(person), name: person.username, displayName: person.username },
      challenge: await this.keys.newChallenge('registration', person.username),
      timeout: KEY_MS,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: keys.map(({ credentialId }) => ({ id: credentialId, type: 'public-key' })),
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
      attestation: 'none',
    }
  }

  /** The challenge was given to whoever proved who they are: it stands for the proof. */
  async add(caller: Caller, ask: AddSecurityKey): Promise<SecurityKey> {
    const person = await this.person(caller)
    const read = await this.keys.readNew(person, ask)
    if (!read) throw wrongProof()
    const place = placeAmong(await this.keys.of(person._id))
    const about = { _id: randomUUID(), personId: person._id, place, addedAt: new Date(), usedAt: null, shutAt: null }
    const key = { ...about, ...read }
    await this.acts
      .record(caller, 'key-add', { keyId: key._id }, async () => {
        await this.authenticators.keysChange(person._id)
        await this.keys.add(key)
      })
      .catch((error: unknown) => {
        throw isDuplicate(error) ? taken() : error
      })
    return toSecurityKey(key)
  }

  async list({ personId }: Caller): Promise<SecurityKeysListed> {
    return { items: (await this.keys.of(personId)).map(toSecurityKey), next: null }
  }

  async remove(caller: Caller, { keyId, ...proof }: RemoveSecurityKey): Promise<object> {
    const { _id: personId } = await this.proven(caller, proof)
    await this.acts.record(caller, 'key-remove', { keyId }, async () => {
      await this.authenticators.keysChange(personId)
      await this.keys.remove(personId, keyId)
    })
    return {}
  }

  private async proven(caller: Caller, proof: StepUp): Promise<Person> {
    const person = await this.person(caller)
    await this.authenticators.assertStill(person, proof)
    return person
  }

  private async person({ personId }: Caller): Promise<Person> {
    const person = await this.people.findById(personId)
    if (!person) throw unauthenticated()
    return person
  }
}

function taken(): Fault {
  return Fault.conflict('There is no place for this key: a person has three at the most, and each once')
}

/** @throws Fault `conflict` when all are taken */
function placeAmong(keys: readonly StoredKey[]): number {
  const place = freePlace(keys.map((key) => key.place))
  if (place === null) throw taken()
  return place
}

/** What a key keeps of an account says nothing of it. */
function handleOf({ _id }: Person): string {
  return createHash('sha256').update(`security-key ${_id}`).digest('base64url')
}

function toSecurityKey({ _id, addedAt, usedAt, shutAt }: StoredKey): SecurityKey {
  return {
    ...{ keyId: _id, addedAt: addedAt.toISOString(), usedAt: usedAt?.toISOString() ?? null },
    isShut: shutAt !== null,
  }
}
