import type { NearKind, NearRecord } from '@contactpoint/contracts'
import { compared, type ComparedPair, type Pair } from '../../layout/differences.rules.ts'

/** What of a record is shown beside the shielded child, in the order in which somebody compares. */
const HIDDEN: readonly { kind: NearKind; label: string }[] = [
  { kind: 'postcode', label: 'Postcode' },
  { kind: 'carer', label: 'A carer' },
  { kind: 'phone', label: 'A phone number' },
  { kind: 'upn', label: 'Unique pupil number' },
  { kind: 'nhs-number', label: 'NHS number' },
  { kind: 'former', label: 'A former name or address' },
]

/**
 * A record beside the shielded child. Of that child nothing is shown, and of the record four things: what the two have in common is told by who
 * sees both, kind by kind. @param bornOn the date of birth in words
 */
export function besideOf({ child, common }: NearRecord, bornOn: string): ComparedPair[] {
  const told = (kind: NearKind): 'alike' | 'different' => (common.includes(kind) ? 'alike' : 'different')
  const identity: Pair = {
    ...{ label: 'Name, date of birth and gender, taken together', left: null, told: told('shown') },
    right: `${child.name.given.join(' ')} ${child.name.family}, born ${bornOn}, ${child.gender}`,
  }
  return compared([
    identity,
    ...HIDDEN.map(({ kind, label }) => ({ label, left: null, right: null, told: told(kind) })),
  ])
}

/** The record to decide now: the one that was chosen, or else the first that is open; null: none is left. */
export function chosenOf(records: readonly NearRecord[], otherId: string | undefined): NearRecord | null {
  const chosen = records.find(({ child }) => child.childId === otherId)
  return chosen ?? records.find(({ state }) => state === 'open') ?? null
}
