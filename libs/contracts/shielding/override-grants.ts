import { AboutGrant, OverrideGrant, ProposeOverrideGrant } from '../identity/override-grants.ts'
import { request } from '../message.ts'

/** Proposes that somebody may override shields; recorded before it is done. Errors: `not-found`, `invalid-request`. */
export const requestOverrideGrant = request('shielding.override-grant.propose', ProposeOverrideGrant, OverrideGrant, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
  recently: true,
})

/** Another person approves it; recorded before it is done. Errors: `not-found`, `conflict`. */
export const grantOverride = request('shielding.override-grant.approve', AboutGrant, OverrideGrant, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
  recently: true,
})

/** Nothing is shown by any override of its holder once this is answered. Errors: `not-found`. */
export const withdrawOverrideGrant = request('shielding.override-grant.end', AboutGrant, OverrideGrant, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})
