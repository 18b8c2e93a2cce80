/** A date as three fields of a form, `NAME-day`, `NAME-month`, `NAME-year`; what is no date stays as it was typed, for the gateway to refuse. */
export function dateIn(form: Record<string, string | undefined>, name: string): string | undefined {
  const [year, month, dayOfMonth] = ['year', 'month', 'day'].map((part) => (form[`${name}-${part}`] ?? '').trim())
  if (!year && !month && !dayOfMonth) return undefined
  return `${year}-${month!.padStart(2, '0')}-${dayOfMonth!.padStart(2, '0')}`
}

/** A field that was filled in. */
export function filled(text: string | undefined): string | undefined {
  return text?.trim() || undefined
}
