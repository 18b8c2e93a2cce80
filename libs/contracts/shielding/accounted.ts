import { Type } from 'class-transformer'
import { IsOptional, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { Receipt } from '../receipt.ts'
import { BudgetWarning } from './budget-warning.ts'

/** What every answer carries that was recorded and counted. */
export class Accounted {
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning
}
