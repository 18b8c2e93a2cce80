import { answerLinkQuestion, listLinkQuestions, undoLinkAnswer, viewLinkQuestion } from '../shielding/link-questions.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const QUESTION = {
  ...{ questionId: ID, kind: 'conflicting-identifier', source: 'child-benefit' },
  ...{ askedAt: '2026-11-29T10:00:00.000Z', heldUntil: null },
} as const
const { childId, ...PERSON } = CHILD
const SAID = { ...PERSON, address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
const ONE_404 =
  'One that is answered, that is asked anew by another id since its source says something else or others may be meant, that never was, or that may be about ' +
  'a shielded child is one and the same 404. '

export const linkQuestions = resource(
  'link-questions',
  'Rows of feeds of which a person must say whom they are about.',
  {
    find: route({
      method: 'GET',
      path: '/v1/link-questions',
      asks: listLinkQuestions,
      status: 200,
      repeatable: true,
      summary: 'List the questions that wait for a data steward; recorded',
      description:
        'Those that wait longest first. Nothing of a child is listed. What may be about a shielded child is for its officers, and not here. Rows that ' +
        'were drawn to see how well the model decides wait for nobody: they are listed by `kind=sampled` alone.',
      example: { ask: { kind: 'conflicting-identifier' }, answer: { items: [QUESTION], next: null, receipt: RECEIPT } },
    }),
    view: route({
      method: 'POST',
      path: '/v1/link-questions/{questionId}/views',
      asks: viewLinkQuestion,
      status: 200,
      repeatable: true,
      faults: ['conflict', 'over-budget'],
      summary: 'Open a question: the row and the children it may be about, side by side; recorded',
      description: `It is yours for a quarter of an hour; while somebody else has it, it is a 409. ${ONE_404}`,
      example: {
        ask: { questionId: ID },
        answer: {
          question: { ...QUESTION, heldUntil: '2026-11-29T10:20:00.000Z' },
          row: SAID,
          candidates: [
            {
              ...{ ...SAID, childId, isLinked: false },
              compared: [
                { thing: 'name', agreement: 'agrees' },
                { thing: 'identifiers', agreement: 'differs' },
              ],
            },
          ],
          receipt: RECEIPT,
        },
      },
    }),
    answer: route({
      method: 'POST',
      path: '/v1/link-questions/{questionId}/answers',
      asks: answerLinkQuestion,
      status: 200,
      faults: ['conflict', 'over-budget'],
      summary: 'Say whom a row is about; recorded',
      description:
        'No feed undoes it; you or a colleague may, by `linkId`. What contradicts an answer about the same person of the same record is a 409 that names that ' +
        'answer: take it back first. Of a drawn row that the model decided otherwise, what the model did is put right, as far as nothing stands on it. ' +
        ONE_404,
      example: { ask: { questionId: ID, answer: 'same', childId }, answer: { linkId: ID, receipt: RECEIPT } },
    }),
    undo: route({
      method: 'POST',
      path: '/v1/links/{linkId}/undo',
      asks: undoLinkAnswer,
      status: 204,
      faults: ['conflict'],
      summary: 'Take an answer back; recorded',
      description:
        'All is as it was before, and the question is open again. What a shield or people stand on stays: that is a 409, and so is an answer after which another about its ' +
        'record was given, which it names. One that was taken back already is a 404.',
      example: { ask: { linkId: ID }, answer: {} },
    }),
  },
)
