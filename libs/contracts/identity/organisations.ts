import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import {
  CONTACT_FRESH_DAYS,
  ORGANISATION_EVIDENCE,
  SECTORS,
  type OrganisationEvidence,
  type Sector,
} from '../people-vocabulary.ts'
import { IsDay, IsEmailAddress, IsOrganisationName, IsPhone } from '../rules.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { WholeList } from '../whole-list.ts'

/** More organisations of an authority than this are not listed. */
export const MOST_ORGANISATIONS_LISTED = 1_000

/** DfE code of an authority, three digits. */
export const AUTHORITY_CODE = { pattern: '^[0-9]{3}$', maxLength: 3, example: '383' } as const

@About('An organisation whose people are to use the directory (S09).')
export class CreateOrganisation {
  @About('Its name, as entries of the log and records will say it.', { example: 'Elm Street Nursery', maxLength: 200 })
  @IsOrganisationName()
  name!: string

  @About('Where it works.')
  @IsIn(SECTORS)
  sector!: Sector

  @About(
    'The authority that accredits it, or that of the national desk for one that works in all: your own.',
    AUTHORITY_CODE,
  )
  @Matches(/^[0-9]{3}$/)
  authority!: string

  @About('Its telephone.', { example: '0113 496 0123' })
  @IsPhone()
  phone!: string

  @About('Its e-mail.', { example: 'office@example.org' })
  @IsEmailAddress()
  email!: string
}

@About('An organisation.')
export class MemberOrganisation {
  @About('Says which it is.', UUID)
  @IsString()
  organisationId!: string

  @About('Its name.', { maxLength: 200 })
  @IsString()
  name!: string

  @About('Where it works.')
  @IsIn(SECTORS)
  sector!: Sector

  @About('Whose it is.', AUTHORITY_CODE)
  @IsString()
  authority!: string

  @About('Until when it is accredited; null: it is not. Nobody of it signs in then.', INSTANT)
  @OrNull()
  @IsOptional()
  @IsString()
  accreditedUntil!: string | null

  @About('When its contact was last said to be right.', INSTANT)
  @IsString()
  contactConfirmedAt!: string

  @About(`Whether that is longer ago than ${CONTACT_FRESH_DAYS} days: somebody is to say it again.`)
  @IsOptional()
  @IsBoolean()
  isContactOld?: boolean

  @About('Its telephone, for whoever may say that it is right. Null: nobody said.', { maxLength: 20 })
  @OrNull()
  @IsOptional()
  @IsString()
  phone?: string | null

  @About('Its e-mail, for whoever may say that it is right. Null: nobody said.', { maxLength: 254 })
  @OrNull()
  @IsOptional()
  @IsString()
  email?: string | null
}

export class AboutOrganisation {
  @About('The organisation.', UUID)
  @IsUUID()
  organisationId!: string
}

@About('That an organisation is accredited.')
export class AccreditOrganisation extends AboutOrganisation {
  @About('Until when: two years from now at the most.', { format: 'date', example: '2027-11-30' })
  @IsDay()
  until!: string

  @About('What the accreditor has seen: all of them.')
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(ORGANISATION_EVIDENCE.length)
  @IsIn(ORGANISATION_EVIDENCE, { each: true })
  evidence!: OrganisationEvidence[]

  @About('Whether its disciplinary procedure works: it must.')
  @IsBoolean()
  disciplinaryProcedure!: boolean
}

@About('How an organisation is reached: as it was, or otherwise.')
export class ConfirmContact extends AboutOrganisation {
  @About('Its telephone.', { example: '0113 496 0123' })
  @IsPhone()
  phone!: string

  @About('Its e-mail.', { example: 'office@example.org' })
  @IsEmailAddress()
  email!: string
}

export class ListOrganisations {
  @About('Of another authority than your own: for accreditors of the national desk.', AUTHORITY_CODE)
  @IsOptional()
  @Matches(/^[0-9]{3}$/)
  authority?: string
}

@About('The organisations of an authority.')
export class OrganisationsListed extends WholeList {
  @About('By name.', { maxItems: MOST_ORGANISATIONS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_ORGANISATIONS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => MemberOrganisation)
  items!: MemberOrganisation[]
}

const BY_ACCREDITORS = { askedBy: ['gateway'], for: 'person', roles: ['accreditor'] } as const

/** Errors: `forbidden` for another authority than the caller's, `conflict` for a name that there is. */
export const createOrganisation = request(
  'identity.organisation.create',
  CreateOrganisation,
  MemberOrganisation,
  BY_ACCREDITORS,
)

/** Errors: `not-found`, also for one of another authority; `invalid-request`; `conflict` by whoever is of that organisation. */
export const accreditOrganisation = request(
  'identity.organisation.accredit',
  AccreditOrganisation,
  MemberOrganisation,
  BY_ACCREDITORS,
)

/** From its answer on nobody of it is let in, and their sessions are over. Errors: `not-found`. */
export const disaccreditOrganisation = request(
  'identity.organisation.disaccredit',
  AboutOrganisation,
  MemberOrganisation,
  BY_ACCREDITORS,
)

/** By its accreditor, or the account manager of that organisation; the entry says no number. Errors: `not-found`. */
export const confirmContact = request('identity.organisation.confirm-contact', ConfirmContact, MemberOrganisation, {
  ...BY_ACCREDITORS,
  roles: ['account-manager', 'accreditor'],
})

/** Errors: `not-found`, also for one of another authority, but for accreditors of the national desk. */
export const getOrganisation = request('identity.organisation.get', AboutOrganisation, MemberOrganisation, {
  ...BY_ACCREDITORS,
  roles: ['account-manager', 'accreditor'],
})

/** Errors: `not-found` for another authority, but for accreditors of the national desk. */
export const listOrganisations = request('identity.organisation.list', ListOrganisations, OrganisationsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['accreditor', 'account-manager', 'trainer'],
})
