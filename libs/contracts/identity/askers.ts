import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { ROLES, type Role } from '../vocabulary.ts'

export class ConfirmAsker {
  @IsString()
  @MaxLength(100)
  username!: string

  @IsString()
  @MaxLength(100)
  code!: string
}

export class AboutAsker {
  @IsString()
  @MaxLength(100)
  personId!: string
}

/** Somebody who asks through another, as they are let in now. */
export class Asker {
  @IsString()
  @MaxLength(100)
  personId!: string

  @IsString()
  @MaxLength(100)
  identity!: string

  @IsIn(ROLES)
  role!: Role

  /** DfE code. */
  @IsString()
  @MaxLength(3)
  authority!: string

  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string

  /** Where their organisation is called back, as its accreditor recorded it; null: nobody did. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  phone!: string | null
}

const BY_MEDIATORS = { askedBy: ['shielding'], for: 'person', roles: ['practitioner'] } as const

/**
 * Whose code it is that the caller was told on the telephone; it is used up. Errors: `step-up-failed`, the same for a wrong or used code, for nobody,
 * for who is not let in now, for the caller themselves, and after too many.
 */
export const confirmAsker = request('identity.asker.confirm', ConfirmAsker, Asker, BY_MEDIATORS)

/** The same person a little later. Errors: `forbidden` when they are not let in any more. */
export const readAsker = request('identity.asker.read', AboutAsker, Asker, BY_MEDIATORS)
