import { api, pathTo, ROLES } from '@contactpoint/contracts'
import type { RouteTrip } from './audit-routes.trip.ts'

const NOBODY = { personId: '0f8fad5b-d9cb-469f-a165-70867728950e' }
const PROOF = { pin: '0', code: '0' }
const NONE = { organisationId: NOBODY.personId }
const KEEPERS = ['account-manager', 'accreditor'] as const
const ACCREDITOR = ['accreditor'] as const
const PEOPLE = ROLES.filter((role) => role !== 'feed-supplier')
const ACCREDITATION = api.organisations.accredit.example.ask as { organisationId?: string }
const { organisationId: _example, ...accreditation } = ACCREDITATION
/** Of an organisation that there is not; of another authority than any that asks. */
const PERSON = { ...api.people.create.example.ask, ...NONE }
const ELSEWHERE = { ...api.organisations.create.example.ask, authority: '999' }

function about(
  id: 'check' | 'approve' | 'attest' | 'suspend' | 'rename' | 'reinstate' | 'close' | 'beginRecovery',
  allowed: readonly string[],
  body: object = {},
): RouteTrip {
  return [`people.${id}`, allowed, 404, (client) => client.post(pathTo(api.people[id], NOBODY), body)]
}

const NOWHERE = { code: '999' }
const READERS = ['accreditor', 'shield-officer', 'cpmt', 'operator'] as const

/** Of an authority that has not begun; the demo accreditor is not of the national desk. */
function ofAuthority(id: 'attest' | 'activate' | 'suspend', allowed: readonly string[], status: number): RouteTrip {
  return [`authorities.${id}`, allowed, status, (client) => client.post(pathTo(api.authorities[id], NOWHERE), {})]
}

/** Who may use the directory. */
export const PEOPLE_ROUTES: RouteTrip[] = [
  ['people.create', KEEPERS, 404, (client) => client.post(api.people.create.path, PERSON)],
  ['people.overview', KEEPERS, 200, (client) => client.get(api.people.overview.path)],
  about('check', KEEPERS, { kind: 'identity', reference: 'A/1', until: '2027-01-01' }),
  about('approve', ACCREDITOR),
  about('attest', KEEPERS),
  about('suspend', [...KEEPERS, 'cpmt'], { code: 'other' }),
  [
    'people.suspendNamed',
    [...KEEPERS, 'cpmt'],
    404,
    (client) => client.post(api.people.suspendNamed.path, { username: 'nobody', code: 'other' }),
  ],
  about('rename', KEEPERS, { givenName: 'Aisha', familyName: 'Khan', postcode: 'LS1 4AP' }),
  about('reinstate', ACCREDITOR),
  about('close', KEEPERS, { code: 'left' }),
  about('beginRecovery', KEEPERS, { ground: 'lost', reference: 'A/1' }),
  ['people.recoveries', KEEPERS, 404, (client) => client.get(pathTo(api.people.recoveries, NOBODY))],
  [
    'people.approveRecovery',
    ACCREDITOR,
    404,
    (client) => client.post(pathTo(api.people.approveRecovery, { ...NOBODY, recoveryId: NOBODY.personId }), {}),
  ],
  // The people who try are not there.
  ['people.sign', PEOPLE, 404, (client) => client.post(api.people.sign.path, api.people.sign.example.ask!)],
  ['people.eligibility', PEOPLE, 404, (client) => client.get(pathTo(api.people.eligibility, NOBODY))],
  // The people who try are not there: nobody of that account.
  [
    'authenticators.registrationOptions',
    PEOPLE,
    401,
    (client) => client.post(api.authenticators.registrationOptions.path, PROOF),
  ],
  [
    'authenticators.addKey',
    PEOPLE,
    401,
    (client) => client.post(api.authenticators.addKey.path, api.authenticators.addKey.example.ask!),
  ],
  ['authenticators.stepUpOptions', PEOPLE, 401, (client) => client.post(api.authenticators.stepUpOptions.path, {})],
  ['authenticators.keys', PEOPLE, 200, (client) => client.get(api.authenticators.keys.path)],
  [
    'authenticators.removeKey',
    PEOPLE,
    401,
    (client) => client.post(pathTo(api.authenticators.removeKey, { keyId: NOBODY.personId }), PROOF),
  ],
  ['authorities.overview', READERS, 200, (client) => client.get(api.authorities.overview.path)],
  ['authorities.begin', ACCREDITOR, 403, (client) => client.post(api.authorities.begin.path, { ...NOWHERE, wave: 1 })],
  ['authorities.readiness', READERS, 404, (client) => client.get(pathTo(api.authorities.readiness, NOWHERE))],
  ofAuthority('attest', ['shield-officer', 'cpmt'], 404),
  ofAuthority('activate', ACCREDITOR, 403),
  ofAuthority('suspend', ACCREDITOR, 404),
  ['shutOffs.overview', ['accreditor', 'operator'], 200, (client) => client.get(api.shutOffs.overview.path)],
  [
    'shutOffs.make',
    ['accreditor', 'operator'],
    400,
    (client) => client.post(api.shutOffs.make.path, { scope: 'feed', subject: 'none' }),
  ],
  [
    'shutOffs.reopen',
    ACCREDITOR,
    404,
    (client) => client.post(pathTo(api.shutOffs.reopen, { shutOffId: NOBODY.personId }), {}),
  ],
  ['organisations.create', ACCREDITOR, 403, (client) => client.post(api.organisations.create.path, ELSEWHERE)],
  ['organisations.overview', [...KEEPERS, 'trainer'], 200, (client) => client.get(api.organisations.overview.path)],
  ['organisations.get', KEEPERS, 404, (client) => client.get(pathTo(api.organisations.get, NONE))],
  [
    'organisations.confirmContact',
    KEEPERS,
    404,
    (client) =>
      client.post(pathTo(api.organisations.confirmContact, NONE), { phone: '01134960123', email: 'o@example.org' }),
  ],
  [
    'organisations.accredit',
    ACCREDITOR,
    404,
    (client) => client.post(pathTo(api.organisations.accredit, NONE), accreditation),
  ],
  [
    'organisations.disaccredit',
    ACCREDITOR,
    404,
    (client) => client.delete(pathTo(api.organisations.disaccredit, NONE)),
  ],
]
