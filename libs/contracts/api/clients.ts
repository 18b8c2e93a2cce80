import { openClientSession } from '../identity/open-client-session.ts'
import { resource, route } from './route.ts'

export const clients = resource('clients', "Signing suppliers' systems in.", {
  open: route({
    method: 'POST',
    path: '/v1/client-sessions',
    asks: openClientSession,
    status: 201,
    faults: ['unauthenticated'],
    open: true,
    repeatable: true,
    summary: "Sign a feed supplier's system in",
    description:
      'There is no refresh token: the system signs in again before the 60 seconds of the access token are over.',
    example: {
      ask: { clientId: 'school-census', clientSecret: 'hT4bS9qL2vX7mK1nR6wE8yU3' },
      answer: { accessToken: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJzY2hvb2wifQ.c2lnbmF0dXJl', expiresIn: 600 },
    },
  }),
})
