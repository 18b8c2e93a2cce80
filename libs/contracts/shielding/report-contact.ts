import { Matches } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { UUID } from '../schemas.ts'

@About('The contact of an involvement is wrong.')
export class ReportContact {
  @About('Id of the involvement.', UUID)
  @Matches(/^[0-9a-f-]{36}$/)
  involvementId!: string
}

/**
 * Makes an open task of the owning organisation, one however often it is said; recorded. Errors: `not-found` for an involvement that the
 * caller does not see, as for one that never was.
 */
export const reportContact = request('shielding.involvement.report-contact', ReportContact, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'cpmt'],
})
