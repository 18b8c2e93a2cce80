import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import {
  ACCOUNT_NEEDS,
  CHECK_KINDS,
  CLOSURE_CODES,
  PRECONDITIONS,
  SUSPENSION_CODES,
  type AccountNeed,
  type CheckKind,
  type ClosureCode,
  type PreconditionName,
  type SuspensionCode,
} from '../people-vocabulary.ts'
import { IsDay, IsEmailAddress, IsName, IsPhone, IsPostcode, IsReference } from '../rules.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { ROLES, type Role } from '../vocabulary.ts'

@About('A person who is to use the directory, and why (S09).')
export class CreatePerson {
  @About('Name of the account; nobody else has it.', {
    example: 'a.patel',
    pattern: '^[a-z0-9][a-z0-9.-]{2,49}$',
    maxLength: 50,
  })
  @Matches(/^[a-z0-9][a-z0-9.-]{2,49}$/)
  username!: string

  @About(
    'What they are to do. Account managers make practitioners of their organisation; accreditors anybody of their authority, but accreditors, auditors and operators, whom the national desk makes.',
  )
  @IsIn(ROLES)
  role!: Role

  @About('Whose they are; left out by an account manager: their own organisation.', UUID)
  @IsOptional()
  @IsUUID()
  organisationId?: string

  @About('Why they need it.')
  @IsIn(ACCOUNT_NEEDS)
  need!: AccountNeed

  @About('Their given name.', { example: 'Aisha' })
  @IsName()
  givenName!: string

  @About('Their family name. Looking for a child of that name is noticed.', { example: 'Patel' })
  @IsName()
  familyName!: string

  @About('Where they live. Looking for a child at that postcode is noticed; nobody is shown it.', {
    example: 'LS1 4AP',
  })
  @IsPostcode()
  postcode!: string

  @About('Work telephone.', { example: '0113 496 0123' })
  @IsPhone()
  phone!: string

  @About('Work e-mail.', { example: 'a.patel@example.gov.uk' })
  @IsEmailAddress()
  email!: string

  @About('Their account before, of this or another organisation, which must be closed: they are the same person.', {
    maxLength: 100,
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  formerPersonId?: string
}

/** `made`: waits for checks and an approval. `approved`: its person has not chosen a password yet. */
export const ACCOUNT_STATES = ['made', 'approved', 'open', 'suspended', 'closed'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

@About('An account.')
export class Account {
  @About('Says whose it is.', { maxLength: 100 })
  @IsString()
  personId!: string

  @About('Name of the account.', { maxLength: 100 })
  @IsString()
  username!: string

  @About('What they do.')
  @IsIn(ROLES)
  role!: Role

  @About('Their organisation.', { maxLength: 200 })
  @IsString()
  organisation!: string

  @About('How far it has come. Whether they may sign in now, their eligibility says.')
  @IsIn(ACCOUNT_STATES)
  state!: AccountState
}

export class AboutPerson {
  @About('The person.', { maxLength: 100 })
  @IsString()
  @MaxLength(100)
  personId!: string
}

@About('A check that was made of a person (S10).')
export class RecordCheck extends AboutPerson {
  @About('What was checked.')
  @IsIn(CHECK_KINDS)
  kind!: CheckKind

  @About('Where it stands in the register that keeps it.', { example: 'DBS/2026/0012345', maxLength: 40 })
  @IsReference()
  reference!: string

  @About('Until when it holds: three years for a disclosure at the most.', { format: 'date', example: '2029-11-28' })
  @IsDay()
  until!: string
}

@About('That an account may be used, and the code with which its person chooses password and PIN.')
export class AccountApproved {
  @About('The account.')
  @ValidateNested()
  @Type(() => Account)
  account!: Account

  @About('Said here once, for a week, for the person alone: to be handed over in person.', { maxLength: 40 })
  @IsString()
  enrolmentCode!: string
}

@About('That somebody may not sign in for now.')
export class SuspendAccount extends AboutPerson {
  @About('Why.')
  @IsIn(SUSPENSION_CODES)
  code!: SuspensionCode
}

@About('That an account is closed for good.')
export class CloseAccount extends AboutPerson {
  @About('Why.')
  @IsIn(CLOSURE_CODES)
  code!: ClosureCode
}

@About('Something that must be so for a person to be let in.')
export class Precondition {
  @About('What.')
  @IsIn(PRECONDITIONS)
  name!: PreconditionName

  @About('Whether it is so now.')
  @IsBoolean()
  isMet!: boolean

  @About('Until when it is; null: it has no end, or is not so.', INSTANT)
  @OrNull()
  @IsOptional()
  @IsString()
  until!: string | null
}

@About('Whether somebody may sign in now, and what that depends on.')
export class Eligibility {
  @About('Their account.')
  @IsOptional()
  @ValidateNested()
  @Type(() => Account)
  account?: Account

  @About('Until when they may, if nothing changes; null: they may not.', INSTANT)
  @OrNull()
  @IsOptional()
  @IsString()
  until!: string | null

  @About('Each that holds for their role.', { maxItems: PRECONDITIONS.length })
  @IsArray()
  @ArrayMaxSize(PRECONDITIONS.length)
  @ValidateNested({ each: true })
  @Type(() => Precondition)
  preconditions!: Precondition[]
}

const BY_ACCREDITORS = { askedBy: ['gateway'], for: 'person', roles: ['accreditor'] } as const
const BY_BOTH = { askedBy: ['gateway'], for: 'person', roles: ['account-manager', 'accreditor'] } as const

/** Errors: `forbidden` for a role that is not the caller's to make, `not-found` for an organisation that is not theirs, `conflict` for a name that is taken. */
export const createPerson = request('identity.account.create', CreatePerson, Account, BY_BOTH)

/** By whoever looks after the person; of an account manager, an accreditor; never of oneself. Errors: `not-found`, `invalid-request`, `conflict`. */
export const recordCheck = request('identity.account.check', RecordCheck, Eligibility, BY_BOTH)

/** By an accreditor who neither made the account nor is the person (I8). Errors: `not-found`, `conflict`. */
export const approvePerson = request('identity.account.approve', AboutPerson, AccountApproved, BY_ACCREDITORS)

/** That the person still needs it, for four months. Errors: `not-found`, `conflict` for oneself. */
export const attestPerson = request('identity.account.attest', AboutPerson, Eligibility, BY_BOTH)

/** From its answer on they do not sign in, and their sessions are over. Errors: `not-found`, `conflict` for oneself. */
export const suspendAccount = request('identity.account.suspend', SuspendAccount, Account, {
  ...BY_BOTH,
  roles: ['account-manager', 'accreditor', 'cpmt'],
})

/** By an accreditor who did not suspend them, and is not they. Errors: `not-found`, `conflict`. */
export const reinstateAccount = request('identity.account.reinstate', AboutPerson, Account, BY_ACCREDITORS)

/** Whoever leaves is out at once. Errors: `not-found`, `conflict` for oneself. */
export const closeAccount = request('identity.account.close', CloseAccount, Account, BY_BOTH)

/** Of oneself, or by whoever looks after the person. Errors: `not-found`. */
export const readEligibility = request('identity.eligibility.read', AboutPerson, Eligibility, {
  ...BY_BOTH,
  roles: ROLES.filter((role) => role !== 'feed-supplier'),
})
