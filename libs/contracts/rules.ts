import { applyDecorators } from './apply-decorators.ts'
import {
  englishDay,
  foldName,
  isIsoDate,
  isName,
  toEmail,
  toNameCriterion,
  toPhone,
  toPostcode,
} from '@contactpoint/text'
import { IsString, Matches, ValidateBy, buildMessage } from 'class-validator'
import type { ValidationOptions, ValidatorConstraintInterface } from 'class-validator'

/** Characters of the name of an organisation, wherever it stands: what is longer cannot be recorded, and so sees nothing. */
export const LONGEST_ORGANISATION = 200

/** Today in England, `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  return englishDay(now)
}

/** A date that exists and is not in the future. */
export function IsPastDate(): PropertyDecorator {
  return ValidateBy({
    name: 'isPastDate',
    validator: saying(
      (value) => isIsoDate(value) && value <= today(),
      'must be a date (YYYY-MM-DD) that is not in the future',
    ),
  })
}

/** A date that exists. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: saying(isIsoDate, 'must be a date (YYYY-MM-DD)'),
  })
}

export function IsPostcode(): PropertyDecorator {
  return ValidateBy({
    name: 'isPostcode',
    validator: saying((value) => toPostcode(value) !== null, 'must be a postcode'),
  })
}

/** A person's name, or a part of one: see `toName` of libs/text. */
export function IsName(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isName', validator: saying(isName, 'must be a name') }, options)
}

/** What is typed into a name box of a search: a name, with `*` allowed at the end after at least two letters. */
export function IsNameCriterion(): PropertyDecorator {
  return ValidateBy({
    name: 'isNameCriterion',
    validator: saying(
      (value) => toNameCriterion(value) !== null,
      'must be a name, or two letters of one or more and *',
    ),
  })
}

/** The name of an organisation: letters, digits and what stands between them. */
export function IsOrganisationName(): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Matches(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’&()/-]{1,199}$/u, {
      message: '$property must be the name of an organisation',
    }),
  )
}

/** A telephone number, however it is written: a number that cannot be one would quietly find nobody. */
export function IsPhoneCriterion(): PropertyDecorator {
  return ValidateBy({
    name: 'isPhone',
    validator: saying((value) => toPhone(value) !== null, 'must be a telephone number with its area code'),
  })
}

/** A telephone number that is kept: see `toPhone` of libs/text. */
export const IsPhone = IsPhoneCriterion

/** An e-mail address that is kept: see `toEmail` of libs/text. */
export function IsEmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmailAddress',
    validator: saying((value) => toEmail(value) !== null, 'must be an e-mail address'),
  })
}

/** Text in which letters or digits are left to search by. */
export function HasSomethingToSearchBy(): PropertyDecorator {
  return ValidateBy({
    name: 'hasSomethingToSearchBy',
    validator: saying((value) => typeof value === 'string' && foldName(value) !== '', 'must have a letter or a digit'),
  })
}

/** A number that is not less than another field of the same object. */
export function IsNotLessThan(other: string): PropertyDecorator {
  return ValidateBy({
    name: 'isNotLessThan',
    constraints: [other],
    validator: {
      validate: (value, given) => Number(value) >= Number((given!.object as Record<string, unknown>)[other]),
      defaultMessage: buildMessage((each) => `${each}$property must not be less than ${other}`),
    },
  })
}

/** A reference into a case system: the only thing a user may type about a case. Not free text (S34). */
export function IsReference(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(/^[A-Z0-9/-]{1,40}$/))
}

function saying(validate: (value: unknown) => boolean, what: string): ValidatorConstraintInterface {
  return { validate, defaultMessage: buildMessage((each) => `${each}$property ${what}`) }
}
