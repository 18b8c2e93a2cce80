import { answerMisuseCase, assignMisuseCase, listMisuseCases, reopenMisuseCase } from '../audit/misuse-cases.ts'
import { endWatch, listWatched, watchChild } from '../audit/watched-children.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

const { childId } = CHILD
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const OPENED = '2026-11-29T10:00:00.000Z'
const CASE = {
  ...{ caseId: ID, rule: 'same-surname', personId: 'e3b0c442', role: 'practitioner', alerts: 1, entries: [4_711] },
  ...{ organisation: 'Leeds City Council (demo)', openedAt: OPENED, dueAt: '2026-12-02T10:00:00.000Z', isLate: false },
  ...{ state: 'open', assignedTo: null, answer: null, code: null, isSuspending: false },
} as const
const ONE_404 = 'A case about yourself, one that is not for you and one that is unknown are one and the same 404.'

export const misuse = resource('misuse', 'What people did that somebody should look at.', {
  reviewCases: route({
    method: 'GET',
    path: '/v1/misuse-cases',
    asks: listMisuseCases,
    status: 200,
    repeatable: true,
    summary: 'Read the cases that rules of misuse opened, and how often each rule was right; recorded',
    description:
      'An auditor sees those about everybody but auditors; those are for the management team of the national desk. What is due first comes ' +
      'first. `entries` are indices of the log: an enquiry about the person shows them.',
    example: {
      ask: { state: 'open' },
      answer: {
        items: [CASE],
        rules: [{ rule: 'same-surname', open: 1, misuse: 3, noMisuse: 1, precision: 75 }],
        next: null,
        receipt: RECEIPT,
      },
    },
  }),
  assign: route({
    method: 'POST',
    path: '/v1/misuse-cases/{caseId}/assignments',
    asks: assignMisuseCase,
    status: 200,
    repeatable: true,
    faults: ['conflict'],
    summary: 'Take a case to look into it; recorded',
    description: `From whoever had it. ${ONE_404}`,
    example: { ask: { caseId: ID }, answer: { case: { ...CASE, assignedTo: 'a-1' }, receipt: RECEIPT } },
  }),
  answer: route({
    method: 'POST',
    path: '/v1/misuse-cases/{caseId}/answers',
    asks: answerMisuseCase,
    status: 200,
    faults: ['conflict'],
    summary: 'Say what was found, and suspend the person if need be; recorded',
    description:
      'By whoever has taken the case, or anybody while nobody has. `suspend` ends every session of the person within a minute, and nobody signs in as them until the case ' +
      `is opened again and found to be none. ${ONE_404}`,
    example: {
      ask: { caseId: ID, answer: 'misuse', code: 'curiosity', suspend: true, alerts: CASE.alerts },
      answer: {
        case: {
          ...CASE,
          state: 'answered',
          answer: 'misuse',
          code: 'curiosity',
          assignedTo: 'a-1',
          isSuspending: true,
        },
        receipt: RECEIPT,
      },
    },
  }),
  reopen: route({
    method: 'POST',
    path: '/v1/misuse-cases/{caseId}/reopenings',
    asks: reopenMisuseCase,
    status: 200,
    faults: ['conflict'],
    summary: 'Open an answered case again, for somebody else to answer; recorded',
    description: `A suspension holds until then. ${ONE_404}`,
    example: { ask: { caseId: ID }, answer: { case: CASE, receipt: RECEIPT } },
  }),
  reviewWatched: route({
    method: 'GET',
    path: '/v1/watches',
    asks: listWatched,
    status: 200,
    repeatable: true,
    summary: 'Read which children are watched; recorded',
    description: 'Each access to one of them opens a case. Nothing else shows that they are watched.',
    example: {
      ask: {},
      answer: { items: [{ childId, kind: 'watched', since: OPENED }], next: null, receipt: RECEIPT },
    },
  }),
  watch: route({
    method: 'POST',
    path: '/v1/watches',
    asks: watchChild,
    status: 201,
    repeatable: true,
    faults: ['conflict'],
    summary: 'Have each access to a child looked at; recorded',
    description:
      '`watched`: people are curious about it. `canary`: a made-up record. Whether there is such a child is not told.',
    example: { ask: { childId, kind: 'watched' }, answer: { receipt: RECEIPT } },
  }),
  endWatch: route({
    method: 'DELETE',
    path: '/v1/watches/{childId}',
    asks: endWatch,
    status: 200,
    repeatable: true,
    summary: 'Watch a child no longer; recorded',
    description: 'Whether it was watched is not told.',
    example: { ask: { childId }, answer: { receipt: RECEIPT } },
  }),
})
