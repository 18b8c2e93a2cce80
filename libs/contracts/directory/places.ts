import { Type } from 'class-transformer'
import { IsArray, IsIn, Matches, ValidateNested, IsString, MaxLength, MinLength } from 'class-validator'
import { request } from '../message.ts'
import { Place } from './child-record.ts'

export const PLACE_KINDS = ['school', 'authority'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

export class GetPlace {
  @IsIn(PLACE_KINDS)
  kind!: PlaceKind

  /** A school's URN (six digits) or an authority's DfE code (three). */
  @Matches(/^\d{3}(\d{3})?$/)
  code!: string
}

/** One school or authority. Errors: `not-found`. */
export const getPlace = request('directory.place.get', GetPlace, Place, { askedBy: ['gateway'], for: 'person' })

export class FindPlaces {
  @IsIn(PLACE_KINDS)
  kind!: PlaceKind

  /** Start of the name. */
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  name!: string
}

export class Places {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Place)
  places!: Place[]
}

/** At most 50 places whose name starts so. */
export const findPlaces = request('directory.place.find', FindPlaces, Places, { askedBy: ['gateway'], for: 'person' })
