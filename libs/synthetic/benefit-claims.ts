import type { SyntheticChild } from './children.ts'
import type { SyntheticCarer } from './family.ts'
import type { Address, Places } from './places.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'

/**
 * How often a claim differs from the truth, and why. The shares are estimates, none of them measured. First names, family names, birth
 * dates and postcodes are not mistyped: the declared linking rule wants these four equal.
 */
export const DIFFERENCES = {
  /** Families: not all claim, and fewer since those with a high income pay it back. */
  notClaimed: 0.07,
  /** Families: they have moved and not said so yet. Theirs is the one difference that makes a second record of a child, unlinked. */
  oldAddress: 0.01,
  /** Families: their claim was keyed in years when it was done in capitals. */
  inCapitals: 0.25,
  /** Families: the claimant was entered under the child's surname. */
  claimantAsChild: 0.05,
  /** Families: a telephone was never asked for, or the claim is older than the number. */
  noTelephone: 0.35,
  /** Children: whoever filled in the form left the middle names out. */
  noMiddleNames: 0.4,
} as const

/** A claim for one child, as its source has it. */
export interface BenefitClaim {
  childRef: string
  givenName: string
  middleNames: string[]
  familyName: string
  dateOfBirth: string
  sex: 'F' | 'M' | 'U'
  address: Address
  claimant: SyntheticCarer
}

interface Household {
  id: string
  /** Null: nobody claims. */
  claim: { address: Address; inCapitals: boolean; claimantAsChild: boolean; noTelephone: boolean } | null
}

/** Claims for children who come one after another, siblings in a row. With its own chance: what the census says stays as it was. */
export class BenefitClaims {
  readonly #random: Random
  readonly #places: Places
  readonly #refs: RecordIds
  #household: Household = { id: '', claim: null }

  constructor(seed: number, places: Places) {
    this.#random = new Random(hashText(`child-benefit ${seed}`))
    this.#places = places
    this.#refs = new RecordIds('CB', this.#random.below(2 ** 32))
  }

  /** Null when nobody claims for the child. */
  claimFor(child: SyntheticChild): BenefitClaim | null {
    if (this.#household.id !== child.householdId) this.#household = this.#drawHousehold(child)
    const { claim } = this.#household
    if (claim === null) return null
    const { givenName, familyName, dateOfBirth, sex = 'U' } = child
    const made: BenefitClaim = {
      childRef: this.#refs.next(),
      givenName,
      middleNames: this.#random.chance(DIFFERENCES.noMiddleNames) ? [] : child.middleNames,
      familyName,
      dateOfBirth,
      sex,
      address: claim.address,
      claimant: claimantOf(child, claim),
    }
    return claim.inCapitals ? inCapitals(made) : made
  }

  #drawHousehold(child: SyntheticChild): Household {
    const random = this.#random
    const drawn = {
      notClaimed: random.chance(DIFFERENCES.notClaimed),
      oldAddress: random.chance(DIFFERENCES.oldAddress),
      inCapitals: random.chance(DIFFERENCES.inCapitals),
      claimantAsChild: random.chance(DIFFERENCES.claimantAsChild),
      noTelephone: random.chance(DIFFERENCES.noTelephone),
    }
    const isClaimed = !drawn.notClaimed && mayBeClaimed(child)
    return { id: child.householdId, claim: isClaimed ? { ...drawn, address: this.#addressOf(child, drawn) } : null }
  }

  #addressOf({ address }: SyntheticChild, { oldAddress }: { oldAddress: boolean }): Address {
    return oldAddress ? this.#places.addressNear(this.#random, address!.postcode) : address!
  }
}

/** A claim has an address, and a foster carer has the council's allowance instead. */
function mayBeClaimed({ address, carers: [claimant] }: SyntheticChild): boolean {
  return address !== undefined && claimant !== undefined && claimant.relationship !== 'foster-carer'
}

/** The first carer, in most families the mother. */
function claimantOf(
  { familyName, carers: [claimant] }: SyntheticChild,
  { claimantAsChild, noTelephone }: { claimantAsChild: boolean; noTelephone: boolean },
): SyntheticCarer {
  const { telephone, ...named } = { ...claimant!, ...(claimantAsChild && { familyName }) }
  return noTelephone || telephone === undefined ? named : { ...named, telephone }
}

/** As systems wrote it that had no small letters. */
export function inCapitals(claim: BenefitClaim): BenefitClaim {
  const { address, claimant } = claim
  return {
    ...claim,
    givenName: claim.givenName.toUpperCase(),
    middleNames: claim.middleNames.map((name) => name.toUpperCase()),
    familyName: claim.familyName.toUpperCase(),
    address: { ...address, lines: address.lines.map((line) => line.toUpperCase()) },
    claimant: {
      ...claimant,
      givenName: claimant.givenName.toUpperCase(),
      familyName: claimant.familyName.toUpperCase(),
    },
  }
}
