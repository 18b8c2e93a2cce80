import { addInvolvement, changeInvolvement } from '../shielding/involvements.ts'
import { reportContact } from '../shielding/report-contact.ts'
import { reviewInvolvements } from '../shielding/review-involvements.ts'
import { CHILD, INVOLVED, INVOLVEMENT_ID, RECEIPT, WORK_CONTACT } from './examples.ts'
import { resource, route } from './route.ts'

export const involvements = resource('involvements', 'Who works with a child, and how they are reached.', {
  add: route({
    method: 'POST',
    path: '/v1/children/{childId}/involvements',
    asks: addInvolvement,
    status: 201,
    etag: 'version',
    faults: ['conflict', 'over-budget'],
    summary: 'Record that somebody works with a child; recorded',
    description:
      'Your organisation owns it: its people change and end it. Sexual health, mental health and substance misuse are recorded with a ' +
      'consent, or another basis, only, and shown to the management team of the authority alone. The answer is the same whether the child ' +
      'is shielded or not. There is no field for what is done, or why.',
    example: {
      ask: {
        ...{ childId: CHILD.childId, service: 'early-help', organisation: '383', ...WORK_CONTACT },
        ...{ startDate: '2026-03-02', leadProfessional: true, hasAssessment: false },
      },
      answer: { involvementId: INVOLVEMENT_ID, version: 1, receipt: RECEIPT },
    },
  }),
  change: route({
    method: 'PATCH',
    path: '/v1/involvements/{involvementId}',
    asks: changeInvolvement,
    status: 200,
    ifMatch: 'version',
    etag: 'version',
    faults: ['conflict', 'over-budget'],
    summary: 'Change an involvement, end it, or withdraw its consent; recorded',
    description:
      'Fields that are left out stay as they are. Only the organisation that owns it may, and who recorded it: to everybody else it is the ' +
      '404 of one that never was. What has ended does not change any more, but for a consent that is withdrawn: nobody sees it from the ' +
      'answer on, and its contact is forgotten.',
    example: {
      ask: { involvementId: INVOLVEMENT_ID, version: 1, phone: '01134960124', endDate: '2026-09-30' },
      answer: { involvementId: INVOLVEMENT_ID, version: 2, receipt: RECEIPT },
    },
  }),
  reportContact: route({
    method: 'POST',
    path: '/v1/involvements/{involvementId}/contact-reports',
    asks: reportContact,
    status: 204,
    repeatable: true,
    faults: ['over-budget'],
    summary: 'Say that the contact of an involvement is wrong; recorded',
    description:
      'Makes a task of the organisation that owns it, one however often it is said, until the contact is changed.',
    example: { ask: { involvementId: INVOLVEMENT_ID } },
  }),
  review: route({
    method: 'POST',
    path: '/v1/children/{childId}/involvement-reviews',
    asks: reviewInvolvements,
    status: 200,
    repeatable: true,
    faults: ['over-budget'],
    summary: 'Look at all involvements of a child of your authority, sensitive ones too; recorded',
    description:
      'For the management team, which puts people in touch with a sensitive service. A child that is shielded, of another authority or ' +
      'unknown is one and the same 404.',
    example: {
      ask: { childId: CHILD.childId, reason: 'coordinate-support' },
      answer: {
        items: [
          {
            ...{ ...INVOLVED, service: 'mental-health', leadProfessional: false },
            consent: { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' },
          },
        ],
        ...{ next: null, receipt: RECEIPT },
      },
    },
  }),
})
