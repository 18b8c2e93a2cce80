import type { FedField, EndingField, IncomingRecord, MovedRecord, Source } from '@contactpoint/contracts'
import type { Child } from './children.schema.ts'
import { isKnown } from './fed-fields.rules.ts'

/** What one record of a source has said more often is forgotten from its beginning. */
export const MOST_TOLD = 50

/** A row that was taken in: where it stood, and of which day it spoke. */
export interface Delivery {
  /** Of the record in its source: no two deliveries of one record have the same. */
  version: string
  /** `YYYY-MM-DD`. */
  asOf: string
  batchId: string
  row: number
  line: number
  /** SHA-256 of what it says, hex; null where it was taken in before this was kept. */
  contentHash: string | null
  time: Date
}

/** A row, and what it said. */
export interface Telling extends Delivery {
  /** In the directory's own shape; what it does not know is not there. */
  said: Partial<Pick<Child, FedField>>
  /** Of what it says that it is no longer so. */
  ended: EndingField[]
  /** The last delivery that said the same again. */
  again: Delivery | null
}

/** All that one record of a source has said of a child, the newest last: nothing is overwritten. */
export interface SourceWord {
  source: Source
  /** Identifier of the record, unique over all sources. */
  linkId: string
  told: readonly Telling[]
}

/** What a source says of a thing, and the telling with which it began to say so, in whatever writing. */
export interface Claim<Field extends FedField = FedField> {
  value: Child[Field]
  source: Source
  since: Telling
}

export function tellingBy(record: IncomingRecord, delivery: Delivery): Telling {
  return { ...delivery, said: saidBy(record), ended: record.ended ?? [], again: null }
}

/** What was said with one more row. @param telling newer than all that was told */
export function toldMore(told: readonly Telling[], telling: Telling): Telling[] {
  const last = told.at(-1)
  if (!last || telling.contentHash === null || last.contentHash !== telling.contentHash)
    return [...told, telling].slice(-MOST_TOLD)
  const { said: _said, ended: _ended, again: _again, ...delivery } = telling
  return [...told.slice(0, -1), { ...last, again: delivery }]
}

/** What was said without a batch, as if it had never come. */
export function toldWithout(told: readonly Telling[], batchId: string): Telling[] {
  return told.flatMap((one) => {
    const again = one.again?.batchId === batchId ? null : one.again
    if (one.batchId !== batchId) return [{ ...one, again }]
    return again ? [asLastDelivered(one)] : []
  })
}

/** What was said, as the last delivery of it alone would have said it. */
export function asLastDelivered(telling: Telling): Telling {
  return telling.again ? { ...telling, ...telling.again, again: null } : telling
}

/** What a source says of a thing now; null: nothing, or that it has ended. */
export function claimOf<Field extends FedField>(
  { told, source }: SourceWord,
  field: Field,
  isSameThing: (a: Child[Field], b: Child[Field]) => boolean,
): Claim<Field> | null {
  const speaking = told.filter((one) => speaksOf(one, field))
  const value = speaking.at(-1)?.said[field]
  if (value === undefined) return null
  const other = speaking.findLastIndex(({ said }) => said[field] === undefined || !isSameThing(said[field], value))
  return { value, source, since: speaking[other + 1]! }
}

/** The fields a row brings. */
function saidBy(record: IncomingRecord): Telling['said'] {
  if (record.kind === 'involved') {
    const services = record.ended?.includes('services') ? [] : [record.service]
    return known({ ...identityIn(record), services })
  }
  const { address, identifiers, carers, education, gpPracticeCode } = record
  const whereabouts = { address, identifiers, carers, education, gpPracticeCode }
  if (record.kind === 'moved') return known(whereabouts)
  const dateOfDeath = record.kind === 'died' ? record.dateOfDeath : null
  return known({ ...identityIn(record), dateOfDeath, ...whereabouts })
}

function identityIn({ name, formerFamilyNames, dateOfBirth, gender }: Exclude<IncomingRecord, MovedRecord>) {
  return { name, formerNames: formerFamilyNames.map((family) => ({ given: name.given, family })), dateOfBirth, gender }
}

function speaksOf({ said, ended }: Telling, field: FedField): boolean {
  return said[field] !== undefined || (ended as FedField[]).includes(field)
}

function known<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isKnown(value))) as Partial<Fields>
}
