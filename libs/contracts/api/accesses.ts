import { listAccesses } from '../audit/list-accesses.ts'
import { TRACE } from '../schemas.ts'
import { CHILD, RECEIPT } from './examples.ts'
import { resource, route } from './route.ts'

export const accesses = resource('accesses', 'What the log has of yourself.', {
  mine: route({
    method: 'GET',
    path: '/v1/accesses',
    asks: listAccesses,
    status: 200,
    repeatable: true,
    summary: 'Read what you did, as the log has it; recorded',
    description:
      'The latest first; `next` is what to pass as `before` for the next page. One item a request: what you asked, and nothing of what came of it. ' +
      'A child is named where you gave its number.',
    example: {
      ask: {},
      answer: {
        items: [
          {
            ...{ time: '2026-11-23T06:21:52.073Z', action: 'disclosure', reason: 'assessment' },
            throughAnother: false,
            ...{ childId: CHILD.childId, trace: TRACE.example },
          },
        ],
        next: null,
        receipt: RECEIPT,
      },
    },
  }),
})
