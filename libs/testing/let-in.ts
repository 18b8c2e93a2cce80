import type { Db } from 'mongodb'
import { randomUUID } from 'node:crypto'

const HOUR_MS = 60 * 60 * 1000

/** Stores somebody who may sign in for an hour, with their organisation and an authority that is live, but for what is given. @param identity identity's database */
export async function letIn(identity: Db, given: Record<string, unknown> = {}): Promise<string> {
  const [now, inAnHour] = [new Date(), new Date(Date.now() + HOUR_MS)]
  const personId = String(given._id ?? randomUUID())
  const organisation = { _id: 'o-1', name: 'Leeds', sector: 'social-care', authority: '383', phone: null, email: null }
  const accredited = { contactConfirmedAt: now, accreditedUntil: inAnHour, accreditations: [], createdAt: now }
  await put(identity, 'organisations', { ...organisation, ...accredited, createdBy: 'a' })
  await put(identity, 'authorities', { _id: '383', wave: 1, attestations: [], liveSince: now, suspendedSince: null })
  await put(identity, 'people', {
    ...{ _id: personId, username: personId, role: 'practitioner', need: 'works-with-children', authority: '383' },
    ...{ organisation: 'Leeds', organisationId: 'o-1', createdBy: 'a', approvedBy: 'b', closedAt: null },
    ...{ agreement: { version: '1', at: now }, attestedUntil: inAnHour, overrideUntil: null },
    preconditions: { identityCheck: inAnHour, enhancedDisclosure: inAnHour, training: inAnHour },
    ...given,
  })
  return personId
}

async function put(
  identity: Db,
  name: string,
  { _id, ...document }: { _id: string } & Record<string, unknown>,
): Promise<void> {
  await identity.collection<{ _id: string }>(name).replaceOne({ _id }, document, { upsert: true })
}
