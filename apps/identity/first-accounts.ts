import { IsString, Matches, MaxLength } from 'class-validator'
import { LONGEST_ORGANISATION, NATIONAL_DESK, ORGANISATION_EVIDENCE } from '@contactpoint/contracts'
import { isDuplicate, modelOf, transaction, withDatabase } from '@contactpoint/mongo'
import { runOnce } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import { randomBytes } from 'node:crypto'
import { codeHash, ENROLMENT_MS, enrolmentCode } from './enrolments/enrolments.rules.ts'
import { enrolments, type Enrolment } from './enrolments/enrolments.schema.ts'
import { organisations, type StoredOrganisation } from './organisations/organisations.schema.ts'
import { certificates, type Certificate } from './training/certificates.schema.ts'
import { vouchedCertificates } from './training/vouched.rules.ts'
import { people as stored, type Person } from './people/people.schema.ts'

const USERNAME = /^[a-z0-9][a-z0-9.-]{2,49}$/

class FirstAccountsConfig {
  /** Address of MongoDB as an administrator: a secret. */
  @IsString()
  mongodbAdminUri!: string

  @Matches(USERNAME)
  firstUsername!: string

  /** One alone could approve nobody. */
  @Matches(USERNAME)
  secondUsername!: string

  /** Whom both work for. */
  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  accountOrganisation!: string
}

/** Until then somebody must have checked them as everybody else is checked; here the operator vouches. */
const VOUCHED_MS = 90 * 24 * 60 * 60 * 1000

/** The same each time: of two who begin at once one is refused as a duplicate. */
const FIRST = '00000000-0000-4000-8000-00000000000'

/** Who vouches, where an account says who made and who approved it. */
const OPERATOR = 'operator'

await runOnce(FirstAccountsConfig, async (config) => {
  const invited = [config.firstUsername, config.secondUsername].map(newlyInvited)
  await withDatabase(config.mongodbAdminUri, 'identity', (connection) =>
    transaction(connection, () => storeFirst(connection, config, invited)).catch((error) => {
      throw isDuplicate(error) ? alreadyThere() : error
    }),
  )
  process.stdout.write(`${JSON.stringify(invited)}\n`)
})

interface Invited {
  personId: string
  username: string
  enrolmentCode: string
}

function newlyInvited(username: string, n: number): Invited {
  return { personId: `${FIRST}${n + 1}`, username, enrolmentCode: enrolmentCode(randomBytes(16)) }
}

async function storeFirst(connection: Connection, config: FirstAccountsConfig, invited: Invited[]): Promise<void> {
  const people = modelOf<Person>(connection, stored)
  if (await people.exists({})) throw alreadyThere()
  const until = new Date(Date.now() + VOUCHED_MS)
  const organisation = organisationOf(config, until)
  await modelOf<StoredOrganisation>(connection, organisations).create([organisation])
  const accounts = invited.map(({ personId, username }) => accreditor(personId, username, organisation))
  await people.insertMany(accounts)
  const held = accounts.flatMap((account) => vouchedCertificates(account, until, new Date()))
  await modelOf<Certificate>(connection, certificates).insertMany(held)
  const week = new Date(Date.now() + ENROLMENT_MS)
  const codes = accounts.map(({ _id }, n) => ({ _id, codeHash: codeHash(invited[n]!.enrolmentCode), until: week }))
  await modelOf<Enrolment>(connection, enrolments).insertMany(codes)
}

function organisationOf({ accountOrganisation }: FirstAccountsConfig, until: Date): StoredOrganisation {
  const [now, evidence] = [new Date(), [...ORGANISATION_EVIDENCE]]
  return {
    ...{ _id: `${FIRST}0`, name: accountOrganisation, sector: 'social-care', authority: NATIONAL_DESK },
    ...{
      phone: null,
      email: null,
      contactConfirmedAt: now,
      accreditedUntil: until,
      createdBy: OPERATOR,
      createdAt: now,
    },
    accreditations: [{ until, evidence, by: OPERATOR, at: now }],
  }
}

function accreditor(_id: string, username: string, organisation: StoredOrganisation): Person {
  const until = organisation.accreditedUntil
  return {
    ...{ _id, username, role: 'accreditor', need: 'accredits', authority: NATIONAL_DESK },
    ...{ organisation: organisation.name, organisationId: organisation._id },
    ...{ createdBy: OPERATOR, approvedBy: OPERATOR, attestedUntil: until, agreement: null, closedAt: null },
    preconditions: { identityCheck: until, enhancedDisclosure: until, training: until },
    overrideUntil: null,
  }
}

function alreadyThere(): Error {
  return new Error('There is an account already: only the first two are made this way.')
}
