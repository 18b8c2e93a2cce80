import { ServiceConfig } from '@contactpoint/runtime'
import { IsIn, IsInt, Max, Min } from 'class-validator'
import { POLICY_NAMES, type PolicyName } from './budgets/policy.rules.ts'

export class ShieldingConfig extends ServiceConfig {
  /**
   * A shield request is answered this long after it came, in milliseconds, whatever was found: a quicker answer would tell that
   * nobody has looked at the child, that there is no such child, or that it is shielded already. What takes longer is answered at the
   * next half second.
   */
  @IsInt()
  @Min(0)
  @Max(5_000)
  shieldAnswerMs = 2_500

  /** How many children each role may see: `national`, or `exercise` for benchmarks and drills, whose few people do the work of thousands. */
  @IsIn(POLICY_NAMES)
  budgetPolicy: PolicyName = 'national'
}
