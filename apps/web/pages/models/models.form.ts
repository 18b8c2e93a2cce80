import type { FieldError } from '../../layout/field-errors.rules.ts'

/** The fields beside the file, as a browser sends them. */
export interface ModelForm {
  report?: string
}

/** What came as a file, if anything did. */
interface Sent {
  file?: { size: number } | undefined
  isFileTooLong?: boolean
}

/** What is missing; whether it is a model, and where a report may be, is for the gateway to refuse. */
export function proposalErrors({ report }: ModelForm, { file, isFileTooLong }: Sent): FieldError[] {
  const wrong = isFileTooLong
    ? 'The file is too long: 500 KB at the most'
    : file?.size
      ? ''
      : 'Choose the file of the model'
  return [
    ...(wrong ? [{ field: 'file', text: wrong }] : []),
    ...(report?.trim() ? [] : [{ field: 'report', text: 'Enter where its making is written, like LINKING/2026/3' }]),
  ]
}
