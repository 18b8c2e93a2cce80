import type { Child } from '../children/children.schema.ts'

/** Whether the first is less protected than the second: it shows what that one hides. */
export function isLessProtected(
  one: Pick<Child, 'restricted' | 'visibility'>,
  other: Pick<Child, 'restricted' | 'visibility'>,
): boolean {
  return (other.restricted && !one.restricted) || (other.visibility === 'sealed' && one.visibility !== 'sealed')
}
