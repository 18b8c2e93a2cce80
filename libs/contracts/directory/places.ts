import { Type } from 'class-transformer'
import { IsArray, IsIn, Matches, ValidateNested, IsString, MaxLength, MinLength } from 'class-validator'
import { request } from '../message.ts'
import { ROLES } from '../vocabulary.ts'
import { Place } from './child-record.ts'
import { About } from '../about.ts'
import { ORGANISATION_CODE } from '../schemas.ts'

export const PLACE_KINDS = ['school', 'authority', 'practice'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

export class GetPlace {
  @IsIn(PLACE_KINDS)
  kind!: PlaceKind

  @About(
    "An authority's DfE code (three digits), a school's URN (six), or the code of a GP practice.",
    ORGANISATION_CODE,
  )
  @Matches(new RegExp(ORGANISATION_CODE.pattern))
  code!: string
}

/** One school, authority or GP practice. Errors: `not-found`. */
export const getPlace = request('directory.place.get', GetPlace, Place, {
  askedBy: ['gateway', 'shielding'],
  for: 'person',
  roles: ROLES,
})

export class FindPlaces {
  @IsIn(PLACE_KINDS)
  kind!: PlaceKind

  @About('Start of the name.', { example: 'Leeds' })
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  name!: string
}

@About('Places that were found.')
export class Places {
  @About('By name.', { maxItems: 50 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Place)
  places!: Place[]
}

/** At most 50 places whose name starts so. */
export const findPlaces = request('directory.place.find', FindPlaces, Places, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES,
})
