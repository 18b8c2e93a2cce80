import { closeSession } from '../identity/close-session.ts'
import { endOwnSession, listOwnSessions } from '../identity/own-sessions.ts'
import { openSession } from '../identity/open-session.ts'
import { proveAgain } from '../identity/prove-again.ts'
import { renewSession } from '../identity/renew-session.ts'
import { resource, route } from './route.ts'

const TOKENS = {
  accessToken: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI5YzAwYzRiMSJ9.c2lnbmF0dXJl',
  expiresIn: 60,
  tokenType: 'Bearer',
}
const REFRESH_TOKEN = 'pC1yk0yT3mVwS7hJ9bq2eR4uN6xZ8aFd'

export const sessions = resource('sessions', 'Signing people in and out.', {
  open: route({
    method: 'POST',
    path: '/v1/sessions',
    asks: openSession,
    status: 201,
    faults: ['unauthenticated'],
    open: true,
    takesProof: true,
    summary: 'Sign in',
    description:
      'With a one-time code, which works once, or with what a security key has signed: of whoever has a key no code is taken. ' +
      'Every failure looks the same, a badly shaped body included: 401. ' +
      'Too many tries from one address are answered 429. With a proof of a key (RFC 9449) the session is bound to that key: ' +
      'nothing of it is good for anything without a proof.',
    example: {
      ask: { username: 'practitioner', password: 'correct horse battery staple', pin: '4821', code: '318042' },
      answer: { ...TOKENS, refreshToken: REFRESH_TOKEN },
    },
  }),
  renew: route({
    method: 'POST',
    path: '/v1/session-renewals',
    asks: renewSession,
    status: 201,
    faults: ['unauthenticated'],
    open: true,
    takesProof: true,
    // A token whose answer was lost ends the session when it is used again; without the answer the session is lost anyway.
    repeatable: true,
    summary: 'Swap a refresh token for new tokens',
    description:
      'A refresh token works once; one that is used twice ends its session. That of a session which is bound to a key wants a proof of it.',
    example: {
      ask: { refreshToken: REFRESH_TOKEN },
      answer: { ...TOKENS, refreshToken: 'aFd8xZ6uN4eR2bq9hJ7wS3mVyT0yk1pC' },
    },
  }),
  prove: route({
    whenShutOff: true,
    method: 'POST',
    path: '/v1/sessions/proofs',
    asks: proveAgain,
    status: 201,
    faults: ['step-up-failed'],
    summary: 'Prove again, with PIN and token, that it is you',
    description:
      'For steps that take somebody who has within a quarter of an hour, as signing in is: they are answered `step-up-needed` otherwise. The session and its ' +
      'refresh token go on. Somebody who has a security key signs with it, see `/v1/authenticators/webauthn/step-up-options`.',
    example: { ask: { pin: '4821', code: '318042' }, answer: TOKENS },
  }),
  close: route({
    whenShutOff: true,
    method: 'DELETE',
    path: '/v1/sessions/current',
    asks: closeSession,
    status: 204,
    repeatable: true,
    summary: 'Sign out',
    description: 'The refresh token ends at once; the access token when its 60 seconds are over.',
  }),
  own: route({
    whenShutOff: true,
    method: 'GET',
    path: '/v1/sessions',
    asks: listOwnSessions,
    status: 200,
    summary: 'Read where you are signed in',
    description: 'Your sessions that go on: since when, until when at the latest, and which of them asks.',
    example: {
      answer: {
        items: [
          {
            ...{ sessionId: '0f8fad5b-d9cb-469f-a165-70867728950e', since: '2026-11-29T09:00:00.000Z' },
            ...{ until: '2026-11-29T17:00:00.000Z', isCurrent: true },
          },
        ],
        next: null,
      },
    },
  }),
  end: route({
    whenShutOff: true,
    method: 'DELETE',
    path: '/v1/sessions/{sessionId}',
    asks: endOwnSession,
    status: 204,
    faults: ['not-found'],
    summary: 'End a session of yours',
    description:
      'For good, on every copy within two seconds. Somebody else’s, one that has ended and one that never was are the same 404.',
    example: { ask: { sessionId: '0f8fad5b-d9cb-469f-a165-70867728950e' } },
  }),
})
