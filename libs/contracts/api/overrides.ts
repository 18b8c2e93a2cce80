import { listOverrideGrants } from '../identity/override-grants.ts'
import {
  answerOverrideCase,
  countOverrides,
  listOverrideCases,
  watchOverrideCases,
} from '../shielding/override-cases.ts'
import { grantOverride, requestOverrideGrant, withdrawOverrideGrant } from '../shielding/override-grants.ts'
import { attemptOverride, beginOverride, endOverride } from '../shielding/overrides.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

const { childId } = CHILD
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const PERSON = 'e3b0c442'
const UNTIL = '2027-05-31T00:00:00.000Z'
const GRANT = { grantId: ID, personId: PERSON, until: UNTIL } as const
const ONE_404 = 'A case that is of another desk, about your own people or unknown is one and the same 404.'

export const overrides = resource(
  'overrides',
  'Seeing a shielded record nevertheless: by few, for minutes, and checked each time.',
  {
    attempt: route({
      method: 'POST',
      path: '/v1/children/{childId}/override-attempts',
      asks: attemptOverride,
      status: 201,
      faults: ['conflict', 'over-budget'],
      summary: 'Ask for a warning, and open a case; recorded',
      description:
        'Somebody else checks each attempt, one that is given up or refused too. Who holds no grant is refused, and that is a case as well.',
      example: {
        ask: { childId, reason: 'safeguarding-concern', caseReference: 'EH/2026/14' },
        answer: { attemptId: ID, warning: 'Going on opens the record to you for 10 minutes. Somebody checks now.' },
      },
    }),
    begin: route({
      method: 'POST',
      path: '/v1/children/{childId}/overrides',
      asks: beginOverride,
      status: 201,
      faults: ['conflict', 'over-budget', 'step-up-failed'],
      summary: 'Override the shield of one child for ten minutes at the most; recorded',
      description:
        'The PIN is typed again, with a one-time code or, of whoever has a security key, what it has signed. Disclosures of this child in this ' +
        'session show the whole record until it ends; searches, and everybody else, still see the shield. A wrong PIN or code stays on the case.',
      example: {
        ask: { childId, attemptId: ID, pin: '482913', code: '318042' },
        answer: { overrideId: ID, expiresAt: '2026-11-29T10:10:00.000Z' },
      },
    }),
    end: route({
      method: 'DELETE',
      path: '/v1/overrides/{overrideId}',
      asks: endOverride,
      status: 204,
      repeatable: true,
      summary: 'Leave the record; recorded',
      description:
        'From the answer on the shield holds for you as for everybody. It ends by itself after ten minutes, or sooner where the policy says so.',
      example: { ask: { overrideId: ID } },
    }),
    reviewCases: route({
      method: 'GET',
      path: '/v1/override-cases',
      asks: listOverrideCases,
      status: 200,
      repeatable: true,
      summary: 'Read the cases that wait for a check; recorded',
      description:
        "The management team of the child's authority checks, or the national desk where the child's authority is that of who attempted it, and " +
        'whatever waits for more than an hour. What waits longest comes first.',
      example: {
        ask: { state: 'open' },
        answer: {
          items: [
            {
              ...{
                caseId: ID,
                childId,
                personId: PERSON,
                organisation: 'Leeds City Council',
                reason: 'safeguarding-concern',
              },
              ...{ caseReference: 'EH/2026/14', openedAt: '2026-11-29T10:00:00.000Z', step: 'shown', failures: 0 },
              ...{ isEscalated: false, isSuspending: false, state: 'open' },
            },
          ],
          next: null,
          receipt: RECEIPT,
        },
      },
    }),
    watchCases: route({
      method: 'GET',
      path: '/v1/override-cases/stream',
      asks: watchOverrideCases,
      answers: [],
      status: 200,
      gives: 'text/event-stream',
      summary: 'Be told when there are cases to check',
      description:
        'Server-sent events named `open`, each with how many cases wait for you, at first and whenever that changes. It ends when the ' +
        'access token does: come again with a new one.',
      example: { ask: {} },
    }),
    answerCase: route({
      method: 'POST',
      path: '/v1/override-cases/{caseId}/answers',
      asks: answerOverrideCase,
      status: 200,
      repeatable: true,
      faults: ['conflict'],
      summary: 'Say whether there were grounds; recorded',
      description:
        `When there were none, the grant and all sessions of the person end at once. ${ONE_404} When somebody was first, 409 says what ` +
        'they found.',
      example: {
        ask: { caseId: ID, answer: 'legitimate', code: 'case-record-confirms' },
        answer: { caseId: ID, state: 'legitimate' },
      },
    }),
    count: route({
      method: 'GET',
      path: '/v1/override-rates',
      asks: countOverrides,
      status: 200,
      repeatable: true,
      summary: 'Read how often each organisation overrode shields',
      description:
        'In the last thirty days. Neither children nor people are named. A manager is told numbers rounded down to multiples of five, and none ' +
        'from 1 to 4.',
      example: {
        ask: {},
        answer: {
          items: [{ organisation: 'Leeds City Council', attempts: 3, shown: 2, unanswered: 1, notLegitimate: 0 }],
          ...{ roundedTo: 1, next: null },
        },
      },
    }),
    propose: route({
      method: 'POST',
      path: '/v1/override-grants',
      asks: requestOverrideGrant,
      status: 201,
      faults: ['not-found'],
      summary: 'Propose that a practitioner of your authority may override shields; recorded',
      description: 'Until a day, a year from now at the most. It is in force when another person approves it.',
      example: { ask: { personId: PERSON, until: UNTIL }, answer: { ...GRANT, state: 'proposed' } },
    }),
    findGrants: route({
      method: 'GET',
      path: '/v1/override-grants',
      asks: listOverrideGrants,
      status: 200,
      summary: 'Read which grants your authority has given or proposed',
      description: 'Those that have not ended, what ends first at the top.',
      example: { ask: {}, answer: { items: [{ ...GRANT, state: 'proposed' }], next: null } },
    }),
    approve: route({
      method: 'POST',
      path: '/v1/override-grants/{grantId}/approvals',
      asks: grantOverride,
      status: 200,
      faults: ['conflict'],
      summary: 'Approve that somebody may override shields; recorded',
      description: 'By a shield officer or a member of the management team who neither proposed it nor gets it.',
      example: { ask: { grantId: ID }, answer: { ...GRANT, state: 'live' } },
    }),
    withdraw: route({
      method: 'DELETE',
      path: '/v1/override-grants/{grantId}',
      asks: withdrawOverrideGrant,
      status: 200,
      repeatable: true,
      summary: 'End a grant at once; recorded',
      description: 'Nothing is shown by any override of its holder once this is answered.',
      example: { ask: { grantId: ID }, answer: { ...GRANT, state: 'ended' } },
    }),
  },
)
