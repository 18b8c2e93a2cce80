import { Type } from 'class-transformer'
import { IsArray, IsInt, IsString, Min, ValidateNested } from 'class-validator'
import { request } from '../message.ts'

export class ListDesks {}

/** The people of one authority who decide about shields. */
export class Desk {
  /** DfE code of the authority, or that of the national desk. */
  @IsString()
  authority!: string

  /** How many different people may act as its shield officers now: vetted, trained, and in date in all else. */
  @IsInt()
  @Min(0)
  officers!: number
}

/** Every authority that has shield officers at all. */
export class DesksListed {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Desk)
  desks!: Desk[]
}

/** Where shields are decided about; an authority that is not listed has not begun to use the directory. */
export const listDesks = request('identity.desk.list', ListDesks, DesksListed, {
  askedBy: ['shielding'],
  for: 'service',
})
