import { IsIn, IsOptional, Matches, IsString, MinLength, MaxLength } from 'class-validator'
import { Closed } from '../closed.ts'
import { HasSomethingToSearchBy, IsNameCriterion, IsPastDate, IsPhoneCriterion, IsPostcode } from '../rules.ts'
import { GENDERS, type Gender } from '../vocabulary.ts'
import { About } from '../about.ts'

/** One of the two, and not both (checked where a search is made; a rule of one field cannot say it). */
const BIRTH_DATE_OR_RANGE = {
  oneOf: [{ required: ['dateOfBirth'] }, { required: ['dateOfBirthFrom', 'dateOfBirthTo'] }],
  dependentRequired: { dateOfBirthFrom: ['dateOfBirthTo'], dateOfBirthTo: ['dateOfBirthFrom'] },
}

@About(
  'What a practitioner searches by. Beside the family name either `dateOfBirth` or both `dateOfBirthFrom` and `dateOfBirthTo`.',
  BIRTH_DATE_OR_RANGE,
)
@Closed()
export class SearchCriteria {
  @About('Current or former family name; `*` at the end after at least two letters.', { example: 'mainw*' })
  @IsNameCriterion()
  familyName!: string

  @About('Current given name; `*` as above.', { example: 'Grace' })
  @IsOptional()
  @IsNameCriterion()
  givenName?: string

  @About('Day of birth.', { example: '2012-06-27' })
  @IsOptional()
  @IsPastDate()
  dateOfBirth?: string

  @About('First day of a range.', { example: '2012-01-01' })
  @IsOptional()
  @IsPastDate()
  dateOfBirthFrom?: string

  @About('Last day of a range: at most 366 days after the first.', { example: '2012-12-31' })
  @IsOptional()
  @IsPastDate()
  dateOfBirthTo?: string

  @About('As in the record.')
  @IsOptional()
  @IsIn(GENDERS)
  gender?: Gender

  @About('Current or former postcode; spaces and case are free. Finds no shielded child.', { example: 'L13 0AS' })
  @IsOptional()
  @IsPostcode()
  postcode?: string

  @About('Start of an address line. Finds no shielded child.', { example: '68 Albert' })
  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  @HasSomethingToSearchBy()
  addressLine?: string

  @About('URN of the school. Finds no shielded child.', { example: '148792', maxLength: 6 })
  @IsOptional()
  @Matches(/^\d{6}$/)
  schoolUrn?: string

  @About('Code of the GP practice. Finds no shielded child.', { example: 'A81001', maxLength: 6 })
  @IsOptional()
  @Matches(/^[A-Z]\d{5}$/)
  gpPracticeCode?: string

  @About('Family name of a carer; `*` as above. Finds no shielded child.', { example: 'Bennett' })
  @IsOptional()
  @IsNameCriterion()
  carerFamilyName?: string

  @About('Phone of a carer. Finds no shielded child.', { example: '07700918170', maxLength: 40 })
  @IsOptional()
  @MaxLength(40)
  @IsPhoneCriterion()
  phone?: string
}

/**
 * Whether a criterion is something a shielded record still shows. Declared for every criterion: one without an entry does not
 * compile, and a query that names a hidden one leaves restricted children out before anything is matched (S25, AC-04).
 */
export const CRITERION_VISIBILITY: Record<keyof SearchCriteria, 'visible' | 'hidden'> = {
  familyName: 'visible',
  givenName: 'visible',
  dateOfBirth: 'visible',
  dateOfBirthFrom: 'visible',
  dateOfBirthTo: 'visible',
  gender: 'visible',
  postcode: 'hidden',
  addressLine: 'hidden',
  schoolUrn: 'hidden',
  gpPracticeCode: 'hidden',
  carerFamilyName: 'hidden',
  phone: 'hidden',
}

/** True when the question names anything that a shield hides. */
export function namesHidden(criteria: SearchCriteria): boolean {
  return Object.entries(criteria).some(
    ([criterion, value]) =>
      value !== undefined && CRITERION_VISIBILITY[criterion as keyof SearchCriteria] !== 'visible',
  )
}
