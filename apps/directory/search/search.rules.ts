import { Fault, namesHidden, type SearchCriteria } from '@contactpoint/contracts'
import { givenNameVariants } from '@contactpoint/matching'
import {
  areOneName,
  beginningsToFind,
  foldName,
  keysToFind,
  postcodeKey,
  toNameCriterion,
  toPhone,
  toPostcode,
  wordsToFind,
} from '@contactpoint/text'
import type { QueryFilter } from 'mongoose'
import type { HitFields } from '../children/children.rules.ts'
import { KEY_FIELDS, KEY_VISIBILITY } from './key-visibility.rules.ts'
import type { SearchKey } from './search.schema.ts'
import { wordsOf } from './search-keys.rules.ts'

/** More children than this and none is shown: the question must be narrowed. */
export const MOST_HITS = 50

const DAY_MS = 24 * 60 * 60 * 1000
const LONGEST_RANGE_DAYS = 366

const VISIBLE_KEY_FIELDS = KEY_FIELDS.filter((field) => KEY_VISIBILITY[field] === 'visible')

/**
 * The query for a search. Restricted children are left out of it, before anything is matched, unless visible keys alone are
 * asked for; and then a key of a hidden field still does not find them (S25, AC-04).
 *
 * @param bornFrom earliest birth date of a live child
 * @throws Fault `invalid-request` when the minimum criteria are missing
 */
export function searchFilter(criteria: SearchCriteria, bornFrom: string): QueryFilter<SearchKey> {
  const [from, to] = birthDates(criteria)
  const narrowing = Object.entries(NARROW).flatMap(([criterion, narrow]) => {
    const value = criteria[criterion as keyof typeof NARROW]
    return value === undefined ? [] : [narrow(value, `criteria.${criterion}`)]
  })
  return {
    family: nameCondition(criteria.familyName, 'criteria.familyName'),
    dateOfBirth: { $gte: from > bornFrom ? from : bornFrom, $lte: to },
    visible: true,
    ...(namesHidden(criteria)
      ? { restricted: false }
      : { $or: [{ restricted: false }, { field: { $in: VISIBLE_KEY_FIELDS } }] }),
    ...(narrowing.length > 0 && { $and: narrowing }),
  }
}

/** Criteria beyond the minimum, each as a condition on a key. */
const NARROW: Record<
  Exclude<keyof SearchCriteria, 'familyName' | 'dateOfBirth' | 'dateOfBirthFrom' | 'dateOfBirthTo'>,
  (value: string, field: string) => QueryFilter<SearchKey>
> = {
  givenName: (value, field) => ({ given: givenNameCondition(value, field) }),
  gender: (value) => ({ gender: value as SearchKey['gender'] }),
  postcode: (value, field) => ({ postcode: postcodeKey(toPostcode(value) ?? refuse(field, 'isPostcode')) }),
  addressLine: (value, field) => ({ addressWords: { $all: addressWords(value, field) } }),
  schoolUrn: (value) => ({ schoolUrn: value }),
  gpPracticeCode: (value) => ({ gpPracticeCode: value }),
  carerFamilyName: (value, field) => ({ carerFamilies: nameCondition(value, field) }),
  phone: (value, field) => ({ phones: toPhone(value) ?? refuse(field, 'isPhone') }),
}

function birthDates({ dateOfBirth, dateOfBirthFrom, dateOfBirthTo }: SearchCriteria): [string, string] {
  if (dateOfBirth !== undefined) {
    if (dateOfBirthFrom !== undefined || dateOfBirthTo !== undefined)
      throw Fault.invalid('criteria.dateOfBirth', 'eitherDateOrRange')
    return [dateOfBirth, dateOfBirth]
  }
  if (dateOfBirthFrom === undefined) throw Fault.invalid('criteria.dateOfBirth', 'isRequired')
  if (dateOfBirthTo === undefined) throw Fault.invalid('criteria.dateOfBirthTo', 'isRequired')
  const days = (Date.parse(dateOfBirthTo) - Date.parse(dateOfBirthFrom)) / DAY_MS
  if (days < 0) throw Fault.invalid('criteria.dateOfBirthTo', 'isNotBeforeFrom')
  if (days > LONGEST_RANGE_DAYS) throw Fault.invalid('criteria.dateOfBirthTo', 'rangeIsAtMostAYear')
  return [dateOfBirthFrom, dateOfBirthTo]
}

function nameCondition(typed: string, field: string): { $in: (string | RegExp)[] } {
  const { name, isBeginning } = toNameCriterion(typed) ?? refuse(field, 'isNameCriterion')
  return { $in: isBeginning ? beginningsToFind(name).map(startOf) : keysToFind(name) }
}

function givenNameCondition(typed: string, field: string): { $in: (string | RegExp)[] } {
  const { name, isBeginning } = toNameCriterion(typed) ?? refuse(field, 'isNameCriterion')
  return { $in: isBeginning ? [startOf(foldName(name))] : wordsToFind(name, givenNameVariants) }
}

/** An index finds what begins with plain letters; nothing in a key has to be escaped. */
function startOf(key: string): RegExp {
  return new RegExp(`^${key}`)
}

function addressWords(typed: string, field: string): string[] {
  const words = wordsOf(typed)
  return words.length > 0 ? words : refuse(field, 'hasSomethingToSearchBy')
}

/** What folds to nothing would quietly find nobody. */
function refuse(field: string, rule: string): never {
  throw Fault.invalid(field, rule)
}

/** How well the visible fields of a child answer the question; nothing hidden has a part in it. */
export function scoreOf(criteria: SearchCriteria, child: Pick<HitFields, 'name' | 'dateOfBirth' | 'gender'>): number {
  const family = areOneName(criteria.familyName, child.name.family) ? 4 : 0
  const given = criteria.givenName === undefined ? 0 : givenScore(criteria.givenName, child.name.given)
  return family + given
}

function givenScore(typed: string, given: string[]): number {
  const [first, ...others] = given.map(foldName)
  const asked = foldName(typed)
  if (asked === first) return 3
  return others.includes(asked) ? 2 : 1
}

/** Best first; the child id, which is random, decides between equals. */
export function inOrder<T extends { childId: string }>(hits: T[], score: (hit: T) => number): T[] {
  return hits.toSorted((a, b) => score(b) - score(a) || (a.childId < b.childId ? -1 : 1))
}
