import { IsOptional, IsString } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'

export class LocateChild {
  @IsChildId()
  childId!: string
}

/** Whose child it is. */
export class ChildLocated {
  /** DfE code of the authority that is responsible; null: none is. */
  @IsOptional()
  @IsString()
  authority!: string | null
}

/**
 * Which authority is responsible for a child, whatever its record shows: for the desk that a request goes to, and never for an answer to a
 * person. Errors: `not-found` for a child that nobody sees.
 */
export const locateChild = request('directory.child.locate', LocateChild, ChildLocated, {
  askedBy: ['shielding'],
  for: 'service',
})
