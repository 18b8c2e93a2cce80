import { IsArray, IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { TIERS, type Tier } from '../vocabulary.ts'
import { Nothing } from '../nothing.ts'

export class ReleaseChild {
  @IsChildId()
  childId!: string

  /** Version of the protection this follows from; a lower one than the last is ignored. */
  @IsInt()
  @Min(1)
  version!: number
}

export class RestrictChild extends ReleaseChild {
  /** `standard` when absent. `sealed`: nobody who asks finds that there is such a child, and what feeds bring about it waits for its desk. */
  @IsOptional()
  @IsIn(TIERS)
  tier?: Tier
}

/** What restricting has hidden beside the child itself. */
export class Restricted {
  /** Records that look like the same child, invisible now, and those of its household, covered now: until officers decide. */
  @IsArray()
  @IsString({ each: true })
  hidden!: string[]

  /** DfE code of the responsible authority of the child, whose desk decides about its shield; null: none is. */
  @IsOptional()
  @IsString()
  authority?: string | null
}

/**
 * Marks a child and all its search keys as restricted, and hides records that look like the same child until officers decide.
 * Idempotent. Errors: `not-found`.
 */
export const restrictChild = request('directory.child.restrict', RestrictChild, Restricted, {
  askedBy: ['shielding'],
  for: 'service',
})

/** Takes the mark off again, after the shield was lifted. Idempotent. Errors: `not-found`. */
export const releaseChild = request('directory.child.release', ReleaseChild, Nothing, {
  askedBy: ['shielding'],
  for: 'service',
})
