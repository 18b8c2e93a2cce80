import { foldName, keysOfName, plainly, postcodeKey, toPhone, wordKeys } from '@contactpoint/text'
import type { Child, Name } from '../children/children.schema.ts'
import type { KeyField } from './key-visibility.rules.ts'
import type { SearchKey } from './search.schema.ts'

/** Every key a child can be found by. */
export function searchKeysOf(child: Child): SearchKey[] {
  const current = keysUnder(child, 'name', child.name)
  const former = child.formerNames.flatMap((name) => keysUnder(child, 'former-name', name))
  return [...current, ...former]
}

function keysUnder(child: Child, field: KeyField, name: Name): SearchKey[] {
  return keysOfName(name.family).map((family) => ({
    childId: child.childId,
    field,
    family,
    given: [...new Set(name.given.flatMap(wordKeys))],
    dateOfBirth: child.dateOfBirth,
    dateOfDeath: child.dateOfDeath,
    gender: child.gender,
    visible: child.visibility === 'visible',
    restricted: child.restricted || child.covered,
    postcode: child.address && postcodeKey(child.address.postcode),
    addressWords: child.address ? wordsOf(child.address.lines.join(' ')) : [],
    schoolUrn: child.education?.schoolUrn ?? null,
    gpPracticeCode: child.gpPracticeCode,
    carerFamilies: [...new Set(child.carers.flatMap((carer) => keysOfName(carer.name.family)))],
    phones: [...new Set(child.carers.flatMap(({ phone }) => toPhone(phone) ?? []))],
  }))
}

/** The words of an address, folded and without punctuation: Stoke-on-Trent is three. */
export function wordsOf(text: string): string[] {
  return [
    ...new Set(
      plainly(text)
        .split(/[\s,/-]+/)
        .map(foldName)
        .filter(Boolean),
    ),
  ]
}
