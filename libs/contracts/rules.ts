import { Schema } from './about.ts'
import { applyDecorators } from './apply-decorators.ts'
import { IsString, MaxLength, Matches, ValidateBy, buildMessage } from 'class-validator'

/** `YYYY-MM-DD`, a day that exists, between 1900 and 2100. */
export function isIsoDate(text: unknown): text is string {
  if (typeof text !== 'string' || !/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** Kept: making one costs as much as a whole validation. */
const ENGLISH_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** Today in England, `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  return ENGLISH_DAY.format(now)
}

/** A date that exists and is not in the future. */
export function IsPastDate(): PropertyDecorator {
  return ValidateBy({
    name: 'isPastDate',
    validator: {
      validate: (value) => isIsoDate(value) && value <= today(),
      defaultMessage: buildMessage((each) => `${each}$property must be a date (YYYY-MM-DD) that is not in the future`),
    },
  })
}

/** A date that exists. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: isIsoDate,
      defaultMessage: buildMessage((each) => `${each}$property must be a date (YYYY-MM-DD)`),
    },
  })
}

/** British postcode shape, as published in the Government Data Standards Catalogue (BS7666); spaces and case are free. */
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})$/

/** A postcode in its one written form (`LS1 4AP`), or null when it cannot be a postcode. */
export function toPostcode(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 10) return null
  const parts = POSTCODE.exec(text.toUpperCase().replaceAll(/\s/g, ''))
  return parts ? `${parts[1]} ${parts[2]}` : null
}

export function IsPostcode(): PropertyDecorator {
  return ValidateBy({
    name: 'isPostcode',
    validator: {
      validate: (value) => toPostcode(value) !== null,
      defaultMessage: buildMessage((each) => `${each}$property must be a postcode`),
    },
  })
}

/** Text that a person's name can be: letters of any script, spaces, hyphen, apostrophe, full stop; 1 to 100 characters. */
export const NAME_PATTERN = /^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’-]{0,99}$/u

/** Letters of any script cannot be written as a pattern that every validator reads: the description has the length only. */
const NAME_LENGTH = { minLength: 1, maxLength: 100 }

export function IsNamePart(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(NAME_PATTERN), Schema(NAME_LENGTH))
}

/** What is typed into a name box of a search: a name, with `*` allowed at the end after at least two letters. */
export const NAME_CRITERION_PATTERN =
  /^(?:[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’-]{0,99}|[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’-]{1,98}\*)$/u

export function IsNameCriterion(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(NAME_CRITERION_PATTERN), Schema(NAME_LENGTH))
}

/** A reference into a case system: the only thing a user may type about a case. Not free text (S34). */
export function IsReference(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(/^[A-Z0-9/-]{1,40}$/))
}

/** Text that goes into a message to be looked up, never to be interpreted: bounded. */
export function IsShortText(max: number): PropertyDecorator {
  return applyDecorators(IsString(), MaxLength(max))
}
