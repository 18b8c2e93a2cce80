import { KEY_MS } from '../identity/key-options.ts'
import { addKey, askKeyOptions, askStepUp, beginKey, listSecurityKeys, removeKey } from '../identity/security-keys.ts'
import { resource, route } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const CHALLENGE = 'kGv3Zb1mXo0q5r5h2Yw3iQkqv1c9pT0bX8gZ2c4e6g8'
const KEY = 'r5h2Yw3iQkqv1c9pT0bX8g'
const SHOWN = { keyId: ID, addedAt: '2026-11-29T09:00:00.000Z', usedAt: null, isShut: false }
const PROOF = { pin: '4821', code: '318042' }

const OPTIONS = {
  ...{ challenge: CHALLENGE, timeout: KEY_MS, rpId: 'localhost', userVerification: 'required' },
  allowCredentials: [{ id: KEY, type: 'public-key' }],
} as const

export const authenticators = resource('authenticators', 'Security keys (Web Authentication).', {
  signInOptions: route({
    method: 'POST',
    path: '/v1/authenticators/webauthn/sign-in-options',
    asks: askKeyOptions,
    status: 200,
    open: true,
    summary: 'Ask what a security key is to sign, to sign in',
    description: 'It looks the same for every name. What is to be signed is good once, for two minutes.',
    example: {
      ask: { username: 'practitioner' },
      answer: OPTIONS,
    },
  }),
  stepUpOptions: route({
    whenShutOff: true,
    method: 'POST',
    path: '/v1/authenticators/webauthn/step-up-options',
    asks: askStepUp,
    status: 200,
    summary: 'Ask what a security key of yours is to sign, to prove again that it is you',
    description:
      'For overriding a shield, for adding and removing keys, and at `/v1/sessions/proofs`. What was signed to sign in is not taken there, nor the other way round. Of whoever has ' +
      'no key no code is asked for here: the list is empty.',
    example: { ask: {}, answer: OPTIONS },
  }),
  registrationOptions: route({
    method: 'POST',
    path: '/v1/authenticators/webauthn/registration-options',
    asks: beginKey,
    status: 200,
    faults: ['step-up-failed', 'conflict'],
    summary: 'Ask what a new security key is to sign',
    description:
      'With the PIN and, of whoever has a key, a signature of it; of others a code. A person has three keys at the most: 409.',
    example: {
      ask: PROOF,
      answer: {
        rp: { id: 'localhost', name: 'ContactPoint' },
        user: { id: 'mT4w', name: 'practitioner', displayName: 'practitioner' },
        ...{ challenge: CHALLENGE, timeout: KEY_MS, pubKeyCredParams: [{ type: 'public-key', alg: -7 }] },
        ...{ excludeCredentials: [], attestation: 'none' },
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
      },
    },
  }),
  addKey: route({
    method: 'POST',
    path: '/v1/authenticators/webauthn/keys',
    asks: addKey,
    status: 201,
    faults: ['step-up-failed', 'conflict'],
    summary: 'Add a security key; recorded',
    description:
      'Within two minutes, once. Whatever is wrong with it looks the same. From the first key on no code signs you in any more.',
    example: { ask: { id: KEY, clientDataJSON: 'e30', attestationObject: 'o2M' }, answer: SHOWN },
  }),
  keys: route({
    whenShutOff: true,
    method: 'GET',
    path: '/v1/authenticators/webauthn/keys',
    asks: listSecurityKeys,
    status: 200,
    summary: 'Read which security keys you have',
    description: 'One that is shut signs nothing any more: there were two of it.',
    example: { answer: { items: [SHOWN], next: null } },
  }),
  removeKey: route({
    method: 'POST',
    path: '/v1/authenticators/webauthn/keys/{keyId}/removals',
    asks: removeKey,
    status: 204,
    faults: ['step-up-failed', 'conflict'],
    summary: 'Remove a security key; recorded',
    description:
      'With the PIN and a signature of a key. The last that signs cannot be removed: 409. Whoever lost it is recovered in person.',
    example: { ask: { keyId: ID, ...PROOF } },
  }),
})
