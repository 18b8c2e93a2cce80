import type { FedField } from '@contactpoint/contracts'
import type { Child } from './children.schema.ts'
import { isKnown, MOST_FORMER_NAMES, MOST_IDENTIFIERS } from './fed-fields.rules.ts'
import { distinctNames } from './names.rules.ts'
import { distinctServices } from './services.rules.ts'

/**
 * A child as its parts say it: it shows what its own record shows, and of what else they know the latest. What protects it, and who is
 * responsible for it, is as it was.
 *
 * @param parts its own record among them
 */
export function recomposed(child: Child, parts: readonly Child[]): Child {
  const own = parts.find(({ childId }) => childId === child.childId)!
  const others = parts.filter((part) => part !== own).sort((a, b) => (a.childId < b.childId ? -1 : 1))
  const { name, dateOfBirth, gender } = own
  const latest = <Field extends FedField>(field: Field): Child => latestOf(field, [own, ...others])
  const [death, address, carers, education, practice, services] = [
    latest('dateOfDeath'),
    latest('address'),
    latest('carers'),
    latest('education'),
    latest('gpPracticeCode'),
    latest('services'),
  ]
  const names = others.flatMap((part) => [...part.formerNames, part.name])
  return {
    ...child,
    version: child.version + 1,
    name,
    dateOfBirth,
    dateOfDeath: death.dateOfDeath,
    gender,
    formerNames: distinctNames([...own.formerNames, ...names], name).slice(0, MOST_FORMER_NAMES),
    address: address.address,
    identifiers: distinctIdentifiers([own, ...others]),
    carers: carers.carers,
    education: education.education,
    gpPracticeCode: practice.gpPracticeCode,
    services: distinctServices([own, ...others].flatMap((part) => part.services)),
    provenance: {
      ...own.provenance,
      dateOfDeath: death.provenance.dateOfDeath,
      address: address.provenance.address,
      carers: carers.provenance.carers,
      education: education.provenance.education,
      gpPracticeCode: practice.provenance.gpPracticeCode,
      services: services.provenance.services,
    },
  }
}

/** Of those that know the field the one that came to know it last; the first when none does. */
function latestOf(field: FedField, records: readonly Child[]): Child {
  const time = (record: Child): number => record.provenance[field]?.time.getTime() ?? 0
  const knowing = records.filter((record) => isKnown(record[field]))
  return knowing.reduce((last, record) => (time(record) > time(last) ? record : last), knowing[0] ?? records[0]!)
}

function distinctIdentifiers(records: readonly Child[]): Child['identifiers'] {
  const all = records
    .flatMap(({ identifiers }) => identifiers)
    .map((one) => [`${one.scheme}:${one.value}`, one] as const)
  return [...new Map(all).values()].slice(0, MOST_IDENTIFIERS)
}
