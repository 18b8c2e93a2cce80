import { IsIn, IsInt, Min } from 'class-validator'
import { About } from '../about.ts'
import { BUDGET_WINDOWS, type BudgetWindow } from '../vocabulary.ts'

@About('How much of what you may see is left, when that is little. At the end the answer is a 429 `over-budget`.')
export class BudgetWarning {
  @About('The span of time that is nearly spent. Each slides; a month is thirty days.')
  @IsIn(BUDGET_WINDOWS)
  window!: BudgetWindow

  @About('What your role may spend in it: one for each distinct child, and what searches cost.', { example: 120 })
  @IsInt()
  @Min(0)
  limit!: number

  @About('What is left of it.', { example: 20 })
  @IsInt()
  @Min(0)
  left!: number
}
