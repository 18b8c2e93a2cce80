import { listShutOffs, makeShutOff, reopenShutOff } from '../identity/shut-offs.ts'
import { resource, route } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const SHUT_OFF = {
  shutOffId: ID,
  scope: 'all',
  subject: null,
  since: '2026-11-29T10:00:00.000Z',
  reopenings: 0,
} as const

export const shutOffs = resource('shutOffs', 'Stopping everything, or a part, in seconds.', {
  overview: route({
    method: 'GET',
    path: '/v1/shut-offs',
    asks: listShutOffs,
    status: 200,
    repeatable: true,
    whenShutOff: true,
    summary: 'Read what is shut off',
    description: 'The latest first.',
    example: { ask: {}, answer: { items: [SHUT_OFF], next: null } },
  }),
  make: route({
    method: 'POST',
    path: '/v1/shut-offs',
    asks: makeShutOff,
    status: 201,
    whenShutOff: true,
    summary: 'Shut the directory off, or an authority, an organisation or a feed; recorded',
    description:
      'One accreditor or operator is enough. Every session of it ends; when this is answered no copy shows anything of it. Shields hold, ' +
      'and may still be asked for, placed and confirmed, after signing in anew; feeds wait.',
    example: { ask: { scope: 'all' }, answer: SHUT_OFF },
  }),
  reopen: route({
    method: 'POST',
    path: '/v1/shut-offs/{shutOffId}/reopenings',
    asks: reopenShutOff,
    status: 200,
    whenShutOff: true,
    faults: ['conflict'],
    summary: 'Say that what was shut off may go on; recorded',
    description: 'It does when two different people have said so.',
    example: { ask: { shutOffId: ID }, answer: { ...SHUT_OFF, reopenings: 1 } },
  }),
})
