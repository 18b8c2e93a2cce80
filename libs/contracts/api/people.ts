import {
  approvePerson,
  attestPerson,
  closeAccount,
  createPerson,
  readEligibility,
  recordCheck,
  reinstateAccount,
  suspendAccount,
} from '../identity/accounts.ts'
import { enrolPerson } from '../identity/enrol-person.ts'
import { approveRecovery, beginRecovery, readRecoveries } from '../identity/recoveries.ts'
import { listAccounts } from '../identity/list-accounts.ts'
import { renamePerson } from '../identity/rename-person.ts'
import { signAgreement } from '../identity/sign-agreement.ts'
import { suspendNamed } from '../identity/suspend-named.ts'
import { AGREEMENT_VERSION } from '../people-vocabulary.ts'
import { resource, route } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const ORGANISATION_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const ACCOUNT = {
  ...{ personId: ID, username: 'a.patel', role: 'practitioner', organisation: 'Elm Street Nursery' },
  state: 'made',
} as const
const UNTIL = '2029-11-28T00:00:00.000Z'
const ELIGIBILITY = {
  account: ACCOUNT,
  until: null,
  preconditions: [
    { name: 'identity-check', isMet: true, until: UNTIL },
    { name: 'approval', isMet: false, until: null },
  ],
} as const
const RECOVERY = {
  ...{
    recoveryId: ORGANISATION_ID,
    ground: 'lost',
    reference: 'ID/2026/0417',
    begunBy: ID,
    begunAt: '2026-11-29T09:00:00.000Z',
  },
  ...{ until: '2026-11-30T09:00:00.000Z', isYours: true },
} as const
const NOT_YOURS = 'Somebody who is not yours to look after and somebody who is not there are one and the same 404.'

