import type { Caller } from '@contactpoint/bus'
import { Fault, MASKED_BELOW, type Figure, type ReadFigures } from '@contactpoint/contracts'

/** Of what somebody may see how much there is, and how exactly. */
export interface Reader {
  /** Whose entries; null: all. */
  organisation: string | null
  /** Code of the authority whose children; null: all. */
  authority: string | null
  /** Numbers are rounded down to multiples of it, each before anything is added up. */
  roundedTo: number
}

/** Figures of which there is a part for each organisation, as the log names it. */
const BY_ORGANISATION: readonly Figure[] = ['accesses', 'misses', 'people', 'overrides']

/** Figures of which no part is a manager's: of no organisation, or one that they have already in another figure. */
const FOR_AUDITORS: readonly Figure[] = ['sign-ins', 'feeds', 'adoption', 'training']

/**
 * An auditor sees all, or one organisation of all; a manager their own, in steps of five.
 *
 * @throws Fault `forbidden` for a figure or an organisation that is not a manager's; `invalid-request` where a figure has no part of one
 */
export function readerOf(
  { role, authority, organisation: own }: Pick<Caller, 'role' | 'authority' | 'organisation'>,
  { name, organisation }: Pick<ReadFigures, 'name' | 'organisation'>,
): Reader {
  if (organisation !== undefined && !BY_ORGANISATION.includes(name))
    throw Fault.invalid('organisation', 'isOfThisFigure')
  if (role === 'auditor') return { organisation: organisation ?? null, authority: null, roundedTo: 1 }
  if (FOR_AUDITORS.includes(name)) throw new Fault('forbidden', 'This figure is for auditors')
  if (organisation !== undefined && organisation !== own) throw new Fault('forbidden', 'This is not your organisation')
  return { organisation: own, authority, roundedTo: MASKED_BELOW }
}
