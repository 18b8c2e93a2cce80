import { IsBoolean, IsString, IsUUID, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'

export class SuspendPerson {
  /** Who it is: every account of theirs. */
  @IsString()
  @MaxLength(100)
  identity!: string

  /** The case because of which: a person is suspended as long as any case says so. */
  @IsUUID()
  caseId!: string

  @IsBoolean()
  isSuspended!: boolean
}

/** Suspends a person because of a case, or ends that: their sessions end, and nobody signs in as them. Safe to do again. */
export const suspendPerson = request('identity.person.suspend', SuspendPerson, Nothing, {
  askedBy: ['audit'],
  for: 'service',
})
