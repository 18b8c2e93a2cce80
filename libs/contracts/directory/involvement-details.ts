import { Type } from 'class-transformer'
import { Equals, IsBoolean, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { IsEmailAddress, IsName, IsPastDate, IsPhone } from '../rules.ts'
import { ORGANISATION_CODE } from '../schemas.ts'
import { SERVICE_TYPES, type ServiceType } from '../vocabulary.ts'
import { Consent, IsConsentToService } from './consent.ts'

const ORGANISATION = "An authority's DfE code, a school's URN, or the code of a GP practice: one of the public lists."
const isOrganisationCode = new RegExp(ORGANISATION_CODE.pattern)

/** What is recorded of an involvement. No field takes a word about the child, or about what is done (I6, S34). */
export class InvolvementDetails {
  @About('What the person does for the child.')
  @IsIn(SERVICE_TYPES)
  service!: ServiceType

  @About(ORGANISATION, ORGANISATION_CODE)
  @Matches(isOrganisationCode)
  organisation!: string

  @About('Name of the person.', { example: 'Aisha Patel' })
  @IsName()
  personName!: string

  @About('Work telephone.', { example: '0113 496 0123' })
  @IsPhone()
  phone!: string

  @About('Work e-mail.', { example: 'a.patel@example.gov.uk' })
  @IsOptional()
  @IsEmailAddress()
  email?: string

  @About('Since when.')
  @IsPastDate()
  startDate!: string

  @About('Whether the person leads for all who work with the child.')
  @IsBoolean()
  leadProfessional!: boolean

  @About('Whether they hold an assessment.')
  @IsBoolean()
  hasAssessment!: boolean

  @About('For sexual health, mental health and substance misuse, and for no other.')
  @IsConsentToService()
  @ValidateNested()
  @Type(() => Consent)
  consent?: Consent
}

/** What may change of it: what the service is stays, another one is another involvement. */
export class InvolvementChanges {
  @About(ORGANISATION, ORGANISATION_CODE)
  @IsOptional()
  @Matches(isOrganisationCode)
  organisation?: string

  @About('Name of the person.', { example: 'Aisha Patel' })
  @IsOptional()
  @IsName()
  personName?: string

  @About('Work telephone.', { example: '0113 496 0123' })
  @IsOptional()
  @IsPhone()
  phone?: string

  @About('Work e-mail.', { example: 'a.patel@example.gov.uk' })
  @IsOptional()
  @IsEmailAddress()
  email?: string

  @About('Since when.')
  @IsOptional()
  @IsPastDate()
  startDate?: string

  @About('The day on which it ended: from then on nothing of it changes but a consent that is withdrawn.')
  @IsOptional()
  @IsPastDate()
  endDate?: string

  @About('Whether the person leads for all who work with the child.')
  @IsOptional()
  @IsBoolean()
  leadProfessional?: boolean

  @About('Whether they hold an assessment.')
  @IsOptional()
  @IsBoolean()
  hasAssessment?: boolean

  @About('The consent to a sensitive service is withdrawn: nobody sees it from the answer on.')
  @IsOptional()
  @Equals(true)
  consentWithdrawn?: true
}
