import { Equals, IsString, MaxLength } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { AGREEMENT_VERSION } from '../people-vocabulary.ts'

@About('What somebody who was let in chooses. Every failure, a badly shaped body included, looks the same.')
export class EnrolPerson {
  @About('Name of the account.', { example: 'a.patel' })
  @IsString()
  @MaxLength(100)
  username!: string

  @About('The code that the accreditor handed over.', { example: 'K7QZ-M2XA-9RTB-4WDE' })
  @IsString()
  @MaxLength(40)
  enrolmentCode!: string

  @About('A password that only they know: 12 letters at least, and none of those that are used most.', {
    format: 'password',
    minLength: 12,
  })
  @IsString()
  @MaxLength(200)
  password!: string

  @About('Four to twelve digits that only they know.', { format: 'password', pattern: '^[0-9]{4,12}$' })
  @IsString()
  @MaxLength(12)
  pin!: string

  @About('The version of the agreement that they sign by this.', { example: AGREEMENT_VERSION })
  @Equals(AGREEMENT_VERSION)
  agreement!: string
}

@About('That somebody has enrolled.')
export class Enrolled {
  @About('Seed of the security token, base32 (RFC 6238, 30 seconds, SHA-1). Said here once.', { maxLength: 64 })
  @IsString()
  totpSecret!: string
}

/** Errors: `unauthenticated` for a code that is none, wrong, used or over; `invalid-request` for a password that is not fit, once the code was right. */
export const enrolPerson = request('identity.enrolment.complete', EnrolPerson, Enrolled, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
