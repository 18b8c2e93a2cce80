import { IsArray, IsInt, IsString, Min } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'

export class RestrictChild {
  @IsChildId()
  childId!: string

  /** Version of the protection this follows from; a lower one than the last is ignored. */
  @IsInt()
  @Min(1)
  version!: number
}

/** What restricting has hidden beside the child itself. */
export class Restricted {
  /** Records that look like the same child, invisible now, and those of its household, covered now: until officers decide. */
  @IsArray()
  @IsString({ each: true })
  hidden!: string[]
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
export const releaseChild = request('directory.child.release', RestrictChild, Nothing, {
  askedBy: ['shielding'],
  for: 'service',
})
