import { SHUT_OFF_SCOPES, type MakeShutOff, type ShutOffScope } from '@contactpoint/contracts'
import { filled } from '../../layout/dates.rules.ts'
import type { FieldError } from '../../layout/field-errors.rules.ts'

/** The fields of the form as a browser sends them. */
export interface ShutOffForm {
  scope?: string
  subject?: string
}

/** What is to be shut off, in words. */
const SCOPES: Readonly<Record<ShutOffScope, string>> = {
  all: 'All of ContactPoint',
  authority: 'One authority',
  organisation: 'One organisation',
  feed: 'One feed',
}

export const scopeChoices = SHUT_OFF_SCOPES.map((value) => ({ value, text: SCOPES[value] }))

/** What is shut off, as a list names it. */
export function nameOf(scope: ShutOffScope, subject: string | null | undefined): string {
  return subject ? `${SCOPES[scope]}: ${subject}` : SCOPES[scope]
}

/** What somebody wants to shut off, or what they have not said yet. */
export function wantedIn(form: ShutOffForm): MakeShutOff | FieldError[] {
  const scope = SHUT_OFF_SCOPES.find((one) => one === form.scope)
  if (!scope) return [{ field: 'scope', text: 'Select how much is to be shut off' }]
  if (scope === 'all') return { scope }
  const subject = filled(form.subject)
  return subject ? { scope, subject } : [{ field: 'subject', text: WHICH }]
}

export const WHICH = 'Enter which: the code of an authority, the number of an organisation, or the name of a feed'

/** What shutting that off does, the gravest first. */
export function followsOf({ scope }: MakeShutOff): string[] {
  const wait = 'It takes two accreditors to open it again.'
  if (scope === 'feed') return ['Nothing of this feed is taken in from the answer on: what comes waits.', wait]
  return [
    scope === 'all'
      ? 'From the answer on nobody is shown anything of any child. Everybody is signed out, you too.'
      : 'From the answer on its people are signed out, and are shown nothing of any child.',
    'Shields hold. They may still be asked for, placed and confirmed, after signing in anew.',
    ...(scope === 'all' ? ['All feeds wait.'] : []),
    wait,
  ]
}
