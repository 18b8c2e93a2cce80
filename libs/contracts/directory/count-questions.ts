import { CountedRows } from '../counted-rows.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'

/** How many rows of each feed wait for a person to decide, whosever they are: one count a source that has any. Errors: `unavailable`. */
export const countQuestions = request('directory.question.count', Nothing, CountedRows, {
  askedBy: ['audit'],
  for: 'service',
})
