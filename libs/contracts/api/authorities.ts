import {
  activateAuthority,
  attestAuthority,
  beginAuthority,
  listAuthorities,
  readReadiness,
  suspendAuthority,
} from '../identity/authorities.ts'
import { resource, route } from './route.ts'

const AUTHORITY = { code: '201', wave: 1, state: 'shielding', liveSince: null } as const
const LIVE = { ...AUTHORITY, state: 'live', liveSince: '2026-11-29T10:00:00.000Z' } as const
const READINESS = {
  authority: AUTHORITY,
  items: [
    { name: 'two-shield-officers', isMet: true, count: 2 },
    { name: 'no-open-requests', isMet: false, count: 3 },
  ],
} as const

export const authorities = resource('authorities', 'Which authorities use the directory: the roll-out.', {
  overview: route({
    method: 'GET',
    path: '/v1/authorities',
    asks: listAuthorities,
    status: 200,
    repeatable: true,
    summary: 'Read how far each authority has come',
    description: 'Those that have begun, by wave.',
    example: { ask: {}, answer: { items: [AUTHORITY], next: null } },
  }),
  begin: route({
    method: 'POST',
    path: '/v1/authorities',
    asks: beginAuthority,
    status: 201,
    faults: ['conflict'],
    summary: 'Have an authority begin to prepare; recorded',
    description: 'By the national desk. Its organisations, officers and shields come before its practitioners.',
    example: { ask: { code: '201', wave: 1 }, answer: { ...AUTHORITY, state: 'preparing' } },
  }),
  readiness: route({
    method: 'GET',
    path: '/v1/authorities/{code}/readiness',
    asks: readReadiness,
    status: 200,
    repeatable: true,
    summary: 'Read whether an authority may go live, and what is missing',
    description: 'Of your own authority, or of any for the national desk.',
    example: { ask: { code: '201' }, answer: READINESS },
  }),
  attest: route({
    method: 'POST',
    path: '/v1/authorities/{code}/attestations',
    asks: attestAuthority,
    status: 200,
    faults: ['conflict'],
    summary: 'Say that all shields of your authority are in place; recorded',
    description: 'Two different people of its desk must, under the policy that is in force.',
    example: { ask: { code: '201' }, answer: READINESS },
  }),
  activate: route({
    method: 'POST',
    path: '/v1/authorities/{code}/activations',
    asks: activateAuthority,
    status: 200,
    faults: ['conflict'],
    summary: 'Let the practitioners of an authority in; recorded',
    description:
      'By the national desk, when nothing is missing; by nobody who attested it. No other authority changes.',
    example: { ask: { code: '201' }, answer: LIVE },
  }),
  suspend: route({
    method: 'POST',
    path: '/v1/authorities/{code}/suspensions',
    asks: suspendAuthority,
    status: 200,
    faults: ['conflict'],
    summary: 'Let the practitioners of an authority in no longer; recorded',
    description: 'Its desk goes on. It is attested anew before it goes live again.',
    example: { ask: { code: '201' }, answer: { ...AUTHORITY, state: 'suspended' } },
  }),
})
