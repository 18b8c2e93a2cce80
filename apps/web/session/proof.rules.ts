import type { AddSecurityKey, KeyAssertion, StepUp } from '@contactpoint/contracts'
import type { FieldError } from '../layout/field-errors.rules.ts'

/** What is typed, or signed by a key, to prove who somebody is. */
export interface ProofForm {
  pin?: string
  code?: string
  /** What a key has signed, as the script of the pages puts it: JSON. */
  signed?: string
  /** `key`: the button for a security key was pressed. */
  by?: string
}

/** Said where a key was to sign and nothing came: the page's script did not run. */
export const NO_KEY: FieldError = {
  field: 'pin',
  text: 'Your key has signed nothing. This needs a browser with JavaScript that knows security keys',
}

export function isByKey({ by }: ProofForm): boolean {
  return by === 'key'
}

/** PIN, and code as it is typed, with the spaces that devices show between digits; or what a key has signed. */
export function typedProof(form: ProofForm): StepUp {
  const pin = (form.pin ?? '').trim()
  if (!isByKey(form)) return { pin, code: (form.code ?? '').replaceAll(/\s/g, '') }
  const assertion = partsOf<KeyAssertion>(form.signed, ['id', 'clientDataJSON', 'authenticatorData', 'signature'])
  return { pin, ...(assertion && { assertion }) }
}

/** A key that a browser has made; null: it made none. */
export function madeKey({ signed }: ProofForm): AddSecurityKey | null {
  return partsOf<AddSecurityKey>(signed, ['id', 'clientDataJSON', 'attestationObject'])
}

/** What is to be filled in still: the gateway judges the rest. */
export function missingProof(form: ProofForm): FieldError[] {
  const { pin, code, assertion } = typedProof(form)
  if (!pin) return [{ field: 'pin', text: 'Enter your PIN' }, ...(code === '' ? [NO_CODE] : [])]
  if (isByKey(form)) return assertion ? [] : [NO_KEY]
  return code ? [] : [NO_CODE]
}

const NO_CODE: FieldError = { field: 'code', text: 'Enter the code of your device' }

/** The parts of what a script has sent, each a text; null: one is missing. */
function partsOf<Parts extends object>(
  sent: string | undefined,
  names: readonly (keyof Parts & string)[],
): Parts | null {
  const parts = read(sent)
  const entries = names.map((name) => [name, parts?.[name]] as const)
  return entries.every(([, part]) => typeof part === 'string') ? (Object.fromEntries(entries) as Parts) : null
}

function read(sent = ''): Record<string, unknown> | null {
  try {
    return JSON.parse(sent) as Record<string, unknown> | null
  } catch {
    return null
  }
}
