import { Type } from 'class-transformer'
import { ArrayMaxSize, IsInt, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator'
import { news } from '../news.ts'

/** Requests of one caller to one route. */
export class CountedRequests {
  /** SHA-256 of route and caller, hex: nobody is named. */
  @Matches(/^[0-9a-f]{64}$/)
  key!: string

  @IsInt()
  @Min(1)
  @Max(1_000_000)
  requests!: number
}

export class RequestsCounted {
  /** Which copy of the gateway counted them. */
  @IsUUID()
  copy!: string

  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => CountedRequests)
  counted!: CountedRequests[]
}

/** Requests that a copy of the gateway let in since it told last: all copies keep one limit together. */
export const requestsCounted = news('gateway.request.counted', RequestsCounted, { heardBy: ['gateway'] })
