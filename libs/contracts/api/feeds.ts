import { getBatch, openBatch } from '../ingestion/batches.ts'
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
        'A file that is sent twice changes nothing.',
      repeatable: true,
      example: { ask: { source: 'school-census' }, answer: { batchId: BATCH_ID } },
    }),
  ),
  report: route({
    method: 'GET',
    path: '/v1/feeds/{source}/batches/{batchId}',
    asks: getBatch,
    status: 200,
    summary: 'What became of a file',
    description:
      'Accepted and refused rows, and where each refused one is wrong. Which rows matched a child is never told.',
    example: {
      ask: { source: 'school-census', batchId: BATCH_ID },
      answer: {
        batchId: BATCH_ID,
        source: 'school-census',
        state: 'done',
        rows: 2015,
        accepted: 2014,
        refused: 1,
        waiting: 0,
        refusals: [{ line: 5120, recordId: 'A000000412', field: 'DOB', code: 'not-a-date' }],
        fileFault: null,
      },
    },
  }),
})
