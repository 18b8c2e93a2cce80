import { IsBoolean, IsInt, Min } from 'class-validator'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'

/** Which version of the policy is in force. */
export class PolicyVersionNow {
  @IsInt()
  @Min(1)
  version!: number

  /** Whether somebody outside has reviewed it: the founding one nobody has (S19). */
  @IsBoolean()
  isReviewed!: boolean
}

/** An authority goes live under a policy that was reviewed. Errors: `unavailable`. */
export const readPolicyVersion = request('shielding.policy.current', Nothing, PolicyVersionNow, {
  askedBy: ['identity'],
  for: 'service',
})
