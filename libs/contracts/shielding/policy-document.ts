import { Type } from 'class-transformer'
import { ArrayUnique, IsArray, IsDefined, IsIn, IsInt, Max, Min, IsOptional, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { applyDecorators } from '../apply-decorators.ts'
import { Closed } from '../closed.ts'
import { IsNotLessThan } from '../rules.ts'
import { POLICY_ITEMS, SENSITIVE_POLICIES, type PolicyItem, type SensitivePolicy } from '../vocabulary.ts'

/** A whole number that a policy may choose, between these two. */
function IsBetween(least: number, most: number): PropertyDecorator {
  return applyDecorators(IsInt(), Min(least), Max(most))
}

/**
 * What each view leaves visible. There is no field for a shielded record: name, date of birth, gender and id are what it shows (S21), and
 * none for who works with a child, which is what the directory is for.
 */
@Closed()
@About('What of a record is shown beside its four things.')
export class PolicyViews {
  @About(
    'Of a record that is shown whole: of a child who is not shielded, or by an override. A hit of a search has a postcode only with `address`.',
    {
      maxItems: POLICY_ITEMS.length,
      uniqueItems: true,
    },
  )
  @IsArray()
  @ArrayUnique()
  @IsIn(POLICY_ITEMS, { each: true })
  full!: PolicyItem[]
}

@Closed()
@About('How many distinct children one person may see.')
export class PolicyBudget {
  @About('In an hour.', { example: 120 })
  @IsBetween(1, 500)
  hour!: number

  @About('In a day; not less than in an hour.', { example: 400 })
  @IsNotLessThan('hour')
  @IsBetween(1, 2_000)
  day!: number

  @About('In thirty days; not less than in a day.', { example: 2_000 })
  @IsNotLessThan('day')
  @IsBetween(1, 10_000)
  month!: number
}

@Closed()
@About('How many distinct children the people of each role may see; other roles see none.')
export class PolicyBudgets {
  @About('Practitioners.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyBudget)
  practitioner!: PolicyBudget

  @About('Shield officers.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyBudget)
  'shield-officer'!: PolicyBudget

  @About('Management teams.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyBudget)
  cpmt!: PolicyBudget

  @About('Data stewards, who say whom rows of feeds are about; where it is left out, as much as practitioners.')
  @IsOptional()
  @ValidateNested()
  @Type(() => PolicyBudget)
  'data-steward'?: PolicyBudget
}

@Closed()
@About('How often a shield is reviewed, by how much it leaves.')
export class PolicyReviews {
  @About('Months until a shield that leaves four things is reviewed; six at the most (S29).', { example: 6 })
  @IsBetween(1, 6)
  standard!: number

  @About('Months until one that leaves nothing is.', { example: 6 })
  @IsBetween(1, 6)
  sealed!: number
}

@Closed()
@About('When what follows a step about a shield is due, and when somebody is told again that it is late.')
export class PolicyTerms {
  @About('Hours in which a shield that was asked for is placed; what is late is escalated at once.', { example: 24 })
  @IsBetween(1, 24)
  placeWithinHours!: number

  @About('Hours in which another officer confirms it; what is late is escalated at once.', { example: 24 })
  @IsBetween(1, 24)
  confirmWithinHours!: number

  @About('How often it is reviewed.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyReviews)
  reviewWithinMonths!: PolicyReviews

  @About('Days for each step of a lifting.', { example: 7 })
  @IsBetween(1, 7)
  decideWithinDays!: number

  @About('Days after which a late review or step of a lifting is escalated.', { example: 7 })
  @IsBetween(0, 7)
  escalateAfterDays!: number

  @About('Days after which it is said again that something is late, for ever.', { example: 7 })
  @IsBetween(1, 7)
  escalateEveryDays!: number
}

@Closed()
@About('How long an override lasts, and what follows when nobody answers for it.')
export class PolicyOverrides {
  @About('Minutes that one lasts; ten at the most.', { example: 10 })
  @IsBetween(1, 10)
  minutes!: number

  @About('Minutes after which a case that nobody has answered is escalated; an hour at the most.', { example: 60 })
  @IsBetween(1, 60)
  escalateAfterMinutes!: number

  @About('Hours after which such a case suspends the right to override; two days at the most.', { example: 48 })
  @IsBetween(1, 48)
  suspendAfterHours!: number
}

/**
 * What shielding runs under (S19). It may be stricter than what the design promises and never looser: each number has that promise as its
 * bound, and what must not be chosen has no field.
 */
@Closed()
@About('What shielding runs under. Each figure may be stricter than what the directory promises, never looser.')
export class PolicyDocument {
  @About('What each view leaves visible.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyViews)
  views!: PolicyViews

  @About(
    'What a record says of sexual health, mental health and substance misuse: nothing, or that there is another service of which the authority may be asked.',
  )
  @IsIn(SENSITIVE_POLICIES)
  sensitiveServices!: SensitivePolicy

  @About('How many children people may see.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyBudgets)
  budgets!: PolicyBudgets

  @About('When steps about a shield are due.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyTerms)
  shields!: PolicyTerms

  @About('How long an override lasts.')
  @ValidateNested()
  @IsDefined()
  @Type(() => PolicyOverrides)
  overrides!: PolicyOverrides
}
