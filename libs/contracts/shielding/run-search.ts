import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsDefined, IsOptional, IsString, ValidateNested } from 'class-validator'
import { VisibleChild } from '../directory/child-record.ts'
import { SearchCriteria } from '../directory/search-criteria.ts'
import { request } from '../message.ts'
import { DisclosureReason } from './open-disclosure.ts'
import { About, OrNull } from '../about.ts'
import { Accounted } from './accounted.ts'

@About('Whom somebody looks for, and why.')
export class RunSearch extends DisclosureReason {
  @IsDefined()
  @ValidateNested()
  @Type(() => SearchCriteria)
  criteria!: SearchCriteria
}

@About('A child that was found. A shielded one shows four things; the others also say where.')
export class SearchHit extends VisibleChild {
  @About('Whether the child is shielded.')
  @IsBoolean()
  shielded!: boolean

  @About('Current postcode, when known and not shielded.', { maxLength: 10, example: 'L13 0AS' })
  @OrNull()
  @IsOptional()
  @IsString()
  postcode?: string | null

  @About('Name of the school, when known and not shielded.', { maxLength: 500 })
  @OrNull()
  @IsOptional()
  @IsString()
  schoolName?: string | null
}

@About('Who was found.')
export class SearchResult extends Accounted {
  @About('Best first; none when there are too many.', { maxItems: 50 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchHit)
  hits!: SearchHit[]

  @About('True when more than 50 match: nothing is shown, narrow the question.')
  @IsBoolean()
  refine!: boolean
}

/** Searches the directory. Errors: `invalid-request`, `unavailable` (nothing was shown). */
export const runSearch = request('shielding.search.run', RunSearch, SearchResult, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})
