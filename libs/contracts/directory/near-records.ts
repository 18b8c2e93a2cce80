import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { PLACE_CODE } from '../schemas.ts'
import { NEAR_CODES, NEAR_DECISIONS, NEAR_EFFECTS, NEAR_KINDS, NEAR_STATES } from '../vocabulary.ts'
import type { NearCode, NearDecision, NearEffect, NearKind, NearState } from '../vocabulary.ts'
import { VisibleChild } from './child-record.ts'

/** More than this many records near one child are not listed: whoever decides some sees the next. */
export const MOST_NEAR_LISTED = 50

@About('A record that might be of the shielded child too, or leads to it, until somebody decides.')
export class NearRecord {
  @ValidateNested()
  @Type(() => VisibleChild)
  child!: VisibleChild

  @About(
    'What it has in common with the shielded child: the kinds, never the values. `shown`: name, birth date and gender are near.',
    {
      maxItems: NEAR_KINDS.length,
    },
  )
  @IsArray()
  @IsIn(NEAR_KINDS, { each: true })
  common!: NearKind[]

  @About(
    '`invisible`: might be of the child too. `covered`: of its household, and shows four things as if it were shielded. `told`: a near given name and birth date, and one hidden thing in common; it stays as visible as it is.',
  )
  @IsIn(NEAR_EFFECTS)
  effect!: NearEffect

  @About('`open`: nobody has decided, and the effect lasts.')
  @IsIn(NEAR_STATES)
  state!: NearState
}

/** Which records are near. */
export class ListNear {
  @IsChildId()
  childId!: string

  /** Who asks: a child of another authority is nobody, and nothing of it is looked up, so that not even the time tells. */
  @IsOptional()
  @IsString()
  authority?: string
}

/** The records near a restricted child. */
export class NearListed {
  @About("DfE code of the child's responsible authority.", PLACE_CODE)
  @OrNull()
  @IsString()
  authority!: string | null

  @IsArray()
  @ArrayMaxSize(MOST_NEAR_LISTED)
  @ValidateNested({ each: true })
  @Type(() => NearRecord)
  records!: NearRecord[]
}

/** Errors: `not-found` for a child that is not restricted, or of another authority. */
export const listNear = request('directory.near.list', ListNear, NearListed, { askedBy: ['shielding'], for: 'service' })

export class DecideNear {
  /** The restricted child. */
  @IsChildId()
  childId!: string

  @IsChildId()
  otherId!: string

  @IsIn(NEAR_DECISIONS)
  decision!: NearDecision

  @IsIn(NEAR_CODES)
  code!: NearCode

  /** Person id of who decided. */
  @IsString()
  by!: string
}

/**
 * Keeps what was decided of a record near a restricted child, and makes it visible again unless it is near another one that nobody has
 * decided about. It stays decided until the record changes. Errors: `not-found`.
 */
export const decideNear = request('directory.near.decide', DecideNear, Nothing, {
  askedBy: ['shielding'],
  for: 'service',
})
