import { ProblemError } from '@contactpoint/client'
import { filled } from './dates.rules.ts'
import type { FieldError } from './field-errors.rules.ts'

/** Of which authority somebody asks for a list; empty: their own. */
export function authorityIn(asked: unknown): { authority?: string } {
  const authority = typeof asked === 'string' ? filled(asked) : undefined
  return authority ? { authority } : {}
}

/** A list of an authority: nothing, and why, of one that is not theirs to see and of what is no code. */
export async function seenOf<Item>(asked: Promise<{ items: Item[] }>): Promise<{ items: Item[]; wrong: FieldError[] }> {
  try {
    return { items: (await asked).items, wrong: [] }
  } catch (error) {
    if (!(error instanceof ProblemError) || !['not-found', 'invalid-request'].includes(error.code)) throw error
    return { items: [], wrong: [NOT_SEEN] }
  }
}

const NOT_SEEN = { field: 'of', text: 'Enter your own authority, three digits: the national desk sees any' }
