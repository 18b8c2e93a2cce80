import { ValidateBy, buildMessage } from 'class-validator'
import { isChildId } from './child-id.ts'

export function IsChildId(): PropertyDecorator {
  return ValidateBy({
    name: 'isChildId',
    validator: { validate: isChildId, defaultMessage: buildMessage((each) => `${each}$property must be a child id`) },
  })
}
