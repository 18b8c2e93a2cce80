import {
  answerDuplicate,
  listDuplicates,
  nameDuplicate,
  undoDuplicate,
  viewDuplicate,
} from '../shielding/duplicates.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const DUPLICATE = { duplicateId: ID, foundBy: 'model', askedAt: '2026-11-29T10:00:00.000Z' } as const
const { childId, ...PERSON } = CHILD
const OTHER_ID = 'MS82T786XVNH'
const SAID = { ...PERSON, address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
const ONE_404 = 'A pair that is decided, that never was, or in which a child is shielded is one and the same 404. '

export const duplicates = resource('duplicates', 'Pairs of records that may be of one child.', {
  find: route({
    method: 'GET',
    path: '/v1/duplicates',
    asks: listDuplicates,
    status: 200,
    repeatable: true,
    summary: 'List the pairs of records that wait for a data steward; recorded',
    description:
      'Those that wait longest first. Nothing of a child is listed, nor what you have said already, nor whether anybody has. What may be about a shielded child is for its officers, and not here.',
    example: { answer: { items: [DUPLICATE], next: null, receipt: RECEIPT } },
  }),
  name: route({
    method: 'POST',
    path: '/v1/duplicates',
    asks: nameDuplicate,
    status: 200,
    faults: ['not-found', 'over-budget'],
    summary: 'Say that two records are of one child; recorded',
    description:
      'It waits until somebody else says so too. Said again it is the same pair. Where somebody has said that they are two children, the state is `different`, and where they are one already, `merged`: what you say is not taken, and by `duplicateId` that is taken back. An id that is nobody’s and one that is shielded are one and the same 404.',
    example: { ask: { childId, otherId: OTHER_ID }, answer: { duplicateId: ID, state: 'open', receipt: RECEIPT } },
  }),
  view: route({
    method: 'POST',
    path: '/v1/duplicates/{duplicateId}/views',
    asks: viewDuplicate,
    status: 200,
    repeatable: true,
    faults: ['over-budget'],
    summary: 'Open a pair: both records, side by side; recorded',
    description: `Both count as seen. ${ONE_404}`,
    example: {
      ask: { duplicateId: ID },
      answer: {
        duplicate: DUPLICATE,
        goesOn: { ...SAID, childId },
        other: {
          ...{ ...SAID, childId: OTHER_ID, isLinked: false },
          compared: [
            { thing: 'name', agreement: 'agrees' },
            { thing: 'carers', agreement: 'unknown' },
          ],
        },
        receipt: RECEIPT,
      },
    },
  }),
  answer: route({
    method: 'POST',
    path: '/v1/duplicates/{duplicateId}/answers',
    asks: answerDuplicate,
    status: 200,
    faults: ['conflict', 'over-budget'],
    summary: 'Say whether two records are of one child; recorded',
    description:
      'Two people must say `same`: then one record goes on, and the id of the other is nobody’s. One who says `different` is enough. Who has said `same` is told a 409 the second time. ' +
      ONE_404,
    example: { ask: { duplicateId: ID, answer: 'same' }, answer: { duplicateId: ID, state: 'open', receipt: RECEIPT } },
  }),
  undo: route({
    method: 'POST',
    path: '/v1/duplicates/{duplicateId}/undo',
    asks: undoDuplicate,
    status: 204,
    faults: ['conflict'],
    summary: 'Take back what was decided about two records; recorded',
    description:
      'Records that became one are two again, each as its own sources say it by now, with who was involved with each before; the pair is open. Of a child that is shielded by now it is a 404.',
    example: { ask: { duplicateId: ID }, answer: {} },
  }),
})
