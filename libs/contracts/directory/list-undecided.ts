import { ArrayMaxSize, IsArray, IsString } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'

/** More children than this are not asked about at once. */
export const MOST_ASKED_ABOUT = 1_000

export class ListUndecided {
  @IsArray()
  @ArrayMaxSize(MOST_ASKED_ABOUT)
  @IsChildId({ each: true })
  childIds!: string[]
}

/** Those of them about whom officers have something to decide. */
export class Undecided {
  /** Who have a record near them of which nobody has decided. */
  @IsArray()
  @IsString({ each: true })
  near!: string[]

  /** Of whom a row of a feed waits. */
  @IsArray()
  @IsString({ each: true })
  rows!: string[]
}

/** About which of these restricted children something waits for their officers. */
export const listUndecided = request('directory.near.undecided', ListUndecided, Undecided, {
  askedBy: ['shielding'],
  for: 'service',
})
