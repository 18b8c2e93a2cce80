import { request } from '../message.ts'
import { ROLES } from '../vocabulary.ts'
import { Nothing } from '../nothing.ts'

/** Signs out: the refresh token of this session ends at once. */
export const closeSession = request('identity.session.close', Nothing, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES,
})
