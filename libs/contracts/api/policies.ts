import {
  activatePolicy,
  approvePolicy,
  listPolicies,
  proposePolicy,
  readPolicy,
  recordPolicyReview,
} from '../shielding/policy-versions.ts'
import { POLICY } from './examples.ts'
import { resource, route } from './route.ts'

const VERSION = 12
const PROPOSED = {
  ...{ version: VERSION, state: 'proposed', inForce: false },
  digest: '9a27f197c08ee98e1f6c2b7d5a4e3f2019c8d7b6a5f4e3d2c1b0a9f8e7d6c5b4',
  proposed: { by: 'e3b0c442', at: '2026-11-20T10:00:00.000Z' },
  ...{ review: null, approvals: [], activated: null },
} as const
const REVIEW = {
  reviewer: 'Helen Archer',
  organisation: "Women's Aid",
  reviewedOn: '2026-11-20',
  signature: 'WA/2026/118',
} as const
const REVIEWED = {
  ...{ ...PROPOSED, state: 'reviewed' },
  review: { ...REVIEW, recorded: { by: '9f86d081', at: '2026-11-21T10:00:00.000Z' } },
} as const
const ONCE = [{ by: '60303ae2', at: '2026-11-22T10:00:00.000Z' }]
const TWICE = [...ONCE, { by: 'fd61a03a', at: '2026-11-23T10:00:00.000Z' }]

const STEP = { method: 'POST', status: 200, faults: ['conflict'] } as const
const NATIONAL = 'For the management team of the national desk; to those of authorities it is a 403. '
const LATE = 'A step that came too late, or takes somebody else, is a 409, whose `current` says the state as it is.'

export const policies = resource(
  'policies',
  'What shielding runs under: versions that two people and somebody outside stand for.',
  {
    find: route({
      method: 'GET',
      path: '/v1/policies',
      asks: listPolicies,
      status: 200,
      repeatable: true,
      summary: 'List the versions of the policy',
      description:
        'The newest first, fifty at a time: `next` is asked for as `before`. The entry of every answer names the version under which it was released.',
      example: { ask: {}, answer: { items: [PROPOSED], next: null } },
    }),
    get: route({
      method: 'GET',
      path: '/v1/policies/{version}',
      asks: readPolicy,
      status: 200,
      repeatable: true,
      summary: 'Read a version of the policy',
      description: 'What it says, by whom it was proposed, reviewed and approved, and whether it is in force.',
      example: { ask: { version: VERSION }, answer: { ...PROPOSED, document: POLICY } },
    }),
    propose: route({
      method: 'POST',
      path: '/v1/policies',
      asks: proposePolicy,
      status: 201,
      summary: 'Propose another version of the policy; recorded',
      description: `The whole document; it never changes again. What is looser than the directory promises is a 400. ${NATIONAL}`,
      example: { ask: POLICY, answer: PROPOSED },
    }),
    recordReview: route({
      ...STEP,
      path: '/v1/policies/{version}/external-reviews',
      asks: recordPolicyReview,
      summary: 'Record that somebody outside has reviewed a version; recorded',
      description: `Who, for which organisation, when, and where the signature is kept. Auditors record it, who propose and approve nothing. ${LATE}`,
      example: { ask: { version: VERSION, ...REVIEW }, answer: REVIEWED },
    }),
    approve: route({
      ...STEP,
      path: '/v1/policies/{version}/approvals',
      asks: approvePolicy,
      summary: 'Approve a version that was reviewed; recorded',
      description: `Two different people do, neither of whom proposed it or recorded its review. ${NATIONAL}${LATE}`,
      example: { ask: { version: VERSION }, answer: { ...REVIEWED, state: 'approved-once', approvals: ONCE } },
    }),
    activate: route({
      ...STEP,
      path: '/v1/policies/{version}/activations',
      asks: activatePolicy,
      summary: 'Put an approved version in force; recorded',
      description:
        'Recorded before it takes effect. When it is answered, after four seconds, nothing is released under another version any more. What is ' +
        `due already stays due when it was; what becomes due from now on follows this version. An older version comes back the same way, approved again. ${NATIONAL}${LATE}`,
      example: {
        ask: { version: VERSION },
        answer: {
          ...{ ...REVIEWED, state: 'in-force', inForce: true, approvals: TWICE },
          activated: { by: '60303ae2', at: '2026-11-24T10:00:00.000Z' },
        },
      },
    }),
  },
)
