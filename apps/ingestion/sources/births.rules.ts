import type { Gender, PresentRecord } from '@contactpoint/contracts'
import type { JsonObject } from '@contactpoint/feed-formats'
import type { FieldReader } from './feed.rules.ts'
import {
  addressText,
  childsBirthDate,
  matching,
  middleNames,
  pastDay,
  personName,
  printable,
  refuse,
} from './field-readers.rules.ts'
import { JsonFields, type JsonLayout, type JsonTranslator } from './json-feed.rules.ts'

const words = (text: string): string[] => text.split(' ')
const NAME = words('prefix forenames surname suffix')

/**
 * What the register holds of a birth and the directory must not (S34, I6): a row that carries one is refused, so that the sender learns
 * to leave it out, as the Home Office's own service does for whoever may not see full details.
 */
export const NEVER_KEPT = {
  registration: words(
    'registrar informant1 informant2 dateOfDeclaration dateOfStatutoryDeclarationOfParentage statutoryDeclarationOfParentage',
  ),
  child: words('birthplace'),
  mother: words('birthplace occupation aliases maidenSurname marriageSurname'),
  father: words('birthplace occupation aliases deceased address'),
}

const HEADER: JsonLayout = { known: words('feed extractDate serial'), neverKept: [] }
const REGISTRATION: JsonLayout = {
  known: words('id date entryNumber child mother father dateOfNameUpdate status nextRegistration previousRegistration'),
  neverKept: NEVER_KEPT.registration,
}
const CHILD: JsonLayout = {
  known: [...NAME, ...words('originalPrefix originalForenames originalSuffix dateOfBirth sex isStillborn')],
  neverKept: NEVER_KEPT.child,
}
const MOTHER: JsonLayout = { known: [...NAME, 'address'], neverKept: NEVER_KEPT.mother }
const FATHER: JsonLayout = { known: NAME, neverKept: NEVER_KEPT.father }
const STATUS: JsonLayout = {
  known: words(
    'blocked cancelled correction marginalNote nameUpdate onAuthorityOfRegistrarGeneral potentiallyFictitious praOrCourtOrder reregistration',
  ),
  neverKept: [],
}

const GENDER_OF_SEX: Readonly<Record<string, Gender>> = {
  Female: 'female',
  Male: 'male',
  Indeterminate: 'unspecified',
}
/** As registers write a child before a name was given. */
const UNNAMED = ['Baby']
/** What a register writes for nothing. */
const NONE = 'None'

/** The feed of births. Layout, refusal codes and version rule: `docs/feeds/births.md`. */
export const births: JsonTranslator = {
  source: 'births',
  headerOf(value, today) {
    const header = new JsonFields(value, '', HEADER)
    header.one('feed', matching(/^births$/))
    const asOf = header.one('extractDate', pastDay(today))
    return { version: `${asOf}.${header.one('serial', matching(/^\d{3}$/))}`, asOf }
  },
  recordOf(value, { version }, today): PresentRecord {
    const entry = registrationOf(value, '')
    refuseByStatus(entry)
    if (entry.next) return refuse('nextRegistration', 'superseded')
    const child = entry.child ?? refuse('child', 'missing-field')
    if (child.flag('isStillborn')) return refuse(child.field('isStillborn'), 'not-a-child')
    const dateOfBirth = child.one('dateOfBirth', childsBirthDate(today))
    return {
      kind: 'born',
      recordId: String(firstOf(entry)),
      version,
      asOf: entry.fields.one('date', pastDay(today)),
      name: { given: child.optional('forenames', forenames) ?? UNNAMED, family: child.one('surname', personName) },
      formerFamilyNames: [],
      dateOfBirth,
      gender: child.one('sex', genderOf),
      address: entry.mother?.optional('address', addressText) ?? null,
      identifiers: [],
      carers: [...parentOf(entry.mother, 'mother'), ...parentOf(entry.father, 'father')],
      education: null,
      gpPracticeCode: null,
    }
  },
}

