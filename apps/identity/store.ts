import { outbox, type Migration, type StorePlan } from '@contactpoint/mongo'
import { accountSuspensions, checks } from './accounts/accounts.schema.ts'
import { attempts, authenticators, type Authenticator } from './authenticators/authenticators.schema.ts'
import { authorities, type StoredAuthority } from './authorities/authorities.schema.ts'
import { courseChanges, courses } from './courses/courses.schema.ts'
import { clients } from './clients/clients.schema.ts'
import { enrolments } from './enrolments/enrolments.schema.ts'
import { organisations, type StoredOrganisation } from './organisations/organisations.schema.ts'
import { overrideGrants } from './override-grants/override-grants.schema.ts'
import { liveAuthority, vouchedAccount, vouchedOrganisation } from './people/before-accounts.rules.ts'
import { people, type Person } from './people/people.schema.ts'
import { recoveries } from './recoveries/recoveries.schema.ts'
import { revocations } from './revocations/revocations.schema.ts'
import { challenges, securityKeys, type StoredKey } from './security-keys/security-keys.schema.ts'
import { sessions, signingKeys } from './sessions/sessions.schema.ts'
import { shutOffs } from './shut-offs/shut-offs.schema.ts'
import { signInDays } from './sign-ins/sign-ins.schema.ts'
import {
  certificates,
  trainedAccounts,
  trainingLooks,
  trainingTurns,
  voidCertificates,
  type Certificate,
} from './training/certificates.schema.ts'
import { accreditations, withdrawals } from './training/trainers.schema.ts'
import { vouchedCertificates } from './training/vouched.rules.ts'
import { trainingPlans } from './training-plans/training-plans.schema.ts'
import { attendances, failedAssessments, trainingSessions } from './training-sessions/training-sessions.schema.ts'
import { randomUUID } from 'node:crypto'

type BeforeTraining = Person & { preconditions: { officerTraining?: Date | null } }

/** Who was trained, by somebody's word, before there were certificates goes on being so until the same day. */
const trainedBefore: Migration = {
  number: 1,
  name: 'certificates say who is trained',
  run: async ({ db }) => {
    const stored = db!.collection<BeforeTraining>(people.name)
    for await (const person of stored.find({ 'preconditions.training': { $ne: null } })) {
      const { training, officerTraining = training } = person.preconditions
      const until = new Date(Math.min(training!.getTime(), officerTraining?.getTime() ?? 0))
      const held = vouchedCertificates(person, until, new Date())
      const writes = held.map(({ _id, ...one }) => {
        return { updateOne: { filter: { _id }, update: { $setOnInsert: one }, upsert: true } }
      })
      if (writes.length > 0) await db!.collection<Certificate>(certificates.name).bulkWrite(writes)
      await stored.updateOne(
        { _id: person._id },
        { $set: { 'preconditions.training': until }, $unset: { 'preconditions.officerTraining': '' } },
      )
    }
    await stored.updateMany({}, { $unset: { 'preconditions.officerTraining': '' } })
  },
}

/** Whoever had an account before somebody had to make and approve it keeps it; their organisations are accredited, their authorities live. */
const accountsBefore: Migration = {
  number: 2,
  name: 'accounts have an organisation, and those who made and approved them',
  run: async ({ db }) => {
    const stored = db!.collection<Person>(people.name)
    const now = new Date()
    for await (const { _id, organisation: name, authority } of stored.find({ organisationId: { $exists: false } })) {
      const vouched = vouchedOrganisation(randomUUID(), { organisation: name, authority }, now)
      const organisation = await db!
        .collection<StoredOrganisation>(organisations.name)
        .findOneAndUpdate({ authority, name }, { $setOnInsert: vouched }, { upsert: true, returnDocument: 'after' })
      await db!
        .collection<StoredAuthority>(authorities.name)
        .updateOne({ _id: authority }, { $setOnInsert: liveAuthority(now) }, { upsert: true })
      await stored.updateOne({ _id }, { $set: vouchedAccount(organisation!._id, now) })
    }
  },
}

/** From now on no code signs in whoever has a security key. */
const codesBefore: Migration = {
  number: 3,
  name: 'codes are over for whoever has a key',
  run: async ({ db }) => {
    const [kept, keysAt] = [db!.collection<Authenticator>(authenticators.name), new Date()]
    for await (const { personId } of db!.collection<StoredKey>(securityKeys.name).find())
      await kept.updateOne({ _id: personId, keysAt: null }, { $set: { keysAt } })
  },
}

/** What identity keeps. */
export const store: StorePlan = {
  database: 'identity',
  collections: [
    ...[people, checks, accountSuspensions, enrolments, recoveries, organisations, authorities],
    ...[authenticators, attempts, sessions, signingKeys, clients, overrideGrants, signInDays],
    ...[revocations, shutOffs, securityKeys, challenges, outbox],
    ...[courses, courseChanges, certificates, voidCertificates, trainingTurns, trainingLooks, trainedAccounts],
    ...[accreditations, withdrawals, trainingSessions, attendances, failedAssessments, trainingPlans],
  ],
  migrations: [trainedBefore, accountsBefore, codesBefore],
}
