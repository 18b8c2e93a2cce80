import { beginMediation } from '../shielding/mediations.ts'
import { openDisclosure } from '../shielding/open-disclosure.ts'
import { requestShield } from '../shielding/request-shield.ts'
import { FullDisclosure, OverriddenDisclosure, ShieldedDisclosure } from './composed-disclosure.ts'
import { CHILD, INVOLVED, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

export const children = resource('children', 'The record of one child.', {
  disclose: route({
    method: 'POST',
    path: '/v1/children/{childId}/disclosures',
    asks: openDisclosure,
    answers: [FullDisclosure, ShieldedDisclosure, OverriddenDisclosure],
    status: 200,
    repeatable: true,
    faults: ['over-budget'],
    summary: "Open a child's record; recorded",
    description:
      'A shielded record shows four things of the child and a notice, unless the caller overrides the shield: `shielded` and `override` tell ' +
      'which it is. An id that is ' +
      'unknown, mistyped, or of somebody too old is one and the same 404, and recorded too. What is no id by its length or ' +
      'characters is that 404 and names nobody, so that nothing is recorded. With `mediationId` it is opened for somebody on the telephone, within ' +
      'what both may see: of a shielded child there is nothing then but that 404, and 403 when the five minutes are over.',
    example: {
      ask: { childId: CHILD.childId, reason: 'coordinate-support', caseReference: 'EH/2026/14' },
      answer: {
        shielded: false,
        child: {
          ...CHILD,
          dateOfDeath: null,
          formerNames: [],
          address: { lines: ['68 Albert Road', 'Liverpool'], postcode: 'L13 0AS' },
          carers: [{ name: { given: ['Charlotte'], family: 'Bennett' }, relationship: 'mother', phone: '07700918170' }],
          education: { schoolUrn: '148792', schoolName: 'Dixons Broadgreen Academy', startDate: '2023-09-05' },
          gpPracticeCode: null,
          authority: { code: '341', name: 'Liverpool' },
          involvements: [INVOLVED],
          sources: [
            { item: 'name', source: 'school-census', asOf: '2023-10-09' },
            { item: 'address', source: 'school-census', asOf: '2026-10-05' },
          ],
        },
        receipt: RECEIPT,
      },
    },
  }),
  mediate: route({
    method: 'POST',
    path: '/v1/children/{childId}/mediations',
    asks: beginMediation,
    status: 201,
    faults: ['step-up-failed'],
    summary: 'Open a record for somebody on the telephone, who reads out a code; recorded with both',
    description:
      'The code of their security token is bound to them, to you and to this child for five minutes. Call them back on the number that is answered ' +
      'before you read anything out. A wrong code, an unknown user name and somebody who is not let in now are one and the same answer.',
    example: {
      ask: { childId: CHILD.childId, username: 'a.teacher', code: '318042' },
      answer: {
        ...{ mediationId: '0f8fad5b-d9cb-469f-a165-70867728950e', expiresAt: '2026-11-29T10:05:00.000Z' },
        ...{ organisation: 'Elm Street Nursery', phone: '0113 496 0123' },
      },
    },
  }),
  requestShield: route({
    whenShutOff: true,
    method: 'POST',
    path: '/v1/children/{childId}/shield-requests',
    asks: requestShield,
    status: 201,
    repeatable: true,
    summary: 'Ask for a shield; it holds from the answer on',
    description:
      'Asked again, or of no child, the answer takes as long: some three seconds, and is recorded too. It does not tell whether the shield ' +
      'was there before. Only officers take it away again.',
    example: {
      ask: { childId: CHILD.childId, ground: 'fleeing-abuse', channel: 'user' },
      answer: { childId: CHILD.childId, state: 'interim' },
    },
  }),
})
