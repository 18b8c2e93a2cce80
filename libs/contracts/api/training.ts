import { accreditTrainer, readTrainingCascade, withdrawTrainer } from '../identity/trainers.ts'
import {
  certifyTraining,
  holdTrainingSession,
  listTrainingSessions,
  recordAttendances,
} from '../identity/training-sessions.ts'
import { foundTraining } from '../identity/found-training.ts'
import { planTraining, readTrainings } from '../identity/training.ts'
import { resource, route, taking } from './route.ts'

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const PERSON = 'e3b0c442'
const AT = '2026-11-29T10:00:00.000Z'
const UNTIL = '2027-11-29T00:00:00.000Z'
const HELD = { courseCode: 'CP-CORE', version: '2.1', heldOn: '2026-11-29' } as const
const WEEKS = [{ week: '2026-11-30', people: 40 }]
const ONE_404 = 'Somebody whom you may not see and somebody unknown are one and the same 404.'

export const training = resource(
  'training',
  'Trainers first, then everybody: who taught whom what, and until when it holds.',
  {
    hold: route({
      method: 'POST',
      path: '/v1/training-sessions',
      asks: holdTrainingSession,
      status: 201,
      faults: ['not-found'],
      summary: 'Write down that you held a course',
      description:
        'By an accredited trainer, within a month. No place and no words: who was there is in its attendance list.',
      example: { ask: HELD, answer: { sessionId: ID, ...HELD } },
    }),
    sessions: route({
      method: 'GET',
      path: '/v1/training-sessions',
      asks: listTrainingSessions,
      status: 200,
      repeatable: true,
      summary: 'Read which sessions you held',
      description: 'The latest first; two hundred of them.',
      example: { ask: {}, answer: { items: [{ sessionId: ID, ...HELD }], next: null } },
    }),
    attend: taking(
      ['text/csv'],
      route({
        method: 'POST',
        path: '/v1/training-sessions/{sessionId}/attendances',
        asks: recordAttendances,
        status: 200,
        repeatable: true,
        faults: ['too-large'],
        summary: 'Write down who was there, and what each has acknowledged',
        description:
          'Rows `username,acknowledged` below a line with these names; 200 at most; items of the syllabus with blanks between them. All rows are looked at ' +
          'first: when one is wrong, `places` names the row and the rule, never what stands there, and nothing is recorded. `rows.0` is the first row below ' +
          'the names. A later row of somebody adds to what they have acknowledged; sent again, a list does no harm.',
        example: {
          ask: { sessionId: ID, rows: [{ username: 'a.patel', acknowledged: 'user-agreement suspension-at-once' }] },
          answer: { recorded: 24, before: 0 },
        },
      }),
      'rows',
    ),
    certify: route({
      method: 'POST',
      path: '/v1/training-sessions/{sessionId}/certifications',
      asks: certifyTraining,
      status: 201,
      faults: ['conflict'],
      summary: 'Certify somebody who was there',
      description:
        'By the trainer who held the session, of a person by id or by user name, for modules that the course teaches and they hold themselves, never for themselves. The person has acknowledged the ' +
        'consequences of misuse. The modules `cpmt` and `trainer` take an assessment that was passed; who has failed is certified in another session.',
      example: {
        ask: { sessionId: ID, personId: PERSON, modules: ['consequences'] },
        answer: { personId: PERSON, certificates: [{ module: 'consequences', until: UNTIL }], trainedUntil: null },
      },
    }),
    found: route({
      method: 'POST',
      path: '/v1/training-foundings',
      asks: foundTraining,
      status: 201,
      faults: ['not-found', 'conflict'],
      summary: 'Certify a national trainer while there is no trainer yet',
      description:
        'By a national accreditor, for somebody else; another accreditor then accredits them. 409 from the first accreditation on, as long as any trainer is accredited.',
      example: {
        ask: { personId: PERSON, courseCode: 'CP-CORE', version: '1.0', modules: ['trainer'] },
        answer: { personId: PERSON, certificates: [{ module: 'trainer', until: UNTIL }], trainedUntil: null },
      },
    }),
    accredit: route({
      method: 'POST',
      path: '/v1/people/{personId}/trainer-accreditations',
      asks: accreditTrainer,
      status: 201,
      faults: ['conflict'],
      summary: 'Let a trainer certify others',
      description:
        "By an accreditor of the trainer's authority or a national one: not the trainer themselves, and not who certified them. They hold the module `trainer`, in date.",
      example: {
        ask: { personId: PERSON, until: UNTIL },
        answer: { personId: PERSON, accreditedAt: AT, until: UNTIL, state: 'live' },
      },
    }),
    withdraw: route({
      method: 'POST',
      path: '/v1/people/{personId}/trainer-accreditations/withdrawals',
      asks: withdrawTrainer,
      status: 200,
      repeatable: true,
      faults: ['conflict'],
      summary: 'End it, and void what they certified from an instant on',
      description:
        'Certificates from `from` on are void, and so is what others certified on the strength of them, and so on; earlier ones stay. Whoever is not trained any more ' +
        'renews no session once this is answered. A certificate that is void stays so; the person is trained anew.',
      example: {
        ask: { personId: PERSON, from: AT },
        answer: { personId: PERSON, from: AT, voided: 31, isComplete: true },
      },
    }),
    readCascade: route({
      method: 'GET',
      path: '/v1/training-cascade',
      asks: readTrainingCascade,
      status: 200,
      summary: 'Read who trained the trainers, level by level',
      description:
        'At the top those whom no trainer certified; `under` somebody, those whom they certified last. An auditor and a national accreditor see all, an ' +
        "authority's accreditor national trainers and their own. Three hundred of a level.",
      example: {
        ask: { under: PERSON },
        answer: {
          items: [
            {
              ...{
                personId: 'a1f0d322',
                authority: '383',
                accreditedAt: AT,
                until: UNTIL,
                state: 'live',
                accreditedBy: 'c4ca4238',
              },
              ...{ certifiedBy: PERSON, certifiedAt: AT, isVoid: false, gave: 240, children: 0 },
            },
          ],
          next: null,
        },
      },
    }),
    read: route({
      method: 'GET',
      path: '/v1/people/{personId}/trainings',
      asks: readTrainings,
      status: 200,
      summary: 'Read what somebody has to be trained in, and until when they are',
      description: `Yourself; as an accreditor or a trainer people of your authority, nationally everybody. ${ONE_404}`,
      example: {
        ask: { personId: PERSON },
        answer: {
          ...{ personId: PERSON, role: 'auditor', until: null },
          modules: [
            { module: 'correct-use', until: UNTIL, courseCode: 'CP-CORE', version: '2.0' },
            { module: 'monitoring', until: null, courseCode: null, version: null },
          ],
        },
      },
    }),
    plan: route({
      method: 'POST',
      path: '/v1/training-plans/{authority}',
      asks: planTraining,
      status: 201,
      summary: 'Plan how many people of your authority are to be trained, by week',
      description:
        'It takes the place of the plan before, which is kept. The figure `training` holds it against who is trained.',
      example: { ask: { authority: '383', weeks: WEEKS }, answer: { authority: '383', weeks: WEEKS } },
    }),
  },
)
