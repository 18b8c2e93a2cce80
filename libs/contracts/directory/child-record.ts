import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator'
import { PersonName } from '../person-name.ts'
import { GENDERS, RELATIONSHIPS, type Gender, type Relationship } from '../vocabulary.ts'

/** The four things a shielded record shows, and nothing else (S21). */
export class VisibleChild {
  @IsString()
  childId!: string

  @ValidateNested()
  @Type(() => PersonName)
  name!: PersonName

  @IsString()
  dateOfBirth!: string

  @IsIn(GENDERS)
  gender!: Gender
}

export class Address {
  @IsArray()
  @IsString({ each: true })
  lines!: string[]

  @IsString()
  postcode!: string
}

export class Carer {
  @ValidateNested()
  @Type(() => PersonName)
  name!: PersonName

  @IsIn(RELATIONSHIPS)
  relationship!: Relationship

  @IsOptional()
  @IsString()
  phone!: string | null
}

/** A school or an authority, from the public lists. */
export class Place {
  @IsString()
  code!: string

  @IsString()
  name!: string

  @IsOptional()
  @IsString()
  town?: string

  @IsOptional()
  @IsString()
  postcode?: string

  @IsOptional()
  @IsString()
  authority?: string
}

export class Education {
  @IsString()
  schoolUrn!: string

  @IsOptional()
  @IsString()
  schoolName!: string | null

  @IsOptional()
  @IsString()
  startDate!: string | null
}

/** Everything the directory shows of a child that is not shielded. Identifiers of other agencies are never shown (SI r.6(3)(c)). */
export class FullChild extends VisibleChild {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PersonName)
  formerNames!: PersonName[]

  @IsOptional()
  @ValidateNested()
  @Type(() => Address)
  address!: Address | null

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Carer)
  carers!: Carer[]

  @IsOptional()
  @ValidateNested()
  @Type(() => Education)
  education!: Education | null

  @IsOptional()
  @IsString()
  gpPracticeCode!: string | null

  /** The responsible authority. */
  @IsOptional()
  @ValidateNested()
  @Type(() => Place)
  authority!: Place | null
}

/** A record as the directory hands it to shielding: already cut to the view that was asked for. */
export class ChildRecord {
  @IsBoolean()
  full!: boolean

  child!: VisibleChild | FullChild
}
