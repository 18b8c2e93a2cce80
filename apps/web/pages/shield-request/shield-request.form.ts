import { ASKED_CHANNELS, GROUNDS } from '@contactpoint/contracts'
import type { FieldError } from '../../layout/field-errors.rules.ts'

export interface ShieldForm {
  ground?: string
  channel?: string
  evidence?: string
  /** Sent from the page on which the answers are checked. */
  checked?: string
  /** Back to the questions. */
  change?: string
}

/** Questions that are not answered yet. */
export function missingIn({ ground, channel }: ShieldForm): FieldError[] {
  return [
    ...(isOne(GROUNDS, ground) ? [] : [{ field: 'ground', text: 'Select why the child needs a shield' }]),
    ...(isOne(ASKED_CHANNELS, channel) ? [] : [{ field: 'channel', text: 'Select who asks for the shield' }]),
  ]
}

function isOne(list: readonly string[], value: string | undefined): boolean {
  return list.includes(value ?? '')
}
