import { ServiceConfig } from '@contactpoint/runtime'
import { IsInt, Max, Min } from 'class-validator'
import type { Brakes } from './sent/sent.rules.ts'

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

  /**
   * Shares in a hundred of the records that a source has told of before, of which one of its files may say another name, date of birth or
   * postcode. What changes more is set aside until a data steward applies it.
   */
  @IsInt()
  @Min(0)
  @Max(100)
  mostNamesChanged = 5

  @IsInt()
  @Min(0)
  @Max(100)
  mostBirthDatesChanged = 5

  /** One child in ten moves in a year: a source that is late brings them at once. */
  @IsInt()
  @Min(0)
  @Max(100)
  mostAddressesChanged = 30

  /** So many changes of a thing are always taken, whatever their share: a small file changes much of itself. */
  @IsInt()
  @Min(0)
  fewChanges = 20

  get brakes(): Brakes {
    const { mostNamesChanged: name, mostBirthDatesChanged, mostAddressesChanged: address } = this
    return { name, 'date-of-birth': mostBirthDatesChanged, address }
  }
}
