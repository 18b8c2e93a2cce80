import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator'
import { PersonName } from '../person-name.ts'
import { SOURCES, type Source } from '../feed-vocabulary.ts'
import { GENDERS, RELATIONSHIPS, type Gender, type Relationship } from '../vocabulary.ts'
import { About, OrNull } from '../about.ts'
import { Involvement, MOST_FED_INVOLVEMENTS, MOST_INVOLVEMENTS_SHOWN } from './involvement.ts'
import { CHILD_ID, ORGANISATION_CODE, POSTCODE } from '../schemas.ts'

@About('Four things of a child: all that a shielded record shows.')
export class VisibleChild {
  @About('Id of the child in this directory.', CHILD_ID)
  @IsString()
  childId!: string

  @ValidateNested()
  @Type(() => PersonName)
  name!: PersonName

  @About('Day of birth.', { format: 'date', maxLength: 10, example: '2012-06-27' })
  @IsString()
  dateOfBirth!: string

  @About('As the last feed had it.')
  @IsIn(GENDERS)
  gender!: Gender
}

@About('Where a child lives.')
export class Address {
  @About('Lines of the address, without the postcode.', {
    maxItems: 10,
    items: { type: 'string', maxLength: 1000 },
    example: ['68 Albert Road', 'Liverpool'],
  })
  @IsArray()
  @IsString({ each: true })
  lines!: string[]

  @About('Postcode in its written form.', POSTCODE)
  @IsString()
  postcode!: string
}

@About('Somebody who cares for a child.')
export class Carer {
  @ValidateNested()
  @Type(() => PersonName)
  name!: PersonName

  @About('What they are to the child.')
  @IsIn(RELATIONSHIPS)
  relationship!: Relationship

  @About('Digits.', { maxLength: 20, example: '07700918170' })
  @OrNull()
  @IsString()
  phone!: string | null
}

@About('A school, a local authority or a GP practice, from the public lists.')
export class Place {
  @About(
    "An authority's DfE code (three digits), a school's URN (six), or the code of a GP practice.",
    ORGANISATION_CODE,
  )
  @IsString()
  code!: string

  @About('Name in the public list.', { maxLength: 500, example: 'The Aldgate School' })
  @IsString()
  name!: string

  @About('Town, of a school.', { maxLength: 500, example: 'London' })
  @IsOptional()
  @IsString()
  town?: string

  @About('Postcode, of a school or a practice.', { maxLength: 10, example: 'EC3A 5DE' })
  @IsOptional()
  @IsString()
  postcode?: string

  @About('Name of the authority that a school is in.', { maxLength: 500, example: 'City of London' })
  @IsOptional()
  @IsString()
  authority?: string
}

@About('The school of a child.')
export class Education {
  @About('URN of the school.', { pattern: '^[0-9]{6}$', maxLength: 6, example: '148792' })
  @IsString()
  schoolUrn!: string

  @About('Name of the school, when the list has it.', { maxLength: 500, example: 'Dixons Broadgreen Academy' })
  @OrNull()
  @IsString()
  schoolName!: string | null

  @About('Since when.', { format: 'date', maxLength: 10, example: '2023-09-05' })
  @OrNull()
  @IsString()
  startDate!: string | null
}

/** Things that a record shows, of each of which it is said where it came from. */
export const RECORD_ITEMS = [
  'name',
  'former-names',
  'date-of-birth',
  'date-of-death',
  'gender',
  'address',
  'carers',
  'school',
  'gp-practice',
  'services',
] as const
export type RecordItem = (typeof RECORD_ITEMS)[number]

/** Neither the row nor the file that said it, and no time of day (S14). */
@About('Where a thing that a record shows came from.')
export class ItemSource {
  @About('What it is about.')
  @IsIn(RECORD_ITEMS)
  item!: RecordItem

  @About('Who said it.')
  @IsIn(SOURCES)
  source!: Source

  @About('Day on which the directory took it in as it stands. A source that says the same again leaves the day.', {
    format: 'date',
    maxLength: 10,
    example: '2026-10-05',
  })
  @IsString()
  asOf!: string
}

/** Identifiers of other agencies are never shown (SI r.6(3)(c)). */
@About('Everything that is shown of a child who is not shielded.')
export class FullChild extends VisibleChild {
  @About('Day on which the child died; null of the living. A year later there is no record of them any more.', {
    format: 'date',
    maxLength: 10,
    example: '2026-10-12',
  })
  @OrNull()
  @IsString()
  dateOfDeath!: string | null

  @About('Names the child had before.', { maxItems: 1000 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PersonName)
  formerNames!: PersonName[]

  @About('Where the child lives, when known.')
  @OrNull()
  @ValidateNested()
  @Type(() => Address)
  address!: Address | null

  @About('Who cares for the child.', { maxItems: 1000 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Carer)
  carers!: Carer[]

  @About('The school, when known.')
  @OrNull()
  @ValidateNested()
  @Type(() => Education)
  education!: Education | null

  @About('Code of the GP practice, when known.', { pattern: '^[A-Z][0-9]{5}$', maxLength: 6, example: 'A81001' })
  @OrNull()
  @IsString()
  gpPracticeCode!: string | null

  @About('The responsible authority, when known.')
  @OrNull()
  @ValidateNested()
  @Type(() => Place)
  authority!: Place | null

  @About(
    'Who works with the child: whoever goes on first, then lead professionals, then the latest; then what feeds bring, school and practice last.',
    { maxItems: MOST_INVOLVEMENTS_SHOWN + MOST_FED_INVOLVEMENTS },
  )
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Involvement)
  involvements!: Involvement[]

  @About(
    'Where what is shown came from, a thing at most once; nothing of what is not shown. Left out where a shield is overridden.',
    { maxItems: RECORD_ITEMS.length },
  )
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ItemSource)
  sources?: ItemSource[]
}

/** A record as the directory hands it to shielding: already cut to the view that was asked for. */
export class ChildRecord {
  @IsBoolean()
  full!: boolean

  /** Four things, unless it is the full view. */
  @ValidateNested()
  @Type((given) => (given?.object.full === false ? VisibleChild : FullChild))
  child!: VisibleChild | FullChild
}
