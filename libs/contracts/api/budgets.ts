import { decideAppeal, listAppeals, openAppeal } from '../shielding/budget-appeals.ts'
import { resource, route } from './route.ts'

const APPEAL_ID = '0f8fad5b-d9cb-469f-a165-70867728950e'

export const budgets = resource('budgets', 'How many children a person may see, and how to appeal.', {
  appeal: route({
    method: 'POST',
    path: '/v1/budget-appeals',
    asks: openAppeal,
    status: 201,
    repeatable: true,
    summary: 'Ask the management of your authority to see more children; recorded',
    description: 'For whoever was answered `over-budget`. Asked again while it is open, it is the same appeal.',
    example: { ask: { code: 'school-intake' }, answer: { appealId: APPEAL_ID } },
  }),
  reviewAppeals: route({
    method: 'GET',
    path: '/v1/budget-appeals',
    asks: listAppeals,
    status: 200,
    repeatable: true,
    summary: 'List the open appeals of the people of your authority',
    description: 'Until organisations have managers of their own, the management team of the authority decides.',
    example: {
      ask: {},
      answer: {
        appeals: [
          {
            ...{ appealId: APPEAL_ID, personId: 'e3b0c442', role: 'practitioner', organisation: 'Leeds City Council' },
            ...{ code: 'school-intake', askedAt: '2026-11-28T10:00:00.000Z' },
          },
        ],
      },
    },
  }),
  decideAppeal: route({
    method: 'POST',
    path: '/v1/budget-appeals/{appealId}',
    asks: decideAppeal,
    status: 204,
    repeatable: true,
    summary: 'Grant an appeal, or refuse it; recorded',
    description:
      'Nobody decides an appeal of their own. Granted, the person may see twice as many children for 24 hours.',
    example: { ask: { appealId: APPEAL_ID, decision: 'grant' } },
  }),
})
