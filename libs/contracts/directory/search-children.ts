import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsDefined, IsOptional, IsString, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { VisibleChild } from './child-record.ts'
import { SearchCriteria } from './search-criteria.ts'

export class SearchChildren {
  @IsDefined()
  @ValidateNested()
  @Type(() => SearchCriteria)
  criteria!: SearchCriteria
}

/** A child that was found. What is beyond the four visible things is for an unshielded hit only; shielding decides. */
export class FoundChild extends VisibleChild {
  /** True when keys of current name, date of birth and gender alone found it. */
  @IsBoolean()
  byVisibleKeys!: boolean

  /** It belongs to the household of a shielded child, and shows no more than one. */
  @IsOptional()
  @IsBoolean()
  covered?: boolean

  @IsOptional()
  @IsString()
  postcode!: string | null

  @IsOptional()
  @IsString()
  schoolName!: string | null
}

export class FoundChildren {
  /** Ordered by score, then child id; empty when there are too many. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FoundChild)
  hits!: FoundChild[]

  /** True when more than 50 children match: the question must be narrowed. */
  @IsBoolean()
  refine!: boolean
}

/** Searches live children. Errors: `invalid-request` when the minimum criteria are missing. */
export const searchChildren = request('directory.child.search', SearchChildren, FoundChildren, {
  askedBy: ['shielding'],
  for: 'service',
  together: 8,
})
