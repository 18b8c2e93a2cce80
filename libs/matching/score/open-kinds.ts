import type { FieldType } from '../fields/field.ts'
import { textOf, type Column, type Table } from '../fields/table.ts'
import { areVariants } from '../given-names.ts'
import { codesByType, codesOf, type FieldCodes } from './field-codes.ts'
import { nameCodes, type Holds, type NameCodes } from './name-codes.ts'

/**
 * How one child comes to be written down in two ways, so that it looks like two: at one home under two forms of a name
 * (`variant`), a letter of it (`initial`), some of several names (`part`) or the middle name (`middle`), with a slip in the
 * name (`slip`) and perhaps one in the birth date (`two-slips`), or with a birth date further off (`date`); or with one
 * name and birth date at two homes (`moved`).
 */
export type OpenKind =
  'variant' | 'slip' | 'initial' | 'part' | 'middle' | 'two-slips' | 'date' | 'moved' | 'moved-renamed'

const HOME: Partial<Record<FieldType, readonly string[]>> = {
  postcode: ['exact', 'near'],
  address: ['exact', 'near'],
  phone: ['exact', 'near'],
}
const BY_NAME: readonly (readonly [OpenKind, readonly string[]])[] = [
  ['variant', ['variant', 'variant-common']],
  ['slip', ['near']],
  ['initial', ['initial']],
  ['part', ['part']],
  ['middle', ['swapped']],
]
/** A middle name at one of these is another one. */
const OTHER_MIDDLE = ['different', 'similar', 'similar-common', 'near-common']

/** Parents call all their sons so, twins too, in one spelling or several; the name behind it tells them apart. */
const NAME_OF_BROTHERS = 'muhammad'

/** Tells in which of these ways a pair may be one child, whatever speaks against it. */
export class OpenKinds {
  private readonly names: NameCodes
  private readonly byName: readonly (readonly [OpenKind, FieldCodes])[]
  private readonly oneName: FieldCodes
  private readonly nearName: FieldCodes
  private readonly otherMiddle: FieldCodes
  private readonly sameDay: FieldCodes
  private readonly slippedDate: FieldCodes
  private readonly otherMonth: FieldCodes
  private readonly otherGender: FieldCodes
  private readonly home: readonly FieldCodes[]
  private readonly otherPostcode: FieldCodes
  private readonly columns: readonly Column[]

  constructor(table: Table) {
    this.columns = table.columns
    this.names = nameCodes(table)
    this.byName = BY_NAME.map(([kind, levels]) => [kind, codesOf(table, 'given-name', levels)])
    this.oneName = codesOf(table, 'given-name', ['exact'])
    this.nearName = codesOf(table, 'given-name', ['near'])
    this.otherMiddle = codesOf(table, 'middle-name', OTHER_MIDDLE)
    this.sameDay = codesOf(table, 'date-of-birth', ['exact'])
    this.slippedDate = codesOf(table, 'date-of-birth', ['digit', 'swapped'])
    this.otherMonth = codesOf(table, 'date-of-birth', ['two-parts'])
    this.otherGender = codesOf(table, 'gender', ['different'])
    this.home = codesByType(table, HOME)
    this.otherPostcode = codesOf(table, 'postcode', ['different'])
  }

  /** @param codes of the pair; null where none of the ways explains what differs */
  of(left: number, right: number, codes: Uint8Array): OpenKind | null {
    const holds: Holds = ({ index, codes: wanted }) => wanted.has(codes[index]!)
    if (!holds(this.names.family) || holds(this.names.swappedFamily)) return null
    if (holds(this.otherGender) || holds(this.otherMiddle)) return null
    if (this.isOneHome(holds)) return this.isBrothers(left) || this.isBrothers(right) ? null : this.atHome(holds)
    if (!holds(this.sameDay)) return null
    if (holds(this.oneName)) return 'moved'
    return holds(this.nearName) || holds(this.byName[0]![1]) ? 'moved-renamed' : null
  }

  /** Their given names are known and have nothing in common. */
  arePlainlyTwo(codes: Uint8Array): boolean {
    const { index, codes: wanted } = this.names.plainlyOther
    return wanted.has(codes[index]!)
  }

  private atHome(holds: Holds): OpenKind | null {
    if (holds(this.oneName)) return holds(this.otherMonth) ? 'date' : null
    if (holds(this.slippedDate) && holds(this.nearName)) return 'two-slips'
    if (!holds(this.sameDay) && !holds(this.slippedDate)) return null
    return this.byName.find(([, field]) => holds(field))?.[0] ?? null
  }

  /** The row's first name is one that brothers share. */
  private isBrothers(row: number): boolean {
    const column = this.columns[this.oneName.index]
    if (!column) return false
    const [first] = textOf(column, column.ids[row]!).split(' ')
    return areVariants(first!, NAME_OF_BROTHERS)
  }

  private isOneHome(holds: Holds): boolean {
    return this.home.some((field) => {
      const isAddress = this.columns[field.index]!.field.type === 'address'
      return holds(field) && !(isAddress && holds(this.otherPostcode))
    })
  }
}
