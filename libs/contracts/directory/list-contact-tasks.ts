import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsDefined, IsString, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { InvolvementOwner } from './keep-involvements.ts'

/** More than this are not listed: whoever mends some sees the next. */
export const MOST_CONTACT_TASKS = 50

export class ListContactTasks {
  @IsDefined()
  @ValidateNested()
  @Type(() => InvolvementOwner)
  owner!: InvolvementOwner
}

/** A contact that somebody said is wrong, and nobody has mended. */
export class OpenContactTask {
  @IsString()
  involvementId!: string

  /** When it was said first. */
  @IsString()
  reportedAt!: string
}

export class ContactTasksListed {
  @IsArray()
  @ArrayMaxSize(MOST_CONTACT_TASKS)
  @ValidateNested({ each: true })
  @Type(() => OpenContactTask)
  tasks!: OpenContactTask[]
}

/** What the people of an organisation have to mend, the oldest first (S05). */
export const listContactTasks = request('directory.contact-task.list', ListContactTasks, ContactTasksListed, {
  askedBy: ['shielding'],
  for: 'service',
})
