import { Matches, ValidateBy, buildMessage, type ValidationOptions } from 'class-validator'
import { isChildId } from './child-id.ts'
import { CHILD_ID } from './schemas.ts'

export function IsChildId(options?: ValidationOptions): PropertyDecorator {
  const defaultMessage = buildMessage((each) => `${each}$property must be a child id`)
  return ValidateBy({ name: 'isChildId', validator: { validate: isChildId, defaultMessage } }, options)
}

/**
 * A text that may be the id of a child, as far as its length and characters tell. Somebody may have mistyped it: that it is of nobody
 * is recorded, and so is left to whoever records.
 */
export function HasChildIdForm(): PropertyDecorator {
  return Matches(new RegExp(CHILD_ID.pattern))
}