export const people = resource('people', 'Who may use the directory.', {
  create: route({
    method: 'POST',
    path: '/v1/people',
    asks: createPerson,
    status: 201,
    faults: ['conflict', 'not-found'],
    summary: 'Make an account for somebody; recorded',
    description:
      'An account manager makes those of practitioners of their own organisation; an accreditor those of account managers, officers, trainers and others of ' +
      'their authority. It opens nothing yet: checks, training, and an approval by somebody else are to come.',
    example: {
      ask: {
        ...{ username: 'a.patel', role: 'practitioner', need: 'works-with-children', organisationId: ORGANISATION_ID },
        ...{ givenName: 'Aisha', familyName: 'Patel', postcode: 'LS1 4AP', phone: '0113 496 0123' },
        email: 'a.patel@example.gov.uk',
      },
      answer: ACCOUNT,
    },
  }),
  overview: route({
    method: 'GET',
    path: '/v1/people',
    asks: listAccounts,
    status: 200,
    repeatable: true,
    faults: ['not-found'],
    summary: 'Read which accounts there are',
    description:
      'Of your organisation for an account manager, of your authority for an accreditor. Accreditors of the national desk name any authority; for everybody else ' +
      'another one is not there. Those that are closed have a list of their own.',
    example: { ask: {}, answer: { items: [ACCOUNT], next: null } },
  }),
  check: route({
    method: 'POST',
    path: '/v1/people/{personId}/checks',
    asks: recordCheck,
    status: 201,
    faults: ['conflict'],
    summary: 'Say that somebody was checked, where that stands, and until when it holds; recorded',
    description: `Nobody of themselves. ${NOT_YOURS}`,
    example: {
      ask: { personId: ID, kind: 'enhanced-disclosure', reference: 'DBS/2026/0012345', until: '2029-11-28' },
      answer: ELIGIBILITY,
    },
  }),
  approve: route({
    method: 'POST',
    path: '/v1/people/{personId}/approvals',
    asks: approvePerson,
    status: 201,
    faults: ['conflict'],
    summary: 'Approve an account that somebody else has made; recorded',
    description: `The answer has a code, once, with which its person chooses what they sign in with. ${NOT_YOURS}`,
    example: {
      ask: { personId: ID },
      answer: { account: { ...ACCOUNT, state: 'approved' }, enrolmentCode: 'K7QZ-M2XA-9RTB-4WDE' },
    },
  }),
  attest: route({
    method: 'POST',
    path: '/v1/people/{personId}/attestations',
    asks: attestPerson,
    status: 200,
    repeatable: true,
    faults: ['conflict'],
    summary: 'Say that somebody still needs their account; recorded',
    description: `It holds for four months; who is not attested is not let in. ${NOT_YOURS}`,
    example: { ask: { personId: ID }, answer: ELIGIBILITY },
  }),
  suspend: route({
    method: 'POST',
    path: '/v1/people/{personId}/suspensions',
    asks: suspendAccount,
    status: 200,
    faults: ['conflict'],
    summary: 'Keep somebody out for now, from the answer on; recorded',
    description: NOT_YOURS,
    example: { ask: { personId: ID, code: 'long-absence' }, answer: { ...ACCOUNT, state: 'suspended' } },
  }),
  suspendNamed: route({
    method: 'POST',
    path: '/v1/suspensions',
    asks: suspendNamed,
    status: 200,
    faults: ['not-found', 'conflict'],
    summary: 'Keep somebody out for now, by the name of their account; recorded',
    description: `For management teams, who have no list of accounts. From the answer on they are out. ${NOT_YOURS}`,
    example: { ask: { username: 'a.patel', code: 'misuse-suspected' }, answer: { ...ACCOUNT, state: 'suspended' } },
  }),
  rename: route({
    method: 'POST',
    path: '/v1/people/{personId}/name-changes',
    asks: renamePerson,
    status: 200,
    repeatable: true,
    faults: ['conflict'],
    summary: 'Say what somebody is called now, and where they live; recorded, without either',
    description: `The user name stays. Looking for a child of the family name of before goes on being noticed. ${NOT_YOURS}`,
    example: {
      ask: { personId: ID, givenName: 'Aisha', familyName: 'Khan', postcode: 'LS1 4AP' },
      answer: { ...ACCOUNT, state: 'open' },
    },
  }),
  reinstate: route({
    method: 'POST',
    path: '/v1/people/{personId}/reinstatements',
    asks: reinstateAccount,
    status: 200,
    faults: ['conflict'],
    summary: 'Let somebody in again whom somebody else has suspended; recorded',
    description: `What a case of misuse has suspended stays so. ${NOT_YOURS}`,
    example: { ask: { personId: ID }, answer: { ...ACCOUNT, state: 'open' } },
  }),
  close: route({
    method: 'POST',
    path: '/v1/people/{personId}/closures',
    asks: closeAccount,
    status: 200,
    faults: ['conflict'],
    summary: 'Close an account for good, from the answer on; recorded',
    description: `Its history is kept. Whoever works elsewhere gets another account, which names this one. ${NOT_YOURS}`,
    example: { ask: { personId: ID, code: 'left' }, answer: { ...ACCOUNT, state: 'closed' } },
  }),
  beginRecovery: route({
    method: 'POST',
    path: '/v1/people/{personId}/recoveries',
    asks: beginRecovery,
    status: 201,
    faults: ['conflict'],
    summary: 'Say that somebody who cannot sign in any more has come in person, and was checked; recorded',
    description: `It waits for a day for somebody else, and changes nothing until then. ${NOT_YOURS}`,
    example: { ask: { personId: ID, ground: 'lost', reference: 'ID/2026/0417' }, answer: RECOVERY },
  }),
  recoveries: route({
    method: 'GET',
    path: '/v1/people/{personId}/recoveries',
    asks: readRecoveries,
    status: 200,
    repeatable: true,
    summary: 'Read whether a recovery of somebody waits for an approval',
    description: NOT_YOURS,
    example: { ask: { personId: ID }, answer: { items: [RECOVERY], next: null } },
  }),
  approveRecovery: route({
    method: 'POST',
    path: '/v1/people/{personId}/recoveries/{recoveryId}/approvals',
    asks: approveRecovery,
    status: 201,
    faults: ['conflict'],
    summary: 'Approve a recovery that somebody else has begun; recorded',
    description:
      'From the answer on password, PIN, codes and keys of before sign in nobody, and every session is over. The answer has a code, once, with which ' +
      `the person enrols anew. ${NOT_YOURS}`,
    example: {
      ask: { personId: ID, recoveryId: ORGANISATION_ID },
      answer: { account: { ...ACCOUNT, state: 'approved' }, enrolmentCode: 'K7QZ-M2XA-9RTB-4WDE' },
    },
  }),
  eligibility: route({
    method: 'GET',
    path: '/v1/people/{personId}/eligibility',
    asks: readEligibility,
    status: 200,
    repeatable: true,
    summary: 'Read whether somebody may sign in now, and what that depends on',
    description: `Of yourself, or of whom you look after. ${NOT_YOURS}`,
    example: { ask: { personId: ID }, answer: ELIGIBILITY },
  }),
  sign: route({
    method: 'POST',
    path: '/v1/people/me/agreements',
    asks: signAgreement,
    status: 200,
    repeatable: true,
    faults: ['not-found'],
    summary: 'Sign the agreement in the version that is in force; recorded',
    description:
      'By everybody who has signed one of before, within its days of grace: until when, their eligibility says. Who has signed it already signs nothing.',
    example: { ask: { version: AGREEMENT_VERSION }, answer: ELIGIBILITY },
  }),
  enrol: route({
    method: 'POST',
    path: '/v1/enrolments',
    asks: enrolPerson,
    status: 201,
    faults: ['unauthenticated'],
    open: true,
    summary: 'Choose password and PIN, and sign the agreement, with the code that was handed over; recorded',
    description: 'A code works once, for a week. Every failure looks the same until the code was right: 401.',
    example: {
      ask: {
        ...{ username: 'a.patel', enrolmentCode: 'K7QZ-M2XA-9RTB-4WDE', password: 'correct horse battery staple' },
        ...{ pin: '4821', agreement: AGREEMENT_VERSION },
      },
      answer: { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
    },
  }),
})
