import { ServiceConfig } from '@contactpoint/runtime'
import { IsInt, Max, Min } from 'class-validator'

export class DirectoryConfig extends ServiceConfig {
  /**
   * Of the rows that the model in force decides, one in so many is drawn by lot for a data steward to look at, without knowing what was decided. 0:
   * none. More of them make the estimates of `GET /v1/link-models/{version}/quality` narrower, and cost stewards a minute each.
   */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  linkAuditOneIn = 500
}
