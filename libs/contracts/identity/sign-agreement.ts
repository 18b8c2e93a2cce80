import { IsString, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { AGREEMENT_VERSION } from '../people-vocabulary.ts'
import { ROLES } from '../vocabulary.ts'
import { Eligibility } from './accounts.ts'

@About('That somebody signs the agreement of those who use the directory, anew.')
export class SignAgreement {
  @About('The version that they have read: the one in force.', { maxLength: 20, example: AGREEMENT_VERSION })
  @IsString()
  @MaxLength(20)
  version!: string
}

/** Of oneself alone; what was signed before is left as it is. Errors: `invalid-request` for a version that is not in force, `not-found` for an account that is over. */
export const signAgreement = request('identity.agreement.sign', SignAgreement, Eligibility, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES.filter((role) => role !== 'feed-supplier'),
})
