import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { IsName, IsPastDate, LONGEST_ORGANISATION } from '../rules.ts'
import { INSTANT } from '../schemas.ts'
import { POLICY_STATES, type PolicyState } from '../vocabulary.ts'
import { PolicyDocument } from './policy-document.ts'

/** More versions than this are not listed at a time. */
export const MOST_POLICIES_LISTED = 50
/** Two different people approve a version, neither of whom proposed it. */
export const APPROVALS_NEEDED = 2

const PERSON_ID = { maxLength: 100, example: 'e3b0c442' } as const
const VERSION = { example: 12 } as const

@About('Somebody who did something about a version, and when.')
export class PolicyHand {
  @About(
    'Person id, as entries of the log have it; `founding` for the version that was there from the start.',
    PERSON_ID,
  )
  @IsString()
  by!: string

  @About('When.', INSTANT)
  @IsString()
  at!: string
}

@About('What somebody outside said of a version.')
export class ExternalReview {
  @About('Who reviewed it.', { example: 'Helen Archer' })
  @IsName()
  reviewer!: string

  @About('For which organisation.', { example: "Women's Aid" })
  @IsString()
  @Length(1, LONGEST_ORGANISATION)
  @Matches(/\S/)
  organisation!: string

  @About('On which day.', { example: '2026-11-20' })
  @IsPastDate()
  reviewedOn!: string

  @About('Where the signature is kept; it is of the document with the digest of the version.', {
    maxLength: 100,
    example: 'WA/2026/118',
  })
  @Matches(/^[A-Za-z0-9/.:-]{1,100}$/)
  signature!: string
}

@About('An external review as it was recorded.')
export class RecordedReview extends ExternalReview {
  @About('Who recorded it.')
  @ValidateNested()
  @Type(() => PolicyHand)
  recorded!: PolicyHand
}

@About('One version of the policy, and how far it has come. What it says never changes.')
export class PolicyVersion {
  @About('Its number, from 1.', VERSION)
  @IsInt()
  version!: number

  @About('How far it has come. One that was in force before needs two approvals again.')
  @IsIn(POLICY_STATES)
  state!: PolicyState

  @About('Whether answers are released under it now. One version is at any time.')
  @IsBoolean()
  inForce!: boolean

  @About('SHA-256 of the document, its names sorted, in hexadecimal: what a signature is of.', {
    pattern: '^[0-9a-f]{64}$',
    maxLength: 64,
    example: '9a27f197c08ee98e1f6c2b7d5a4e3f2019c8d7b6a5f4e3d2c1b0a9f8e7d6c5b4',
  })
  @IsString()
  digest!: string

  @About('Who proposed it.')
  @ValidateNested()
  @Type(() => PolicyHand)
  proposed!: PolicyHand

  @About('The external review; null: there is none yet.')
  @OrNull()
  @ValidateNested()
  @Type(() => RecordedReview)
  review!: RecordedReview | null

  @About('Who approved it, since it was last in force.', { maxItems: APPROVALS_NEEDED })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PolicyHand)
  approvals!: PolicyHand[]

  @About('Who activated it last; null: nobody has.')
  @OrNull()
  @ValidateNested()
  @Type(() => PolicyHand)
  activated!: PolicyHand | null
}

@About('A version with what it says.')
export class PolicyRead extends PolicyVersion {
  @ValidateNested()
  @Type(() => PolicyDocument)
  document!: PolicyDocument
}

@About('Versions of the policy.')
export class PoliciesListed {
  @About('The newest first; fifty at most.', { maxItems: MOST_POLICIES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_POLICIES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => PolicyVersion)
  items!: PolicyVersion[]

  @About('What to ask for as `before` for those before these; null at the end.', VERSION)
  @OrNull()
  @IsInt()
  next!: number | null
}

export class ListPolicies {
  @About('Only versions before this one.', VERSION)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number
}

@About('One version.')
export class OnePolicy {
  @About('Its number.', VERSION)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version!: number
}

@About('What somebody outside said of a version, recorded by an auditor.')
export class RecordPolicyReview extends ExternalReview {
  @About('Its number.', VERSION)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version!: number
}

const FOR_READERS = { askedBy: ['gateway'], for: 'person', roles: ['shield-officer', 'cpmt', 'auditor'] } as const
const FOR_NATIONAL_TEAM = { askedBy: ['gateway'], for: 'person', roles: ['cpmt'] } as const

/** The versions of the policy. It is about no child, and is not recorded. */
export const listPolicies = request('shielding.policy.list', ListPolicies, PoliciesListed, FOR_READERS)

/** What a version says. Errors: `not-found`. */
export const readPolicy = request('shielding.policy.read', OnePolicy, PolicyRead, FOR_READERS)

/** Proposes another version. Errors: `forbidden` to teams of authorities: a policy is the national desk's. */
export const proposePolicy = request('shielding.policy.propose', PolicyDocument, PolicyVersion, FOR_NATIONAL_TEAM)

/**
 * Records that somebody outside has reviewed a version. Errors: `not-found`; `conflict`, with the state as it is, when it has a review
 * already, or takes somebody else than who proposed it.
 */
export const recordPolicyReview = request('shielding.policy.review', RecordPolicyReview, PolicyVersion, {
  ...{ askedBy: ['gateway'], for: 'person', roles: ['auditor'] },
})

/** Approves a version that was reviewed. Errors: `forbidden`, `not-found`, `conflict` as for a review. */
export const approvePolicy = request('shielding.policy.approve', OnePolicy, PolicyVersion, FOR_NATIONAL_TEAM)

/** Puts a version in force that two have approved; answers when every copy follows it. Errors: as for an approval. */
export const activatePolicy = request('shielding.policy.activate', OnePolicy, PolicyVersion, {
  ...FOR_NATIONAL_TEAM,
  recently: true,
})
