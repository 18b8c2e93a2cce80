import { MODULES_OF } from '@contactpoint/contracts'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import type { Certificate } from './certificates.schema.ts'

/** Who vouches for people who were there before anybody could be trained here: whoever set the directory up. */
const OPERATOR = 'operator'

/** What somebody holds of whom it is said, when the directory is set up, that they are trained for their role: what they are certified for later adds to it. */
export function vouchedCertificates(
  person: Pick<Person, '_id' | 'identity' | 'role'>,
  until: Date,
  now: Date,
): Certificate[] {
  const identity = identityOf(person)
  const nothing = { courseCode: null, major: null, minor: null, sessionId: null, trainerId: null }
  return MODULES_OF[person.role].map((module) => {
    return { _id: `vouched/${identity}/${module}`, identity, module, ...nothing, by: OPERATOR, at: now, until }
  })
}
