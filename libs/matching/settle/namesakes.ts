import { textOf, type Column, type Table } from '../fields/table.ts'
import type { FieldModel, Model } from '../model/model.ts'
import { nameShares, type NameKind, type NameShares } from '../near/name-shares.ts'

/** Of England's 12 million children, whoever a list is of (ONS, mid-year estimates); the register of births has no more. */
const BORN_ON_ONE_DAY = 1_800

/**
 * Two children have one given and one family name more often than the two by themselves would have it, as both are of one
 * language, and the more so the rarer they are. Counted over 400,000 children of libs/synthetic by how many strangers chance
 * would have: 3 to 4 times where they are more than 1 in 2,000, 5 times at 1 in 16,000, 8 at 1 in 130,000, 11 at 1 in a
 * million. A little more is taken.
 */
function goingTogether(byChance: number): number {
  return Math.max(4 * byChance, 0.87 * byChance ** 0.8)
}

/** Of fewer strangers than this, a name is rare: of most children they are fewer. */
export const RARE = 1 / 500

/**
 * How many strangers of one name and birth date there are in the whole country, by how common the names are in the list
 * at hand, or among England's children where they are commoner there.
 */
export class Namesakes {
  private readonly given: Commonness | null
  private readonly family: Commonness | null

  constructor(table: Table, model: Model) {
    this.given = commonness(table, model, 'given-name', 'given')
    this.family = commonness(table, model, 'family-name', 'family')
  }

  /** Null where the two do not have one given and one family name, so that nothing can be said. */
  expected(left: number, right: number): number | null {
    const { given, family } = this
    if (!given?.isOne(left, right) || !family?.isOne(left, right)) return null
    return goingTogether(BORN_ON_ONE_DAY * given.share(left) * family.share(left))
  }
}

function commonness(table: Table, model: Model, type: `${NameKind}-name`, kind: NameKind): Commonness | null {
  const index = table.columns.findIndex(({ field }) => field.type === type)
  return index < 0 ? null : new Commonness(table.columns[index]!, model.fields[index]!, nameShares(kind))
}

class Commonness {
  private readonly column: Column
  private readonly model: FieldModel
  private readonly country: NameShares

  constructor(column: Column, model: FieldModel, country: NameShares) {
    this.column = column
    this.model = model
    this.country = country
  }

  isOne(left: number, right: number): boolean {
    const { ids } = this.column
    return ids[left] !== 0 && ids[left] === ids[right]
  }

  /** Of all who have a name, 0 to 1. */
  share(row: number): number {
    const name = textOf(this.column, this.column.ids[row]!)
    const { frequencies, otherFrequency } = this.model
    const here = Object.hasOwn(frequencies, name) ? frequencies[name]! : otherFrequency
    return Math.max(here, ...[name, name.split(' ')[0]!].map((part) => this.country.get(part) ?? 0))
  }
}
