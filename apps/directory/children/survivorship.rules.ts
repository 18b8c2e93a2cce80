import type { Source } from '@contactpoint/contracts'
import { foldName } from '@contactpoint/text'
import type { Child, Name, Provenance } from './children.schema.ts'
import { FED_FIELDS, MOST_CARERS, MOST_FORMER_NAMES, type FedField } from './fed-fields.rules.ts'
import { betterName, distinctNames, isSameName } from './names.rules.ts'
import { isSame } from './same.rules.ts'
import { distinctIdentifiers, lastSaid, type SourceWord, type Statement } from './said.rules.ts'

/**
 * Whom the directory believes where sources differ. `rank`: what does not change, of whoever is nearest to where it is written down first.
 * `latest`: what changes, of whoever has said so since the latest day; saying it again makes it no newer. `all`: of everybody.
 */
export const SURVIVORSHIP: Readonly<Record<FedField, 'rank' | 'latest' | 'all'>> = {
  name: 'latest',
  formerNames: 'all',
  dateOfBirth: 'rank',
  gender: 'rank',
  address: 'latest',
  identifiers: 'all',
  carers: 'all',
  education: 'latest',
  gpPracticeCode: 'latest',
}

/** The lower one is believed, where the table goes by rank or two speak of the same day. */
export const RANK: Readonly<Record<Source, number>> = { 'school-census': 4 }

type Fed = Pick<Child, FedField | 'provenance'>

/** Something that one source says now. */
interface Claim<Value = unknown> {
  value: Value
  /** Since which day it has said so. */
  since: string
  provenance: Provenance
}

/** A child as its sources say it: the same in whatever order they came. Of what nobody says it has nothing. */
export function foldWords(words: readonly SourceWord[]): Fed {
  const inOrder = words.toSorted((a, b) => RANK[a.source] - RANK[b.source] || (a.linkId < b.linkId ? -1 : 1))
  const claims = <Field extends FedField>(field: Field): Claim<Child[Field]>[] =>
    inOrder.flatMap((word) => claimOf(word, field) ?? [])
  const name = nameOf(claims('name'))!
  const [dateOfBirth, gender] = [byRank(claims('dateOfBirth'))[0]!, genderOf(byRank(claims('gender')))!]
  const [address, education, practice] = [
    latest(claims('address')),
    latest(claims('education')),
    latest(claims('gpPracticeCode')),
  ]
  const [formerNames, identifiers, carers] = [claims('formerNames'), claims('identifiers'), claims('carers')]
  const sources = { name, dateOfBirth, gender, address, education, gpPracticeCode: practice }
  const lists = { formerNames: latest(formerNames), identifiers: latest(identifiers), carers: latest(carers) }
  return {
    name: name.value,
    formerNames: formerNamesOf(inOrder, name.value),
    dateOfBirth: dateOfBirth.value,
    gender: gender.value,
    address: address?.value ?? null,
    identifiers: distinctIdentifiers(identifiers.flatMap(({ value }) => value)),
    carers: carersOf(newestFirst(carers).map(({ value }) => value)),
    education: education?.value ?? null,
    gpPracticeCode: practice?.value ?? null,
    provenance: provenances({ ...sources, ...lists }),
  }
}

function claimOf<Field extends FedField>(word: SourceWord, field: Field): Claim<Child[Field]> | null {
  const now = lastSaid(word.said, field)
  if (!now || now.value === null) return null
  const { batchId, line, time } = deliveryOf(word, now)
  return {
    value: now.value,
    since: deliveryOf(word, sinceOf(word.said[field] as Statement[], field)).asOf,
    provenance: { source: word.source, batchId, line, time },
  }
}

function deliveryOf({ deliveries }: SourceWord, { by }: Statement) {
  return deliveries.find(({ version }) => version === by)!
}

/** The statement with which a source began to say what it says now, in whatever writing. */
function sinceOf(statements: readonly Statement[], field: FedField): Statement {
  const now = statements.at(-1)!
  const other = statements.findLastIndex((one) => !isSameThing(field, one.value, now.value))
  return statements[other + 1]!
}

function isSameThing(field: FedField, a: unknown, b: unknown): boolean {
  if (a === null || b === null) return a === b
  if (field === 'name') return isSameName(a as Name, b as Name)
  if (field === 'address')
    return (a as NonNullable<Child['address']>).postcode === (b as NonNullable<Child['address']>).postcode
  if (field === 'education')
    return (a as NonNullable<Child['education']>).schoolUrn === (b as NonNullable<Child['education']>).schoolUrn
  return isSame(a, b)
}

/** The name that has been said since the latest day, in the best writing of all; a newborn's stands until there is another. */
function nameOf(claims: Claim<Name>[]): Claim<Name> | undefined {
  const named = claims.filter(({ value }) => !isUnnamed(value))
  const now = latest(named.length > 0 ? named : claims)
  const writings = claims.filter(({ value }) => now && isSameName(value, now.value))
  return now && { ...now, value: writings.reduceRight((best, { value }) => betterName(best, value), now.value) }
}

/** As registers write a child before a name was given. */
function isUnnamed({ given }: Name): boolean {
  return given.length > 0 && foldName(given[0]!) === 'baby'
}

/** Every other name that anybody has said, now or before. */
function formerNamesOf(words: readonly SourceWord[], name: Name): Name[] {
  const former = words.flatMap(({ said }) => said.formerNames?.flatMap(({ value }) => value ?? []) ?? [])
  const names = words.flatMap(({ said }) => said.name?.flatMap(({ value }) => value ?? []) ?? [])
  const named = names.filter((one) => !isUnnamed(one))
  return distinctNames([...former, ...named], name).slice(0, MOST_FORMER_NAMES)
}

function genderOf(claims: Claim<Child['gender']>[]): Claim<Child['gender']> | undefined {
  return claims.find(({ value }) => value !== 'unspecified') ?? claims[0]
}

/** Those of the first list, with the number that any other knows, and whom others name beside them. */
function carersOf([newest = [], ...others]: Child['carers'][]): Child['carers'] {
  const carers = [...newest]
  for (const carer of others.flat()) {
    const at = carers.findIndex(({ name }) => isSameName(name, carer.name))
    if (at < 0) carers.push(carer)
    else carers[at] = { ...carers[at]!, phone: carers[at]!.phone ?? carer.phone }
  }
  return carers.slice(0, MOST_CARERS)
}

function latest<Value>(claims: Claim<Value>[]): Claim<Value> | undefined {
  return newestFirst(claims)[0]
}

/** Whoever is nearest to where it is written down first; of two like that, who has said it since the later day. */
function byRank<Value>(claims: Claim<Value>[]): Claim<Value>[] {
  return newestFirst(claims).toSorted((a, b) => RANK[a.provenance.source] - RANK[b.provenance.source])
}

/** The later day first; of one day, as they stand. */
function newestFirst<Value>(claims: Claim<Value>[]): Claim<Value>[] {
  return claims.toSorted((a, b) => (a.since === b.since ? 0 : a.since < b.since ? 1 : -1))
}

function provenances(claims: Record<FedField, Claim | undefined>): Child['provenance'] {
  return Object.fromEntries(FED_FIELDS.flatMap((field) => (claims[field] ? [[field, claims[field].provenance]] : [])))
}
