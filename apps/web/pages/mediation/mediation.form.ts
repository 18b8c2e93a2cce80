import type { PurposeForm } from '../../session/purpose.rules.ts'

/** Who asks on the telephone, and why. */
export interface MediationForm extends PurposeForm {
  username?: string
  code?: string
}
