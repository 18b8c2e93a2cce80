import { Type } from 'class-transformer'
import {
  IsBoolean,
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { UUID } from '../schemas.ts'
import { InvolvementChanges, InvolvementDetails } from './involvement-details.ts'

const INVOLVEMENT_ID = /^[0-9a-f-]{36}$/

/** Whose people may change an involvement. */
export class InvolvementOwner {
  /** DfE code of their authority. */
  @IsString()
  @MaxLength(10)
  authority!: string

  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string
}

@About('The involvement as it is kept now.')
export class InvolvementKept {
  @About('Id of the involvement.', UUID)
  @IsString()
  involvementId!: string

  @About('Its version: the ETag is this number in quotes.')
  @IsInt()
  version!: number
}

export class KeepInvolvement extends InvolvementDetails {
  @IsChildId()
  childId!: string

  @IsDefined()
  @ValidateNested()
  @Type(() => InvolvementOwner)
  owner!: InvolvementOwner

  /** Person id of who records it. */
  @IsString()
  @MaxLength(100)
  by!: string
}

/** Keeps a new one. Errors: `not-found` for a child that nobody sees; `conflict` when whoever records it has too many of this child. */
export const keepInvolvement = request('directory.involvement.add', KeepInvolvement, InvolvementKept, {
  askedBy: ['shielding'],
  for: 'service',
})

export class ChangeKeptInvolvement extends InvolvementChanges {
  @Matches(INVOLVEMENT_ID)
  involvementId!: string

  /** Of the version that is changed. */
  @IsInt()
  @Min(0)
  version!: number

  /** Person id of who changes it. */
  @IsString()
  @MaxLength(100)
  by!: string
}

/**
 * Changes one. Errors: `not-found`; `precondition-failed` when it has another version by now; `conflict` for a step that came too late, as
 * any but a withdrawal after the end; `invalid-request` for an end before the start, or a withdrawal of what nobody consented to.
 */
export const changeKeptInvolvement = request('directory.involvement.change', ChangeKeptInvolvement, InvolvementKept, {
  askedBy: ['shielding'],
  for: 'service',
})

export class FindInvolvement {
  @Matches(INVOLVEMENT_ID)
  involvementId!: string
}

/** Whom an involvement is about, and what decides who may know of it. */
export class InvolvementFound {
  @IsChildId()
  childId!: string

  /** Whether the record of the child shows all that it has: it is neither restricted nor covered. */
  @IsBoolean()
  isChildShown!: boolean

  /** DfE code of the authority that is responsible for the child. */
  @IsOptional()
  @IsString()
  childAuthority!: string | null

  @IsBoolean()
  isSensitive!: boolean

  /** Whether its consent was withdrawn: nobody is shown it. */
  @IsBoolean()
  isWithdrawn!: boolean

  @ValidateNested()
  @Type(() => InvolvementOwner)
  owner!: InvolvementOwner

  @IsString()
  recordedBy!: string
}

/** One of them. Errors: `not-found` also when nobody sees the child. */
export const findInvolvement = request('directory.involvement.find', FindInvolvement, InvolvementFound, {
  askedBy: ['shielding'],
  for: 'service',
})

/** Makes a task of its owner: its contact is wrong. One is open at a time, however often it is said. Errors: `not-found`. */
export const reportWrongContact = request('directory.involvement.report', FindInvolvement, Nothing, {
  askedBy: ['shielding'],
  for: 'service',
})
