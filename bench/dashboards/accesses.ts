import { newChildId, SIGNALS, type AppendEntry } from '@contactpoint/contracts'
import { randomInt, randomUUID } from 'node:crypto'

const PEOPLE = 390_000
const ORGANISATIONS = 20_000
/** Children who are looked at again and again. */
const known = Array.from({ length: 2_000 }, () => newChildId(randomInt))

/** One access of a weekday: more than half are searches, few do much, and one in fifty has something in common with whoever made it. */
export function anAccess(): AppendEntry {
  const person = Math.floor(PEOPLE * Math.random() ** 2)
  const isSearch = Math.random() < 0.55
  const isMiss = isSearch && Math.random() < 0.12
  return {
    entryId: randomUUID(),
    caller: {
      personId: `person-${person}`,
      role: 'practitioner',
      organisation: `Organisation ${person % ORGANISATIONS}`,
    },
    action: isSearch ? 'search' : 'disclosure',
    outcome: 'shown',
    reason: 'coordinate-support',
    particulars: null,
    children: isMiss ? [] : [{ childId: known[randomInt(known.length)]!, shown: 'full' }],
    ...(Math.random() < 0.02 && { signals: [SIGNALS[randomInt(SIGNALS.length)]!] }),
  }
}
