import { Type } from 'class-transformer'
import { IsArray, IsBoolean, IsDefined, IsOptional, IsString, ValidateNested } from 'class-validator'
import { VisibleChild } from '../directory/child-record.ts'
import { SearchCriteria } from '../directory/search-criteria.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { DisclosureReason } from './open-disclosure.ts'

export class RunSearch extends DisclosureReason {
  @IsDefined()
  @ValidateNested()
  @Type(() => SearchCriteria)
  criteria!: SearchCriteria
}

/** A hit. A shielded one has the four visible things and `shielded: true`; the others may also say where. */
export class SearchHit extends VisibleChild {
  @IsBoolean()
  shielded!: boolean

  @IsOptional()
  @IsString()
  postcode?: string | null

  @IsOptional()
  @IsString()
  schoolName?: string | null
}

export class SearchResult {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchHit)
  hits!: SearchHit[]

  /** True when more than 50 match: nothing is shown, narrow the question. */
  @IsBoolean()
  refine!: boolean

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** Searches the directory. Errors: `invalid-request`, `unavailable` (nothing was shown). */
export const runSearch = request('shielding.search.run', RunSearch, SearchResult, {
  askedBy: ['gateway'],
  for: 'person',
})
