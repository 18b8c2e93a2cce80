import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator'
import { LONGEST_ORGANISATION } from '@contactpoint/contracts'
import { isDuplicate, modelOf, transaction } from '@contactpoint/mongo'
import { MasterKey, runOnce } from '@contactpoint/runtime'
import { generateSecret } from 'otplib'
import mongoose, { type Connection } from 'mongoose'
import { randomBytes, randomInt } from 'node:crypto'
import { TOTP_SEED } from './authenticators/authenticators.service.ts'
import { hashSecret } from './authenticators/hashing.service.ts'
import { authenticators, type Authenticator } from './authenticators/authenticators.schema.ts'
import { certificates, type Certificate } from './training/certificates.schema.ts'
import { vouchedCertificates } from './training/vouched.rules.ts'
import { people as stored, type Person } from './people/people.schema.ts'

class FirstAccountConfig {
  /** Address of MongoDB as an administrator: a secret. */
  @IsString()
  mongodbAdminUri!: string

  /** 32 bytes, base64, the same as identity's: a secret. */
  @Matches(/^[A-Za-z0-9+/]{43}=$/)
  masterKey!: string

  @Matches(/^[a-z0-9.-]{3,100}$/)
  accountUsername!: string

  /** DfE code of the authority the person works for. */
  @IsInt()
  @Min(1)
  @Max(999)
  accountAuthority!: number

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  accountOrganisation = 'ContactPoint'
}

/** Until then somebody must have checked this person as everybody else is checked; here the operator vouches. */
const VOUCHED_MS = 90 * 24 * 60 * 60 * 1000

/** The same each time: of two who begin at once one is refused as a duplicate. */
const FIRST_PERSON = '00000000-0000-4000-8000-000000000001'

await runOnce(FirstAccountConfig, async (config) => {
  const connection = await mongoose
    .createConnection(config.mongodbAdminUri, { dbName: 'identity', autoIndex: false, autoCreate: false })
    .asPromise()
  try {
    const account = newAccount(config)
    const { person, authenticator } = await documentsOf(account, config)
    await transaction(connection, () => storeFirst(connection, person, authenticator)).catch((error) => {
      throw isDuplicate(error) ? alreadyThere() : error
    })
    process.stdout.write(`${JSON.stringify(account)}\n`)
  } finally {
    await connection.close()
  }
})

function newAccount({ accountUsername }: FirstAccountConfig) {
  return {
    username: accountUsername,
    password: randomBytes(12).toString('base64url'),
    pin: String(randomInt(1_000_000)).padStart(6, '0'),
    totpSecret: generateSecret(),
  }
}

async function documentsOf(account: ReturnType<typeof newAccount>, config: FirstAccountConfig) {
  const [passwordHash, pinHash] = await Promise.all([hashSecret(account.password), hashSecret(account.pin)])
  const totpSeed = new MasterKey(config.masterKey).seal(TOTP_SEED, account.totpSecret)
  const until = new Date(Date.now() + VOUCHED_MS)
  const person: Person = {
    _id: FIRST_PERSON,
    username: account.username,
    role: 'accreditor',
    authority: String(config.accountAuthority).padStart(3, '0'),
    organisation: config.accountOrganisation,
    preconditions: { identityCheck: until, enhancedDisclosure: until, training: until },
    overrideUntil: null,
  }
  const authenticator: Authenticator = { _id: FIRST_PERSON, passwordHash, pinHash, totpSeed, lastStep: 0 }
  return { person, authenticator }
}

async function storeFirst(connection: Connection, person: Person, authenticator: Authenticator): Promise<void> {
  const people = modelOf<Person>(connection, stored)
  if (await people.exists({})) throw alreadyThere()
  await modelOf<Authenticator>(connection, authenticators).create(authenticator)
  await people.create(person)
  const { training } = person.preconditions
  await modelOf<Certificate>(connection, certificates).insertMany(vouchedCertificates(person, training!, new Date()))
}

function alreadyThere(): Error {
  return new Error('There is an account already: only the first is made this way.')
}
