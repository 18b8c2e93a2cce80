import type { SyntheticChild } from '../../libs/synthetic/child.ts'
import type { Random } from '../../libs/synthetic/random.ts'

/**
 * Who has a stranger of the same name and birthday in the lists. `by-name`: as in a country, where common names have one
 * often and rare ones hardly ever; `any-name`: whatever the name, which is harder than any register.
 */
export type Strangers = 'by-name' | 'any-name'

/**
 * Of all children. By name: two strangers of libs/synthetic have one given and family name in 5.8 cases of a million
 * (counted over 400,000 children), and on one day 1,800 are born of 12 million, so that one in a hundred has such a
 * stranger somewhere; a list has it as if it were of the whole country.
 */
const SHARE: Readonly<Record<Strangers, number>> = { 'by-name': 0.01, 'any-name': 0.005 }

/**
 * Gives some only children the birthday, and where it is not the same the name, of another child elsewhere; their carers
 * take the family name. By name, every two children of one name are as likely to be given one birthday.
 *
 * @returns the children who have such a stranger now
 */
export function makeDoubles(
  all: readonly SyntheticChild[],
  households: ReadonlyMap<string, readonly SyntheticChild[]>,
  random: Random,
  strangers: Strangers,
): Set<SyntheticChild> {
  const doubles = new Set<SyntheticChild>()
  const alone = all.filter((child) => households.get(child.householdId)!.length === 1 && child.address)
  const wanted = Math.floor((all.length * SHARE[strangers]) / 2)
  const draw = strangers === 'by-name' ? ofOneName(all, alone, random) : ofAnyName(all, alone, random)
  for (const [copy, model] of draw) {
    if (doubles.size >= wanted * 2) break
    if (copy === model || doubles.has(copy) || doubles.has(model)) continue
    rename(copy, model)
    doubles.add(copy).add(model)
  }
  return doubles
}

type Draw = Iterable<readonly [copy: SyntheticChild, model: SyntheticChild]>

function* ofAnyName(all: readonly SyntheticChild[], alone: readonly SyntheticChild[], random: Random): Draw {
  while (alone.length > 1) yield [random.pick(alone), random.pick(all)]
}

/** Every pair of one name is as likely as any other; ends when it is hard to find one that has not been drawn. */
function* ofOneName(all: readonly SyntheticChild[], alone: readonly SyntheticChild[], random: Random): Draw {
  const ofName = Map.groupBy(all, nameOf)
  const shared = alone.filter((child) => ofName.get(nameOf(child))!.length > 1)
  const most = Math.max(0, ...shared.map((child) => ofName.get(nameOf(child))!.length))
  for (let draws = 0; draws < shared.length * most; draws++) {
    const copy = random.pick(shared)
    const others = ofName.get(nameOf(copy))!
    if (random.chance(others.length / most)) yield [copy, random.pick(others)]
  }
}

function nameOf({ givenName, familyName }: SyntheticChild): string {
  return `${givenName}|${familyName}`
}

function rename(copy: SyntheticChild, model: SyntheticChild): void {
  const { familyName: old } = copy
  copy.givenName = model.givenName
  copy.familyName = model.familyName
  copy.dateOfBirth = model.dateOfBirth
  copy.sex = model.sex
  copy.formerSurname = undefined
  copy.carers = copy.carers.map((carer) => ({
    ...carer,
    familyName: carer.familyName === old ? model.familyName : carer.familyName,
  }))
}
