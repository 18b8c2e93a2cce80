import { ServiceConfig } from '@contactpoint/runtime'
import { IsInt, Max, Min } from 'class-validator'

export class IngestionConfig extends ServiceConfig {
  /**
   * A supplier is told what became of a file this long after it was whole, in milliseconds, and `reportRowMs` more for each row: longer
   * than the work takes, so that the time of the report says nothing of what was found. What takes longer is told at half as much again.
   */
  @IsInt()
  @Min(0)
  @Max(60_000)
  reportAfterMs = 1_500

  /** Milliseconds a row, see `reportAfterMs`. */
  @IsInt()
  @Min(0)
  @Max(100)
  reportRowMs = 2
}
