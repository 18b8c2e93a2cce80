import { asBeforeSpreadsheet } from '@contactpoint/text'
import { isNhsNumber, isTemporaryUpn, isUpn } from '../identifiers.ts'
import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'
import type { IdentifierScheme } from './field.ts'
import { saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

const LEVELS = ['exact', 'near', 'different'] as const
const [EXACT, NEAR, DIFFERENT] = [0, 1, 2] as const
const UPN_LEVELS = ['exact', 'near', 'temporary', 'different'] as const
const [TEMPORARY, DIFFERENT_UPN] = [2, 3] as const

const SHORTEST_WITH_A_SLIP = 5
const ALL_EQUAL = /^(.)\1*$/u

const CHECKS: Record<IdentifierScheme, (value: string) => boolean> = {
  'nhs-number': isNhsNumber,
  upn: isUpn,
  other: (value) => !ALL_EQUAL.test(value) || value.length === 1,
}

/**
 * Numbers that are given to one person, in capitals without spaces and dashes. Of a scheme with a check digit, what fails
 * the check is missing. `near`: one slip of the pen; `temporary`, of UPNs: another number, but one of the two is a
 * school's own until the permanent one is known, so that the child may well have both.
 */
export function identifierOf(scheme: IdentifierScheme): Comparator<string> {
  const isOfPupils = scheme === 'upn'
  return {
    levels: isOfPupils ? UPN_LEVELS : LEVELS,
    prepare: (text) => prepareIdentifier(text, CHECKS[scheme]),
    canonical: (value) => value,
    compare: isOfPupils ? compareUpns : compareIdentifiers,
    blockingKeys: [{ name: 'exact', of: (value) => [value] }],
  }
}

function prepareIdentifier(text: string, isValid: (value: string) => boolean): string | null {
  const written = asBeforeSpreadsheet(text)
  if (written === null || saysNothing(wordsOf(written))) return null
  const value = written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return value !== '' && value !== '0' && isValid(value) ? value : null
}

function compareIdentifiers(a: string, b: string): number {
  if (a === b) return EXACT
  const isLong = a.length >= SHORTEST_WITH_A_SLIP && b.length >= SHORTEST_WITH_A_SLIP
  return isLong && osaWithin(a, b, 1) <= 1 ? NEAR : DIFFERENT
}

function compareUpns(a: string, b: string): number {
  const level = compareIdentifiers(a, b)
  if (level !== DIFFERENT) return level
  return isTemporaryUpn(a) || isTemporaryUpn(b) ? TEMPORARY : DIFFERENT_UPN
}
