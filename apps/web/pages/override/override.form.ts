/** What is typed again under the warning. */
export interface OverrideForm {
  attemptId?: string
  warning?: string
  pin?: string
  code?: string
}
