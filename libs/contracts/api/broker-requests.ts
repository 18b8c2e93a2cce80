import { answerBrokerRequest, listBrokerRequests, openBrokerRequest, readBrokerTask } from '../shielding/brokering.ts'
import { CHILD, INVOLVED, RECEIPT, WORK_CONTACT } from './examples.ts'
import { resource, route } from './route.ts'

const REQUEST_ID = '7d444840-9dc0-11d1-b245-5ffdce74fad2'
const OPEN = {
  ...{ requestId: REQUEST_ID, childId: CHILD.childId, reason: 'coordinate-support', state: 'open', outcome: null },
  ...{ askedAt: '2026-11-28T10:00:00.000Z', dueAt: '2026-12-05T10:00:00.000Z', isLate: false },
} as const

export const brokerRequests = resource(
  'brokerRequests',
  'Being put in touch with whoever else works with a child, where a record does not show them.',
  {
    ask: route({
      method: 'POST',
      path: '/v1/children/{childId}/broker-requests',
      asks: openBrokerRequest,
      status: 201,
      repeatable: true,
      faults: ['conflict', 'over-budget'],
      summary: 'Ask to be put in touch with whoever else works with a child; recorded',
      description:
        'Of any child, shielded or not: a sensitive service is shown to nobody. Your own contact is passed on as your account has it; an account ' +
        'without one is a 409. The answer does not tell whether there is anybody. Asked again while it is open, it is the same request. An id ' +
        'that is unknown, mistyped, or of a sealed child is one and the same 404.',
      example: {
        ask: { childId: CHILD.childId, reason: 'coordinate-support', caseReference: 'EH/2026/14' },
        answer: { requestId: REQUEST_ID, receipt: RECEIPT },
      },
    }),
    find: route({
      method: 'GET',
      path: '/v1/broker-requests',
      asks: listBrokerRequests,
      status: 200,
      repeatable: true,
      summary: 'Look at your own requests, or at the open ones of your desk; recorded',
      description:
        'A practitioner sees what they asked and what came of it; the management team what waits for an answer. Who works with a child is in neither.',
      example: { ask: {}, answer: { items: [OPEN], next: null, receipt: RECEIPT } },
    }),
    get: route({
      method: 'GET',
      path: '/v1/broker-requests/{requestId}',
      asks: readBrokerTask,
      status: 200,
      repeatable: true,
      faults: ['over-budget'],
      summary: 'Open a request of your desk, with everybody who works with its child; recorded',
      description:
        'A disclosure, for the reason for which it was asked, as long as it is open. One that is answered, of another desk, your own under another ' +
        'account, or unknown is one and the same 404.',
      example: {
        ask: { requestId: REQUEST_ID },
        answer: {
          ...OPEN,
          caseReference: 'EH/2026/14',
          asker: {
            ...{ name: 'Samira Khan', organisation: 'Leeds City Council' },
            ...{ phone: '01134960456', email: 's.khan@example.gov.uk' },
          },
          involvements: [{ ...INVOLVED, ...WORK_CONTACT, consent: null }],
          receipt: RECEIPT,
        },
      },
    }),
    answer: route({
      method: 'POST',
      path: '/v1/broker-requests/{requestId}/outcomes',
      asks: answerBrokerRequest,
      status: 200,
      faults: ['conflict', 'over-budget'],
      summary: 'Say what came of a request; recorded',
      description:
        'The asker learns this word and no more. Nobody answers their own request, under whichever account. One that is answered already is a 409.',
      example: {
        ask: { requestId: REQUEST_ID, outcome: 'passed-on' },
        answer: { requestId: REQUEST_ID, state: 'answered', outcome: 'passed-on' },
      },
    }),
  },
)
