import { IsBoolean, IsString, MaxLength } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { RestrictChild, Restricted } from './restrict-child.ts'

/** Two records are of one child. */
export class MergeRecords {
  /** Whose record goes on: it shows what it showed, and knows what both do. */
  @IsChildId()
  into!: string

  /** Whose record is no longer one: its id is nobody's, until it is split off again. */
  @IsChildId()
  childId!: string
}

/**
 * Makes two records one. Idempotent. Errors: `not-found`; `conflict` when the survivor is less protected than the other, or the other is
 * part of somebody else, or has parts itself.
 */
export const mergeRecords = request('directory.record.merge', MergeRecords, Restricted, {
  askedBy: ['shielding'],
  for: 'service',
})

/** A record that was merged is of another child after all; with the protection it has now. */
export class SplitRecord extends RestrictChild {
  /** What it is part of. */
  @IsChildId()
  into!: string

  @IsBoolean()
  restricted!: boolean
}

/**
 * Gives a merged record back as its own sources say it by now, and takes from the survivor what only it knew. Idempotent. Errors:
 * `not-found`; `conflict` when it would be less protected than what it was part of.
 */
export const splitRecord = request('directory.record.split', SplitRecord, Restricted, {
  askedBy: ['shielding'],
  for: 'service',
})

export class MoveChild {
  @IsChildId()
  childId!: string

  /** DfE code of the authority that is responsible from now on. */
  @IsString()
  @MaxLength(10)
  authority!: string
}

/** Makes another authority responsible; whatever protects the child stays. Idempotent. Errors: `not-found`. */
export const moveChild = request('directory.child.move', MoveChild, Nothing, { askedBy: ['shielding'], for: 'service' })
