import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { AUTHORITY_STATES, READINESS, type AuthorityState, type ReadinessName } from '../people-vocabulary.ts'
import { INSTANT } from '../schemas.ts'
import { AUTHORITY_CODE } from './organisations.ts'
import { WholeList } from '../whole-list.ts'

/** More authorities than this are not listed: England has some 150. */
export const MOST_AUTHORITIES_LISTED = 500

export class AboutAuthority {
  @About('DfE code of the authority.', AUTHORITY_CODE)
  @Matches(/^[0-9]{3}$/)
  code!: string
}

@About('That an authority begins to prepare.')
export class BeginAuthority extends AboutAuthority {
  @About('In which wave it is to go live.', { example: 1 })
  @IsInt()
  @Min(1)
  @Max(50)
  wave!: number
}

@About('How far an authority has come.')
export class AuthorityNow {
  @About('DfE code.', AUTHORITY_CODE)
  @IsString()
  code!: string

  @About('In which wave it is to go live.')
  @IsInt()
  @Min(1)
  wave!: number

  @About('`live` alone lets its practitioners in.')
  @IsIn(AUTHORITY_STATES)
  state!: AuthorityState

  @About('Since when it is live; null: it is not.', INSTANT)
  @OrNull()
  @IsOptional()
  @IsString()
  liveSince!: string | null
}

@About('Something that must be so before an authority goes live.')
export class ReadinessItem {
  @About('What.')
  @IsIn(READINESS)
  name!: ReadinessName

  @About('Whether it is so now.')
  @IsBoolean()
  isMet!: boolean

  @About('How many there are of it; of open requests none must be left.')
  @IsInt()
  @Min(0)
  count!: number
}

@About('Whether an authority may go live, and what is missing.')
export class AuthorityReadiness {
  @About('The authority.')
  @ValidateNested()
  @Type(() => AuthorityNow)
  authority!: AuthorityNow

  @About('All of it.', { maxItems: READINESS.length })
  @IsArray()
  @ArrayMaxSize(READINESS.length)
  @ValidateNested({ each: true })
  @Type(() => ReadinessItem)
  items!: ReadinessItem[]
}

export class ListAuthorities {}

@About('Every authority that has begun.')
export class AuthoritiesListed extends WholeList {
  @About('By wave.', { maxItems: MOST_AUTHORITIES_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_AUTHORITIES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => AuthorityNow)
  items!: AuthorityNow[]
}

const BY_ACCREDITORS = { askedBy: ['gateway'], for: 'person', roles: ['accreditor'] } as const
const READERS = {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor', 'shield-officer', 'cpmt', 'operator'],
} as const

/** By the national desk. Errors: `forbidden`, `conflict` for one that has begun. */
export const beginAuthority = request('identity.authority.begin', BeginAuthority, AuthorityNow, BY_ACCREDITORS)

/** That all shields of the authority are in place, by somebody of its desk; two different people must. Errors: `not-found`, `conflict`. */
export const attestAuthority = request('identity.authority.attest', AboutAuthority, AuthorityReadiness, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

/** By the national desk, when nothing is missing; changes no other authority. Errors: `forbidden`, `not-found`, `conflict`, `unavailable`. */
export const activateAuthority = request('identity.authority.activate', AboutAuthority, AuthorityNow, BY_ACCREDITORS)

/** By its accreditor or the national desk's: from the answer on its practitioners are not let in. Errors: `not-found`, `conflict`. */
export const suspendAuthority = request('identity.authority.suspend', AboutAuthority, AuthorityNow, BY_ACCREDITORS)

/** Of the caller's authority, or of any for the national desk. Errors: `not-found`, `unavailable`. */
export const readReadiness = request('identity.authority.read', AboutAuthority, AuthorityReadiness, READERS)

export const listAuthorities = request('identity.authority.list', ListAuthorities, AuthoritiesListed, READERS)

/** Where the country stands with its gates, for whoever has the operator's machine. */
export class RolloutRead {
  @IsArray()
  @ArrayMaxSize(MOST_AUTHORITIES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => AuthorityReadiness)
  authorities!: AuthorityReadiness[]

  /** Version of the policy in force. */
  @IsInt()
  @Min(1)
  policy!: number

  @IsBoolean()
  isPolicyReviewed!: boolean
}

/** Every authority that has begun, with all that must be so before it is live. Errors: `unavailable`. */
export const readRollout = request('identity.authority.survey', Nothing, RolloutRead, {
  askedBy: ['console'],
  for: 'service',
})
