import { listBatches } from '../ingestion/batch-history.ts'
import { getBatch } from '../ingestion/batch-report.ts'
import { applyBatch, openBatch, rollBackBatch } from '../ingestion/batches.ts'
import { BATCH_ID } from './examples.ts'
import { resource, route, taking } from './route.ts'

export const feeds = resource('feeds', 'Files of national systems, and what became of them.', {
  send: taking(
    // Not text/csv: what comes as that is a list, read whole and bounded, and a feed is of any length.
    ['application/octet-stream', 'application/xml', 'text/xml', 'text/octet-stream'],
    route({
      method: 'POST',
      path: '/v1/feeds/{source}/batches',
      asks: openBatch,
      status: 202,
      summary: 'Send a file of your feed',
      description:
        'The body is the file itself, of any length, in the layout of your feed. It is answered when the file is kept; its rows are read after that. ' +
        'A file that is sent twice changes nothing. With `preview=true` it is read and waits: the report says what it would change, and nothing is ' +
        'changed until it is applied.',
      repeatable: true,
      example: { ask: { source: 'school-census' }, answer: { batchId: BATCH_ID } },
    }),
  ),
  history: route({
    method: 'GET',
    path: '/v1/feeds/batches',
    asks: listBatches,
    status: 200,
    summary: 'Which files came, and how far they are',
    description:
      'The newest fifty of all suppliers, or of one feed, or in one state: those that are `set-aside` or `staged` wait for somebody. What became of a ' +
      'file is told as late as its supplier is told it.',
    example: {
      ask: { source: 'school-census', state: 'rolled-back' },
      answer: {
        items: [
          {
            ...{ batchId: BATCH_ID, source: 'school-census', organisation: 'Department for Education' },
            ...{ state: 'rolled-back', openedAt: '2026-11-28T10:00:00.000Z', endedAt: '2026-11-28T10:04:00.000Z' },
            ...{ rows: 2015, accepted: 2014, refused: 1, waiting: 0, brake: 'date-of-birth' },
            withdrawn: { restored: 1981, removed: 30, kept: 3, untouched: 0 },
          },
        ],
        next: null,
      },
    },
  }),
  report: route({
    method: 'GET',
    path: '/v1/feeds/{source}/batches/{batchId}',
    asks: getBatch,
    status: 200,
    summary: 'What became of a file',
    description:
      'Accepted and refused rows, where each refused one is wrong, and what the file changes of what its source sent before. Which rows matched a ' +
      'child is never told. A data steward and an operator read it of every file, an operator without the identifiers of records.',
    example: {
      ask: { source: 'school-census', batchId: BATCH_ID },
      answer: {
        ...{ batchId: BATCH_ID, source: 'school-census', organisation: 'Department for Education' },
        ...{ state: 'applied', openedAt: '2026-11-28T10:00:00.000Z' },
        rows: 2015,
        accepted: 2014,
        refused: 1,
        waiting: 0,
        refusals: [{ row: 402, line: 5120, recordId: 'A000000412', field: 'DOB', code: 'not-a-date' }],
        preview: {
          ...{ new: 31, known: 1983, missing: 12, changed: 112 },
          changes: {
            name: 9,
            'date-of-birth': 0,
            gender: 0,
            address: 87,
            school: 21,
            'gp-practice': 0,
            carers: 64,
            services: 0,
          },
        },
        brake: null,
        fileFault: null,
      },
    },
  }),
  apply: route({
    method: 'POST',
    path: '/v1/feeds/{source}/batches/{batchId}/applications',
    asks: applyBatch,
    status: 204,
    faults: ['conflict'],
    summary: 'Apply a file that waits',
    description:
      'One that was sent for a preview. One that was set aside, as it changes more than a file may unseen, is applied by a data steward and not by ' +
      'whoever sent it (403). Not in another state: 409.',
    example: { ask: { source: 'school-census', batchId: BATCH_ID } },
  }),
  rollBack: route({
    method: 'POST',
    path: '/v1/feeds/{source}/batches/{batchId}/rollbacks',
    asks: rollBackBatch,
    status: 204,
    faults: ['conflict'],
    summary: 'Take back what a file said',
    description:
      'Its records say again what they said before, as if it had never come; what it alone has told of is removed. What people have done since ' +
      'stays: no shield, and nobody who works with a child, is taken away with it. A file that waits is thrown away. The report says ' +
      '`rolled-back` when it is done; the same file may then be sent again. While its rows are taken in: 409.',
    example: { ask: { source: 'school-census', batchId: BATCH_ID } },
  }),
})
