import type { Address } from './address.ts'
import type { SyntheticChild } from './child.ts'
import type { SyntheticCarer } from './child.ts'
import { COVERAGE, USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import type { Places } from './places.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'

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
  readonly #errors: ErrorRates['child-benefit']
  #household: Household = { id: '', claim: null }

  constructor(seed: number, places: Places, errors: ErrorRates = USUAL_ERRORS) {
    this.#errors = errors['child-benefit']
    this.#random = new Random(hashText(`child-benefit ${seed}`))
    this.#places = places
    this.#refs = new RecordIds('CB', this.#random.below(2 ** 32))
  }

  /** Null when nobody claims for the child; nor is there a claim for who is looked after in a children's home. */
  claimFor(child: SyntheticChild): BenefitClaim | null {
    if (this.#household.id !== child.householdId) this.#household = this.#drawHousehold(child)
    const { claim } = this.#household
    if (claim === null) return null
    const { givenName, familyName, dateOfBirth, sex = 'U' } = child
    const made: BenefitClaim = {
      childRef: this.#refs.next(),
      givenName,
      middleNames: this.#random.chance(this.#errors.noMiddleNames) ? [] : child.middleNames,
      familyName,
      dateOfBirth,
      sex,
      address: claim.address,
      claimant: claimantOf(child, claim),
    }
    if (child.dwelling === 'childrens-home') return null
    return claim.inCapitals ? inCapitals(made) : made
  }

  #drawHousehold(child: SyntheticChild): Household {
    const random = this.#random
    const drawn = {
      notClaimed: random.chance(COVERAGE.notClaimed),
      neverTold: random.chance(this.#errors.neverTold),
      inCapitals: random.chance(this.#errors.inCapitals),
      claimantAsChild: random.chance(this.#errors.claimantAsChild),
      noTelephone: random.chance(this.#errors.noTelephone),
    }
    const isClaimed = !drawn.notClaimed && mayBeClaimed(child)
    return { id: child.householdId, claim: isClaimed ? { ...drawn, address: this.#addressOf(child, drawn) } : null }
  }

  #addressOf({ address }: SyntheticChild, { neverTold }: { neverTold: boolean }): Address {
    return neverTold ? this.#places.addressNear(this.#random, address!.postcode) : address!
  }
}

/** A claim has an address, and a foster carer has the council's allowance instead. For a child of a home it is drawn, and not made. */
function mayBeClaimed({ address, dwelling, carers: [claimant] }: SyntheticChild): boolean {
  const isClaimant = claimant !== undefined && claimant.relationship !== 'foster-carer'
  return address !== undefined && (isClaimant || dwelling === 'childrens-home')
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
