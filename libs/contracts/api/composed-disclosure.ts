import { Type } from 'class-transformer'
import { Equals, IsArray, IsString, ValidateNested } from 'class-validator'
import { About } from '../about.ts'
import { FullChild, VisibleChild } from '../directory/child-record.ts'
import { OverrideNow } from '../shielding/override-now.ts'
import { Accounted } from '../shielding/accounted.ts'

@About('The record of a child who is not shielded.')
export class FullDisclosure extends Accounted {
  @Equals(false)
  shielded!: false

  @ValidateNested()
  @Type(() => FullChild)
  child!: FullChild
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
export class ShieldedDisclosure extends Accounted {
  @Equals(true)
  shielded!: true

  @ValidateNested()
  @Type(() => VisibleChild)
  child!: VisibleChild

  @ValidateNested()
  @Type(() => ShieldNotice)
  notice!: ShieldNotice
}

@About('The whole record of a shielded child, to whom a shield is overridden for.')
export class OverriddenDisclosure extends Accounted {
  @Equals(true)
  shielded!: true

  @ValidateNested()
  @Type(() => OverrideNow)
  override!: OverrideNow

  @ValidateNested()
  @Type(() => FullChild)
  child!: FullChild

  @ValidateNested()
  @Type(() => ShieldNotice)
  notice!: ShieldNotice
}

/** A record as it leaves the gateway: `shielded`, and `override` of a shielded one, say which it is. */
export type ComposedDisclosure = FullDisclosure | ShieldedDisclosure | OverriddenDisclosure
