import { StackError } from '@contactpoint/stack/stack-error'

/** An option was given what it cannot be: exit code 2, as for any command that is mistyped. */
export class Mistyped extends StackError {}
