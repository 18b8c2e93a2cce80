import { aPupil, type Pupil } from '../builders.ts'

/** Who is beside the child, of whom its shield makes something; and what is made of a second shield in its home. */
export const BESIDE = [
  'nobody',
  'brother-at-home',
  'brother-by-phone',
  'lookalike',
  'shielded-sister',
  'sister-of-before',
  'brother-of-whom-is-decided',
] as const
export type Beside = (typeof BESIDE)[number]

/** Somebody beside the child, as their own row is in each world. */
export interface Relative {
  inWorlds: Pupil[]
  /** Whose home and carers are the child's, whichever those are. */
  isFamily: boolean
}

/** What becomes of the second shield once both are there: it is refused, or officers say of the brother that he may be seen for all of that. */
export type SecondShield = 'stays' | 'refused' | 'brother-decided'

export interface Relatives {
  people: Relative[]
  /** The first of the people, where that is a shielded sister. */
  second: SecondShield | null
}

/** Of Leeds, where the officers work who decide about the second shield. */
const SISTERS_SCHOOL = '107809'
const SECOND: Partial<Record<Beside, SecondShield>> = {
  'shielded-sister': 'stays',
  'sister-of-before': 'refused',
  'brother-of-whom-is-decided': 'brother-decided',
}

/** A school for each that makes somebody of another authority responsible than of the child has no part in worlds. */
export const isOfFamily = (beside: Beside): boolean => Object.hasOwn(SECOND, beside)

/** @param inWorlds the child. @param forename of each that is like nobody else's */
export function relativesOf(beside: Beside, inWorlds: readonly Pupil[], forename: () => string): Relatives {
  const second = SECOND[beside] ?? null
  if (second === null || !inWorlds[0]!.address) return { people: stayers(beside, inWorlds), second: null }
  const [sister, brother] = [familyOf(inWorlds, forename()), familyOf(inWorlds, forename())]
  const atSchool = sister.inWorlds.map((one) => ({ ...one, urn: SISTERS_SCHOOL }))
  return { people: [{ ...sister, inWorlds: atSchool }, brother], second }
}

function familyOf(inWorlds: readonly Pupil[], forename: string): Relative {
  const own = aPupil({ surname: inWorlds[0]!.surname, forename })
  return {
    inWorlds: inWorlds.map(({ address, contacts, urn }) => ({ ...own, address, contacts, urn })),
    isFamily: true,
  }
}

/** Somebody whose own row is the same in all worlds. */
function stayers(beside: Beside, inWorlds: readonly Pupil[]): Relative[] {
  const pupil = stayerOf(beside, inWorlds[0]!)
  return pupil ? [{ inWorlds: inWorlds.map(() => pupil), isFamily: false }] : []
}

function stayerOf(beside: Beside, child: Pupil): Pupil | null {
  const phone = child.contacts.find((contact) => contact.phone)?.phone ?? null
  const elsewhere = { lines: ['1 Elsewhere'], postcode: 'SW1A 1AA' }
  if (beside === 'brother-at-home' && child.address) return aPupil({ surname: child.surname, address: child.address })
  if (beside === 'brother-by-phone' && phone) {
    const brother = aPupil({ address: elsewhere })
    return { ...brother, contacts: [{ ...brother.contacts[0]!, phone }] }
  }
  if (beside !== 'lookalike') return null
  const { surname, forename, middleNames, dob, sex } = child
  return { ...aPupil({ address: elsewhere, urn: child.urn }), surname, forename, middleNames, dob, sex }
}
