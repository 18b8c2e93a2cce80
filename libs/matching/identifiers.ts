/** A child's number in a national scheme. */
export interface MatchIdentifier {
  readonly scheme: 'upn' | 'nhs-number'
  readonly value: string
}

/** The 23 letters a UPN may begin with: without I, O and S, which look like digits. A letter counts by its place. */
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const UPN = /^[A-HJ-NP-RT-Z](?!000)\d{11}[\dA-HJ-NP-RT-Z]$/

/**
 * True for a unique pupil number whose check letter is right: 13 characters, in capitals. A temporary number, which has
 * a letter in the last place, is valid too (see {@link isTemporaryUpn}).
 *
 * Source: DfE, "Unique pupil numbers (UPNs): a guide for schools and local authorities": the 12 characters after the
 * check letter times 2 to 13, summed, modulo 23; the last letter of a temporary number counts by its place, A being 0.
 */
export function isUpn(text: string): boolean {
  if (!UPN.test(text)) return false
  let sum = 0
  for (let i = 1; i <= 12; i++) sum += (i + 1) * upnValue(text[i]!)
  return UPN_LETTERS[sum % UPN_LETTERS.length] === text[0]
}

/** True for the form of a UPN that a school gives until the child's own is known: another one will follow it. */
export function isTemporaryUpn(text: string): boolean {
  return UPN.test(text) && /[A-Z]$/.test(text)
}

function upnValue(character: string): number {
  return /\d/.test(character) ? Number(character) : UPN_LETTERS.indexOf(character)
}

/**
 * True for ten digits that satisfy the NHS number check (digits times 10 to 2, summed, 11 minus the remainder modulo
 * 11). Ten equal digits are a placeholder, though some of them satisfy it.
 *
 * Source: NHS Data Dictionary, NHS NUMBER.
 */
export function isNhsNumber(text: string): boolean {
  if (!/^\d{10}$/.test(text) || /^(\d)\1{9}$/.test(text)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += (10 - i) * Number(text[i])
  const check = (11 - (sum % 11)) % 11
  return check === Number(text[9])
}

/** True when the identifier satisfies its own scheme's check. */
export function isValidIdentifier({ scheme, value }: MatchIdentifier): boolean {
  return scheme === 'upn' ? isUpn(value) : isNhsNumber(value)
}

/** True when some valid identifier is in both lists. */
export function shareIdentifier(a: readonly MatchIdentifier[], b: readonly MatchIdentifier[]): boolean {
  return a.some((one) => isValidIdentifier(one) && b.some((other) => isSame(one, other)))
}

/**
 * True when both lists hold trusted identifiers of a scheme and have none of that scheme in common. Trusted is a valid
 * number that stays with a child: a temporary UPN gives way to the permanent one and so contradicts nothing.
 */
export function identifiersConflict(a: readonly MatchIdentifier[], b: readonly MatchIdentifier[]): boolean {
  return (['upn', 'nhs-number'] as const).some((scheme) => {
    const [ofA, ofB] = [trusted(a, scheme), trusted(b, scheme)]
    return ofA.length > 0 && ofB.length > 0 && !shareIdentifier(ofA, ofB)
  })
}

function trusted(identifiers: readonly MatchIdentifier[], scheme: MatchIdentifier['scheme']): MatchIdentifier[] {
  return identifiers.filter((one) => one.scheme === scheme && isValidIdentifier(one) && !isTemporaryUpn(one.value))
}

function isSame(a: MatchIdentifier, b: MatchIdentifier): boolean {
  return a.scheme === b.scheme && a.value === b.value
}