/** A registration whose every part has the layout. */
interface Registration {
  fields: JsonFields
  child: JsonFields | null
  mother: JsonFields | null
  father: JsonFields | null
  status: JsonFields | null
  previous: Registration | null
  next: Registration | null
}

function registrationOf(value: JsonObject, path: string): Registration {
  return partsOf(new JsonFields(value, path, REGISTRATION))
}

function partsOf(fields: JsonFields): Registration {
  const [previous, next] = [
    fields.object('previousRegistration', REGISTRATION),
    fields.object('nextRegistration', REGISTRATION),
  ]
  return {
    fields,
    child: fields.object('child', CHILD),
    mother: fields.object('mother', MOTHER),
    father: fields.object('father', FATHER),
    status: fields.object('status', STATUS),
    previous: previous && partsOf(previous),
    next: next && partsOf(next),
  }
}

/** Of a blocked registration nothing else is said; what a court has ordered may have made the child somebody else. */
function refuseByStatus({ fields, status, previous }: Registration): void {
  if (!status) return refuse(fields.field('status'), 'missing-field')
  if (status.flag('blocked') !== false) return refuse(status.field('blocked'), 'blocked')
  if (status.flag('cancelled')) return refuse(status.field('cancelled'), 'cancelled')
  if (status.flag('potentiallyFictitious')) return refuse(status.field('potentiallyFictitious'), 'fictitious')
  refuseCourtOrder({ fields, status, previous })
  status.optional('correction', printable)
  status.optional('nameUpdate', printable)
  status.flag('onAuthorityOfRegistrarGeneral')
  if ((status.optional('reregistration', printable) ?? NONE) !== NONE && !previous)
    return refuse(fields.field('previousRegistration'), 'missing-field')
}

/** Nor may a registration after one that is blocked or was ordered lead from one to the other. */
function refuseCourtOrder({ fields, status, previous }: Pick<Registration, 'fields' | 'status' | 'previous'>): void {
  if (!status) return refuse(fields.field('status'), 'missing-field')
  status.optional('praOrCourtOrder', noneElse('court-order'))
  status.optional('marginalNote', (note, field) => {
    if (note !== NONE && note !== 'Re-registered')
      refuse(field, /court|adopt/i.test(note) ? 'court-order' : 'not-in-list')
  })
  if (previous?.status && previous.status.flag('blocked') !== false)
    return refuse(previous.status.field('blocked'), 'blocked')
  if (previous) refuseCourtOrder(previous)
}

/** A registration that takes the place of another is a newer word of the same record. */
function firstOf(entry: Registration): number {
  return entry.previous ? firstOf(entry.previous) : entry.fields.whole('id')
}

/** Nobody when the register names none. */
function parentOf(parent: JsonFields | null, relationship: 'mother' | 'father'): PresentRecord['carers'] {
  const given = parent?.optional('forenames', forenames) ?? null
  const family = parent?.optional('surname', personName) ?? null
  if (given === null && family === null) return []
  const name = {
    given: given ?? refuse(parent!.field('forenames'), 'missing-field'),
    family: family ?? refuse(parent!.field('surname'), 'missing-field'),
  }
  return [{ name, relationship, phone: null }]
}

/** Names separated by spaces, ten at most. */
const forenames: FieldReader<string[]> = (text, field) => {
  const [first, ...others] = text.split(/\s+/)
  return [personName(first!, field), ...(others.length > 0 ? middleNames(others.join(' '), field) : [])]
}

const genderOf: FieldReader<Gender> = (text, field) =>
  Object.hasOwn(GENDER_OF_SEX, text) ? GENDER_OF_SEX[text]! : refuse(field, 'not-in-list')

const noneElse =
  (code: string): FieldReader<void> =>
  (text, field) => {
    if (text !== NONE) refuse(field, code)
  }
