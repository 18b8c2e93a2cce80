import { type FedField, today, type ItemSource, type RecordItem } from '@contactpoint/contracts'
import type { Child, Provenance } from './children.schema.ts'
import { isKnown } from './fed-fields.rules.ts'

/** What a record calls the fields that it shows, in their order. Identifiers are not among them: not even that there are any is said. */
const ITEMS = {
  name: 'name',
  formerNames: 'former-names',
  dateOfBirth: 'date-of-birth',
  dateOfDeath: 'date-of-death',
  gender: 'gender',
  address: 'address',
  carers: 'carers',
  education: 'school',
  gpPracticeCode: 'gp-practice',
  services: 'services',
} as const satisfies Record<Exclude<FedField, 'identifiers'>, RecordItem>
type ShownField = keyof typeof ITEMS

/** Provenance as it is read for a record. */
export type ReadProvenance = Partial<Record<ShownField, Partial<Pick<Provenance, 'source' | 'time'>>>>

/** The same as Mongo works it out: neither the file nor the line is read. */
export const PROVENANCE_READ = Object.fromEntries(
  Object.keys(ITEMS).map((field) => [
    field,
    { source: `$provenance.${field}.source`, time: `$provenance.${field}.time` },
  ]),
)

/** Where each thing came from that the record shows; nothing of what nobody knows, though a source has been asked. */
export function toSources(child: Pick<Child, ShownField> & { provenance: ReadProvenance }): ItemSource[] {
  return (Object.keys(ITEMS) as ShownField[]).flatMap((field) => {
    const { source, time } = child.provenance[field] ?? {}
    return source && time && isKnown(child[field]) ? [{ item: ITEMS[field], source, asOf: today(time) }] : []
  })
}
