import { NATIONAL_DESK, newChildId, SHIELD_STATES } from '@contactpoint/contracts'
import type { MongoClient } from 'mongodb'
import { randomInt } from 'node:crypto'

const AUTHORITIES = 150
const DAY_MS = 24 * 60 * 60 * 1000
const AT_A_TIME = 1_000
/** Of a hundred shields, of whose children the record goes on as another. */
const MERGED_PERCENT = 2

/** Writes so many shields, a twentieth of them late with their next step, and as many children who only were asked about. */
export async function fillShields(client: MongoClient, count: number): Promise<void> {
  const protections = client.db('shielding').collection<{ _id: string }>('protections')
  for (let n = 0; n < count; n += AT_A_TIME) {
    const some = Array.from({ length: Math.min(AT_A_TIME, count - n) }, () => [shielded(), askedAbout()]).flat()
    await protections.insertMany(some, { ordered: false })
  }
}

function askedAbout() {
  const now = new Date()
  return { _id: newChildId(randomInt), version: 0, shield: null, guardedAt: now, changedAt: null }
}

function shielded() {
  const since = new Date(Date.now() - randomInt(800) * DAY_MS)
  const isLate = randomInt(100) < 5
  const dueAt = new Date(Date.now() + (isLate ? -1 : 1) * (1 + randomInt(180)) * DAY_MS)
  const state =
    SHIELD_STATES[randomInt(100) < 90 ? SHIELD_STATES.indexOf('confirmed') : randomInt(SHIELD_STATES.length)]!
  const shield = {
    ...{ state, tier: randomInt(100) < 3 ? 'sealed' : 'standard', tierBy: 'p-1', ground: 'fleeing-abuse' },
    ...{ channel: 'user', requestedBy: 'p-1', placedBy: 'p-2', ending: null, isLiftWanted: false, escalations: 0 },
    authority: randomInt(10) === 0 ? NATIONAL_DESK : String(201 + randomInt(AUTHORITIES)),
    ...{ since, dueAt, escalateAt: new Date(dueAt.getTime() + DAY_MS) },
  }
  const merged = randomInt(100) < MERGED_PERCENT ? { mergedInto: newChildId(randomInt) } : {}
  return { ...askedAbout(), version: 3, shield, changedAt: since, ...merged }
}
