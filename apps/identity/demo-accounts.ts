import { AGREEMENT_VERSION, NATIONAL_DESK, ROLES, SOURCES, type AccountNeed, type Role } from '@contactpoint/contracts'
import { modelOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { generateSecret } from 'otplib'
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { authorities, type StoredAuthority } from './authorities/authorities.schema.ts'
import { TOTP_SEED } from './authenticators/authenticators.service.ts'
import { hashSecret } from './authenticators/hashing.service.ts'
import { authenticators, type Authenticator } from './authenticators/authenticators.schema.ts'
import { clients as storedClients, type Client } from './clients/clients.schema.ts'
import { organisations, type StoredOrganisation } from './organisations/organisations.schema.ts'
import { HOME } from './people/people.service.ts'
import { overrideGrants, type Grant } from './override-grants/override-grants.schema.ts'
import { certificates, trainedAccounts, type Certificate, type TrainedAccount } from './training/certificates.schema.ts'
import { vouchedAccount, vouchedCertificates } from './training/vouched.rules.ts'
import { people as stored, type Home, type Person } from './people/people.schema.ts'

/** Leeds: demo accounts work for one authority, but for those that try what another's people may. */
const DEMO_AUTHORITY = '383'
/** Bradford. */
const OTHER_AUTHORITY = '380'
const ORGANISATIONS: Record<string, string> = {
  [DEMO_AUTHORITY]: 'Leeds City Council (demo)',
  [OTHER_AUTHORITY]: 'Bradford Council (demo)',
  [NATIONAL_DESK]: 'National shield desk (demo)',
}
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/**
 * One account a role, a second shield officer, accreditor, auditor and member of the management team, three people of another authority, those of the national
 * desk, of whose team one proposes a policy and two approve it, and a practitioner who holds the grant to override.
 */
const DEMO_PEOPLE: { username: string; role: Role; mayOverride?: true; authority?: string }[] = [
  ...ROLES.filter((role) => role !== 'feed-supplier' && role !== 'shield-officer').map((role) => ({
    username: role,
    role,
  })),
  { username: 'shield-officer-1', role: 'shield-officer' },
  { username: 'shield-officer-2', role: 'shield-officer' },
  { username: 'shield-officer-other', role: 'shield-officer', authority: OTHER_AUTHORITY },
  { username: 'cpmt-other', role: 'cpmt', authority: OTHER_AUTHORITY },
  { username: 'cpmt-2', role: 'cpmt' },
  { username: 'auditor-2', role: 'auditor' },
  { username: 'shield-officer-national-1', role: 'shield-officer', authority: NATIONAL_DESK },
  { username: 'shield-officer-national-2', role: 'shield-officer', authority: NATIONAL_DESK },
  { username: 'cpmt-national', role: 'cpmt', authority: NATIONAL_DESK },
  { username: 'cpmt-national-2', role: 'cpmt', authority: NATIONAL_DESK },
  { username: 'cpmt-national-3', role: 'cpmt', authority: NATIONAL_DESK },
  { username: 'accreditor-2', role: 'accreditor' },
  { username: 'accreditor-national', role: 'accreditor', authority: NATIONAL_DESK },
  { username: 'accreditor-national-2', role: 'accreditor', authority: NATIONAL_DESK },
  { username: 'trainer-national', role: 'trainer', authority: NATIONAL_DESK },
  { username: 'practitioner-other', role: 'practitioner', authority: OTHER_AUTHORITY },
  { username: 'practitioner-override', role: 'practitioner', mayOverride: true },
]

/**
 * Makes the demo accounts of the embedded stack with fresh random secrets, and writes these to two files of mode 0600. Does
 * nothing when the files are there already.
 */
export async function makeDemoAccounts(adminUri: string, folder: string, masterKey: MasterKey): Promise<void> {
  if (existsSync(join(folder, 'demo-accounts.json'))) return
  const connection = await mongoose.createConnection(adminUri, { dbName: 'identity', autoIndex: false }).asPromise()
  try {
    for (const authority of Object.keys(ORGANISATIONS)) await makeLive(connection, authority)
    const accounts = await Promise.all(DEMO_PEOPLE.map((person) => makePerson(connection, person, masterKey)))
    const clients = await Promise.all(SOURCES.map((source) => makeClient(connection, source)))
    await writeFile(join(folder, 'demo-clients.json'), JSON.stringify(clients, null, 2), { mode: 0o600 })
    await writeFile(join(folder, 'demo-accounts.json'), JSON.stringify(accounts, null, 2), { mode: 0o600 })
  } finally {
    await connection.close()
  }
}

/** An authority whose practitioners are let in, with an organisation that is accredited. */
async function makeLive(connection: mongoose.Connection, authority: string): Promise<void> {
  const [now, until] = [new Date(), new Date(Date.now() + YEAR_MS)]
  const live: StoredAuthority = { _id: authority, wave: 1, attestations: [], liveSince: now, suspendedSince: null }
  await replace(modelOf<StoredAuthority>(connection, authorities), live)
  await replace(modelOf<StoredOrganisation>(connection, organisations), {
    ...{ _id: organisationIdOf(authority), name: ORGANISATIONS[authority]!, sector: 'social-care', authority },
    ...{ phone: '01134960100', email: 'office@example.gov.uk', contactConfirmedAt: now, accreditedUntil: until },
    ...{ accreditations: [], createdBy: 'demo-1', createdAt: now },
  })
}

/** What an earlier run left that was cut off is made anew. */
async function replace<T extends { _id: string }>(model: mongoose.Model<T>, document: T): Promise<void> {
  await model.deleteMany({ _id: document._id })
  await model.create([document])
}

function organisationIdOf(authority: string): string {
  return `00000000-0000-4000-8000-000000000${authority}`
}

const NEEDS: Partial<Record<Role, AccountNeed>> = {
  ...{ 'shield-officer': 'shield-desk', cpmt: 'shield-desk', 'account-manager': 'manages-accounts', trainer: 'trains' },
  ...{ accreditor: 'accredits', auditor: 'audits', 'data-steward': 'keeps-records', operator: 'operates' },
}

function needOf(role: Role): AccountNeed {
  return NEEDS[role] ?? 'works-with-children'
}

async function makePerson(connection: mongoose.Connection, demo: (typeof DEMO_PEOPLE)[number], masterKey: MasterKey) {
  const { username, role, mayOverride, authority = DEMO_AUTHORITY } = demo
  const [personId, password, totpSecret] = [randomUUID(), randomBytes(12).toString('base64url'), generateSecret()]
  const pin = String(randomInt(1_000_000)).padStart(6, '0')
  const until = new Date(Date.now() + YEAR_MS)
  const [passwordHash, pinHash] = await Promise.all([hashSecret(password), hashSecret(pin)])
  await modelOf<Authenticator>(connection, authenticators).create({
    _id: personId,
    passwordHash,
    pinHash,
    totpSeed: masterKey.seal(TOTP_SEED, totpSecret),
    ...{ lastStep: 0, keysAt: null },
  })
  const people = modelOf<Person>(connection, stored)
  // An earlier run may have been cut off before it wrote the file: nobody knows that account's secrets.
  await people.deleteMany({ username })
  await people.create({
    _id: personId,
    username,
    role,
    authority,
    organisation: ORGANISATIONS[authority]!,
    organisationId: organisationIdOf(authority),
    ...{ need: needOf(role), createdBy: 'demo-1', approvedBy: 'demo-2', attestedUntil: until, closedAt: null },
    agreement: { version: AGREEMENT_VERSION, at: new Date() },
    contact: { name: `Demo ${username}`, phone: '01134960100', email: `${username}@example.gov.uk` },
    preconditions: {
      ...{ identityCheck: until, enhancedDisclosure: until, training: until },
      ...(role === 'shield-officer' && { officerVetting: until }),
    },
    home: masterKey.seal(HOME, JSON.stringify(homeOf(username))),
    overrideUntil: mayOverride ? until : null,
  })
  const [whose, now] = [{ _id: personId, role, authority, organisation: ORGANISATIONS[authority]! }, new Date()]
  await modelOf<Certificate>(connection, certificates).insertMany(vouchedCertificates(whose, until, now))
  await modelOf<TrainedAccount>(connection, trainedAccounts).create(vouchedAccount(whose, until, now))
  if (mayOverride) await grantOverride(connection, { personId, authority, until })
  return { username, personId, password, pin, totpSecret, role, authority }
}

/** No child has such a name by chance: what people do in a demo is their work. */
function homeOf(username: string): Home {
  const letters = username.replaceAll(/[^a-z]/g, '')
  return { familyName: `Demo${letters}`, postcode: 'LS29 9XY' }
}

/** As if two others had given it. */
async function grantOverride(
  connection: mongoose.Connection,
  { personId, authority, until }: Pick<Grant, 'personId' | 'authority' | 'until'>,
): Promise<void> {
  const given = { proposedBy: 'demo-1', approvedBy: 'demo-2', proposedAt: new Date(), approvedAt: new Date() }
  const whose = { _id: randomUUID(), personId, authority, until }
  await modelOf<Grant>(connection, overrideGrants).create({ ...whose, ...given, endedBy: null, endedAt: null })
}

async function makeClient(connection: mongoose.Connection, source: (typeof SOURCES)[number]) {
  const clientId = `demo-${source}`
  const clientSecret = randomBytes(32).toString('base64url')
  const secretHash = await hashSecret(clientSecret)
  await modelOf<Client>(connection, storedClients).updateOne(
    { _id: clientId },
    { $set: { secretHash, source, organisation: 'Department for Education (demo)' } },
    { upsert: true },
  )
  return { clientId, clientSecret, source }
}
