import { FED_FIELDS, type FedField, type Source } from '@contactpoint/contracts'
import { foldName } from '@contactpoint/text'
import type { Child, Name, Provenance } from './children.schema.ts'
import { MOST_CARERS, MOST_FORMER_NAMES, MOST_IDENTIFIERS } from './fed-fields.rules.ts'
import { betterName, distinctNames, isSameName } from './names.rules.ts'
import { claimOf, type Claim, type SourceWord } from './said.rules.ts'
import { isSame } from './same.rules.ts'
import { distinctServices } from './services.rules.ts'

/**
 * Whom the directory believes where sources differ. `rank`: what does not change, of whoever is nearest to where it is written down first.
 * `latest`: what changes, of whoever has said so since the latest day; saying it again makes it no newer. `all`: of everybody.
 */
export const SURVIVORSHIP: Readonly<Record<FedField, 'rank' | 'latest' | 'all'>> = {
  name: 'latest',
  formerNames: 'all',
  dateOfBirth: 'rank',
  dateOfDeath: 'rank',
  gender: 'rank',
  address: 'latest',
  identifiers: 'all',
  carers: 'all',
  education: 'latest',
  gpPracticeCode: 'latest',
  services: 'all',
}

/** The lower one is believed, where the table goes by rank or two speak of the same day. */
export const RANK: Readonly<Record<Source, number>> = {
  births: 1,
  deaths: 2,
  pds: 3,
  'gp-links': 4,
  'child-benefit': 5,
  'school-census': 6,
  authority: 7,
}

type Fed = Pick<Child, FedField | 'provenance'>
type Claims = { [Field in FedField]: Claim<Field>[] }

/** Whether a source says of a thing what it said before: another writing is no news. */
const SAME_THING: { [Field in FedField]?: (a: Child[Field], b: Child[Field]) => boolean } = {
  name: isSameName,
  address: (a, b) => a?.postcode === b?.postcode,
  education: (a, b) => a?.schoolUrn === b?.schoolUrn,
}

/**
 * A child as its sources say it: the same in whatever order they came. Of what nobody says it has nothing.
 *
 * @param words one of which says who it is
 */
export function foldWords(words: readonly SourceWord[]): Fed {
  const inOrder = words.toSorted((a, b) => RANK[a.source] - RANK[b.source] || (a.linkId < b.linkId ? -1 : 1))
  const claims = Object.fromEntries(FED_FIELDS.map((field) => [field, believedFirst(inOrder, field)])) as Claims
  const name = nameOf(claims.name, inOrder)
  return {
    name,
    formerNames: formerNamesOf(inOrder, name),
    dateOfBirth: claims.dateOfBirth[0]!.value,
    dateOfDeath: claims.dateOfDeath[0]?.value ?? null,
    gender: claims.gender[0]!.value,
    address: claims.address[0]?.value ?? null,
    identifiers: identifiersOf(inOrder),
    carers: carersOf(claims.carers.map(({ value }) => value)),
    education: claims.education[0]?.value ?? null,
    gpPracticeCode: claims.gpPracticeCode[0]?.value ?? null,
    services: distinctServices(claims.services.flatMap(({ value }) => value)),
    provenance: Object.fromEntries(
      FED_FIELDS.flatMap((field) => (claims[field][0] ? [[field, provenanceOf(claims[field][0])]] : [])),
    ),
  }
}

/** Who says something of a thing, whoever is believed first. */
function believedFirst<Field extends FedField>(words: readonly SourceWord[], field: Field): Claim<Field>[] {
  const isSameThing = SAME_THING[field] ?? isSame
  const claims = words.flatMap((word) => claimOf(word, field, isSameThing) ?? [])
  const newestFirst = claims.toSorted((a, b) => descending(a.since.asOf, b.since.asOf))
  const byRank = (a: Claim, b: Claim): number => RANK[a.source] - RANK[b.source]
  const believed = SURVIVORSHIP[field] === 'rank' ? newestFirst.toSorted(byRank) : newestFirst
  return believed.toSorted((a, b) => Number(isPlaceholder(field, a.value)) - Number(isPlaceholder(field, b.value)))
}

function descending(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1
}

/** What stands until there is something: a newborn's name before it was given one, a gender that nobody has written down. */
function isPlaceholder(field: FedField, value: unknown): boolean {
  return field === 'name' ? isUnnamed(value as Name) : value === 'unspecified'
}

/** As registers write a child before a name was given. */
function isUnnamed({ given }: Name): boolean {
  return given.length > 0 && foldName(given[0]!) === 'baby'
}

/** In the best writing that anybody has given it; of those as good, the one that is believed. */
function nameOf([claim]: Claim<'name'>[], words: readonly SourceWord[]): Name {
  const { value } = claim!
  const written = words.flatMap(({ told }) => told.flatMap(({ said }) => said.name ?? []))
  return [...written.filter((name) => isSameName(name, value)), value].reduce((best, name) => betterName(best, name))
}

/** Every other name that anybody has said, now or before. */
function formerNamesOf(words: readonly SourceWord[], name: Name): Name[] {
  const told = words.flatMap((word) => word.told)
  const former = told.flatMap(({ said }) => said.formerNames ?? [])
  const names = told.flatMap(({ said }) => said.name ?? []).filter((one) => !isUnnamed(one))
  return distinctNames([...former, ...names], name).slice(0, MOST_FORMER_NAMES)
}

function identifiersOf(words: readonly SourceWord[]): Child['identifiers'] {
  const all = words.flatMap(({ told }) => told.flatMap(({ said }) => said.identifiers ?? []))
  const distinct = new Map(all.map((one) => [`${one.scheme}:${one.value}`, one]))
  return [...distinct.values()].slice(0, MOST_IDENTIFIERS)
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

function provenanceOf({ source, since: { batchId, line, time } }: Claim): Provenance {
  return { source, batchId, line, time }
}
