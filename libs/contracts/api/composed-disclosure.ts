import { Type } from 'class-transformer'
import { Equals, IsArray, IsOptional, IsString, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { FullChild, VisibleChild } from '../directory/child-record.ts'
import { Receipt } from '../receipt.ts'
import { BudgetWarning } from '../shielding/budget-warning.ts'
import { OverrideNow } from '../shielding/override-now.ts'

@About('The record of a child who is not shielded.')
export class FullDisclosure {
  @Equals(false)
  shielded!: false

  @ValidateNested()
  @Type(() => FullChild)
  child!: FullChild

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning
}

@About('What a shield means and what to do: the same words for every shielded child.')
export class ShieldNotice {
  @About('What it means.', { maxLength: 500 })
  @IsString()
  text!: string

  @About('What to do next, in order.', { maxItems: 10, items: { type: 'string', maxLength: 500 } })
  @IsArray()
  @IsString({ each: true })
  next!: string[]
}

@About('What is shown of a shielded child.')
export class ShieldedDisclosure {
  @Equals(true)
  shielded!: true

  @ValidateNested()
  @Type(() => VisibleChild)
  child!: VisibleChild

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning

  @ValidateNested()
  @Type(() => ShieldNotice)
  notice!: ShieldNotice
}

@About('The whole record of a shielded child, to whom a shield is overridden for.')
export class OverriddenDisclosure {
  @Equals(true)
  shielded!: true

  @ValidateNested()
  @Type(() => OverrideNow)
  override!: OverrideNow

  @ValidateNested()
  @Type(() => FullChild)
  child!: FullChild

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning

  @ValidateNested()
  @Type(() => ShieldNotice)
  notice!: ShieldNotice
}

/** A record as it leaves the gateway: `shielded`, and `override` of a shielded one, say which it is. */
export type ComposedDisclosure = FullDisclosure | ShieldedDisclosure | OverriddenDisclosure
