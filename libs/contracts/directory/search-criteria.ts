import { IsIn, IsOptional, Matches, IsString, MinLength, MaxLength } from 'class-validator'
import { Closed } from '../closed.ts'
import { IsNameCriterion, IsPastDate, IsPostcode } from '../rules.ts'
import { GENDERS, type Gender } from '../vocabulary.ts'

/** What a practitioner searches by. Family name and a date of birth, or a range of at most 366 days, are the minimum. */
@Closed()
export class SearchCriteria {
  /** Current or former family name; `*` at the end after at least two letters. */
  @IsNameCriterion()
  familyName!: string

  @IsOptional()
  @IsNameCriterion()
  givenName?: string

  @IsOptional()
  @IsPastDate()
  dateOfBirth?: string

  @IsOptional()
  @IsPastDate()
  dateOfBirthFrom?: string

  @IsOptional()
  @IsPastDate()
  dateOfBirthTo?: string

  @IsOptional()
  @IsIn(GENDERS)
  gender?: Gender

  @IsOptional()
  @IsPostcode()
  postcode?: string

  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(100)
  addressLine?: string

  @IsOptional()
  @Matches(/^\d{6}$/)
  schoolUrn?: string

  @IsOptional()
  @Matches(/^[A-Z]\d{5}$/)
  gpPracticeCode?: string

  @IsOptional()
  @IsNameCriterion()
  carerFamilyName?: string

  @IsOptional()
  @Matches(/^[+\d][\d ]{6,19}$/)
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
