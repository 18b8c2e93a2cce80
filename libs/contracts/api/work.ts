import { listWork } from '../shielding/list-work.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

export const work = resource('work', 'What waits for somebody to do.', {
  mine: route({
    method: 'GET',
    path: '/v1/work',
    asks: listWork,
    status: 200,
    repeatable: true,
    summary: 'List what waits for you, what is due first at the top; recorded',
    description:
      'Of a shield officer: what to place, confirm, agree to or propose, but for what takes somebody else than you. Of a management team: what ' +
      'to review and decide, and who asks to be put in touch. Of both, what somebody else proposed about a record, and which children are offered to their desk or by it. Of an auditor and of the national team: versions of the policy. Of a practitioner: which contacts of their organisation somebody said are wrong, and which of their requests to be put in touch were answered within a week. `counts` says how much there is of each kind, and how much of it is late.',
    example: {
      ask: {},
      answer: {
        items: [
          { kind: 'confirm', childId: CHILD.childId, id: null, dueAt: '2026-11-29T10:00:00.000Z', isLate: false },
        ],
        counts: [{ kind: 'confirm', waiting: 1, late: 0 }],
        ...{ next: null, officers: 2, receipt: RECEIPT },
      },
    },
  }),
})
