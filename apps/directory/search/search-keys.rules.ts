import { nameParts, normaliseName, normalisePhone, normalisePostcode } from '@contactpoint/matching'
import type { Child, Name } from '../children/children.schema.ts'
import type { KeyField } from './key-visibility.rules.ts'
import type { SearchKey } from './search.schema.ts'

/** Every key a child can be found by. */
export function searchKeysOf(child: Child): SearchKey[] {
  const current = keysOfName(child, 'name', child.name)
  const former = child.formerNames.flatMap((name) => keysOfName(child, 'former-name', name))
  return [...current, ...former]
}

function keysOfName(child: Child, field: KeyField, name: Name): SearchKey[] {
  return nameParts(name.family).map((family, position) => ({
    childId: child.childId,
    field,
    family,
    whole: position === 0,
    given: [...new Set(name.given.flatMap(nameParts))],
    dateOfBirth: child.dateOfBirth,
    gender: child.gender,
    visible: child.visibility === 'visible',
    restricted: child.restricted,
    postcode: child.address && normalisePostcode(child.address.postcode),
    addressWords: child.address ? wordsOf(child.address.lines.join(' ')) : [],
    schoolUrn: child.education?.schoolUrn ?? null,
    gpPracticeCode: child.gpPracticeCode,
    carerFamilies: [...new Set(child.carers.flatMap((carer) => nameParts(carer.name.family)))],
    phones: [...new Set(child.carers.flatMap(({ phone }) => (phone && normalisePhone(phone)) || []))],
  }))
}

/** The words of an address, folded and without punctuation. */
export function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\s,]+/)
        .map(normaliseName)
        .filter(Boolean),
    ),
  ]
}
