import type { NearKind, NearRecord, VisibleChild } from '@contactpoint/contracts'
import { compared, type ComparedPair, type Pair } from '../../layout/differences.rules.ts'
import { day, words } from '../../layout/words.rules.ts'

/** What every shield but that of a sealed record shows. */
const SHOWN: readonly { label: string; of: (child: VisibleChild) => string }[] = [
  { label: 'Given names', of: ({ name }) => name.given.join(' ') },
  { label: 'Family name', of: ({ name }) => name.family },
  { label: 'Date of birth', of: ({ dateOfBirth }) => day(dateOfBirth) },
  { label: 'Gender', of: ({ gender }) => words(gender) },
]

/** What no shield shows, in the order in which somebody compares. */
const HIDDEN: readonly { kind: NearKind; label: string }[] = [
  { kind: 'postcode', label: 'Postcode' },
  { kind: 'carer', label: 'A carer' },
  { kind: 'phone', label: 'A phone number' },
  { kind: 'upn', label: 'Unique pupil number' },
  { kind: 'nhs-number', label: 'NHS number' },
  { kind: 'former', label: 'A former name or address' },
]

/**
 * A record beside the shielded child, as everybody sees each. Whether they have in common what is hidden of both is told by who sees it, kind by
 * kind. @param shielded left out when the child’s record shows nothing
 */
export function besideOf(shielded: VisibleChild | undefined, { child, common }: NearRecord): ComparedPair[] {
  const told = (kind: NearKind): 'alike' | 'different' => (common.includes(kind) ? 'alike' : 'different')
  const hidden = HIDDEN.map(({ kind, label }) => ({ label, left: null, right: null, told: told(kind) }))
  return compared([...shownPairs(shielded, child, told('shown')), ...hidden])
}

function shownPairs(shielded: VisibleChild | undefined, child: VisibleChild, together: 'alike' | 'different'): Pair[] {
  if (!shielded) {
    const right = SHOWN.map(({ of }) => of(child)).join(', ')
    return [{ label: 'Name, date of birth and gender, taken together', left: null, right, told: together }]
  }
  return SHOWN.map(({ label, of }) => ({ label, left: of(shielded), right: of(child) }))
}

/** The record to decide now: the one that was chosen, or else the first that is open; null: none is left. */
export function chosenOf(records: readonly NearRecord[], otherId: string | undefined): NearRecord | null {
  const chosen = records.find(({ child }) => child.childId === otherId)
  return chosen ?? records.find(({ state }) => state === 'open') ?? null
}
