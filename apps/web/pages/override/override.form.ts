import type { ProofForm } from '../../session/proof.rules.ts'

/** What is typed again under the warning. */
export interface OverrideForm extends ProofForm {
  attemptId?: string
  warning?: string
}
