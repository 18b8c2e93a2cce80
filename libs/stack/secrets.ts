import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SERVICES, type Service } from '@contactpoint/contracts'
import { createUser, fromSeed } from '@nats-io/nkeys'

/** Everything secret that an embedded stack needs; kept in one file of mode 0600, made at the first start. */
export interface StackSecrets {
  /** nkey seeds, one a service. */
  busSeeds: Record<Service, string>
  /** Password of each service's database user. */
  storePasswords: Record<Service, string>
  mongoRootPassword: string
  /** What the members of the replica set know each other by. */
  mongoKeyFile: string
  /** 32 bytes, base64: wraps signing keys, token seeds and sealed audit parts. */
  masterKey: string
  /** 32 random bytes as text: seals the sessions of the pages. */
  sessionKey: string
}

/** Reads the secrets of a stack, or makes them. */
export async function stackSecrets(file: string): Promise<StackSecrets> {
  try {
    return await withAll(file, JSON.parse(await readFile(file, 'utf8')) as Partial<StackSecrets>)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const secrets = newSecrets()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}

/** A folder that an older version made lacks secrets that came later. */
async function withAll(file: string, kept: Partial<StackSecrets>): Promise<StackSecrets> {
  const secrets = { ...newSecrets(), ...kept }
  if (Object.keys(secrets).some((name) => !(name in kept)))
    await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}

export function newSecrets(): StackSecrets {
  return {
    busSeeds: eachService(() => new TextDecoder().decode(createUser().getSeed())),
    storePasswords: eachService(() => randomBytes(24).toString('base64url')),
    mongoRootPassword: randomBytes(24).toString('base64url'),
    mongoKeyFile: randomBytes(512).toString('base64'),
    masterKey: randomBytes(32).toString('base64'),
    sessionKey: randomBytes(32).toString('base64url'),
  }
}

/** The public half of a service's nkey. */
export function publicKeyOf(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey()
}

function eachService<T>(make: (service: Service) => T): Record<Service, T> {
  return Object.fromEntries(SERVICES.map((service) => [service, make(service)])) as Record<Service, T>
}
