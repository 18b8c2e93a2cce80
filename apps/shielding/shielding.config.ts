import { ServiceConfig } from '@contactpoint/runtime'
import { IsInt, Max, Min } from 'class-validator'

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
}
