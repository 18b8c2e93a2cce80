import { IsIn } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'

export class ProtectChild {
  @IsChildId()
  childId!: string

  /** Which holds the child back from others. */
  @IsIn(SOURCES)
  source!: Source
}

/**
 * Puts an interim shield in force because a source holds the child back; the national desk decides about it. A child that has a shield keeps
 * it as it is. Answered when the shield holds everywhere. Idempotent. Errors: `unavailable`.
 */
export const protectChild = request('shielding.shield.protect', ProtectChild, Nothing, {
  askedBy: ['directory'],
  for: 'service',
})
