import type { IncomingRecord, Source } from '@contactpoint/contracts'
import type { Child } from './children.schema.ts'
import { FED_FIELDS, isKnown, MOST_FORMER_NAMES, MOST_IDENTIFIERS, type FedField } from './fed-fields.rules.ts'
import { betterName, distinctNames, isSameName } from './names.rules.ts'
import { isSame } from './same.rules.ts'

/** More than so many values of one thing are not kept of a source; the oldest are forgotten. */
export const MOST_STATEMENTS = 50

/** A row that said something: where it stood, and of which day it spoke. */
export interface Delivery {
  /** Of the record in its source: no two deliveries of one record have the same. */
  version: string
  /** `YYYY-MM-DD`. */
  asOf: string
  batchId: string
  line: number
  time: Date
}

/** One thing that was said, and by the delivery of which version. Null: it is no longer so. */
export interface Statement<Value = unknown> {
  value: Value | null
  by: string
}

/** What was said of each thing, the newest last: nothing is overwritten. */
export type Said = { [Field in FedField]?: Statement<Child[Field]>[] }

/** All that one record of a source has said of a child. */
export interface Word {
  said: Said
  deliveries: Delivery[]
}

/** The same, and whose it is. */
export interface SourceWord extends Word {
  source: Source
  /** Identifier of the record, unique over all sources. */
  linkId: string
}

/** The last that was said of a thing, though it be that it has ended. */
export function lastSaid<Field extends FedField>(said: Said, field: Field): Statement<Child[Field]> | undefined {
  return said[field]?.at(-1)
}

/** The fields a row brings, in the directory's own shape; what it does not know is not among them. */
export function broughtBy(record: IncomingRecord): Partial<Pick<Child, FedField>> {
  const { address, identifiers, carers, education, gpPracticeCode } = record
  const whereabouts = { address, identifiers, carers, education, gpPracticeCode }
  if (record.kind === 'moved') return known(whereabouts)
  const { name, dateOfBirth, gender } = record
  const formerNames = record.formerFamilyNames.map((family) => ({ given: name.given, family }))
  return known({ name, formerNames, dateOfBirth, gender, ...whereabouts })
}

/**
 * What a source has said with one more of its rows. Only what is new is added: another writing of a name is the better of the two, and
 * former names and identifiers are added to those that were said.
 */
export function sayMore(word: Word, record: IncomingRecord, delivery: Delivery): Word {
  const said: Said = { ...word.said }
  const say = (field: FedField, value: unknown): void => {
    const before = (said[field] ?? []) as Statement[]
    if (before.length === 0 ? value !== null : !isSame(before.at(-1)!.value, value))
      said[field] = [...before, { value, by: delivery.version }].slice(-MOST_STATEMENTS) as never
  }
  for (const [field, value] of Object.entries(broughtBy(record)) as [FedField, unknown][])
    say(field, together(field, lastSaid(said, field)?.value ?? null, value))
  for (const field of record.ended ?? []) say(field, null)
  const deliveries = [...word.deliveries, delivery].filter(({ version }) => isNamed(said, version))
  return { said, deliveries }
}

/** What is said of a thing when this comes after what was said of it before; null: nothing was. */
function together(field: FedField, before: unknown, value: unknown): unknown {
  if (before === null) return value
  if (field === 'name') return sameNameBetter(before as Child['name'], value as Child['name'])
  if (field === 'formerNames') {
    const all = [...(before as Child['formerNames']), ...(value as Child['formerNames'])]
    return distinctNames(all).slice(-MOST_FORMER_NAMES)
  }
  if (field === 'identifiers')
    return distinctIdentifiers([...(before as Child['identifiers']), ...(value as Child['identifiers'])])
  return value
}

export function distinctIdentifiers(all: Child['identifiers']): Child['identifiers'] {
  const distinct = new Map(all.map((one) => [`${one.scheme}:${one.value}`, one]))
  return [...distinct.values()].slice(0, MOST_IDENTIFIERS)
}

function sameNameBetter(before: Child['name'], name: Child['name']): Child['name'] {
  return isSameName(before, name) ? betterName(before, name) : name
}

function known<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isKnown(value))) as Partial<Fields>
}

function isNamed(said: Said, version: string): boolean {
  return FED_FIELDS.some((field) => said[field]?.some(({ by }) => by === version))
}
