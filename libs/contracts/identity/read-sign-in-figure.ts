import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'
import { IsDay } from '../rules.ts'

export class ReadSignInFigure {
  /** UTC, as the day after; both are inside. */
  @IsDay()
  from!: string

  @IsDay()
  to!: string
}

/**
 * What was tried in vain on each day, by day; days without anything are left out. In this order: failures to sign in; tries from an address
 * that had failed too often; user names that were shut after too many failures, whether or not there is such a user. Who tried, and with
 * which name, is not kept. Errors: `unavailable`.
 */
export const readSignInFigure = request('identity.figure.read', ReadSignInFigure, CountedRows, {
  askedBy: ['audit'],
  for: 'service',
})
