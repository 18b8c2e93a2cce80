import { ProblemError } from '@contactpoint/client'
import type { FaultCode, Problem } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { orRefused, type Refusals } from './refused.rules.ts'

const REFUSALS: Refusals = {
  'open not-found': { title: 'It is gone', lines: ['Nobody is told why.'] },
  'open conflict': { title: 'Somebody else has it', lines: ['Wait.'] },
  'answer conflict': { title: 'It was not taken', lines: ['Look again.'] },
}
const BACK = { href: '/questions', text: 'Go back' }
const problem = (title: FaultCode, status: number) =>
  new ProblemError({ title, status, detail: 'Somebody was first', traceId: 't-1' } as Problem)
const failed = (error: Error) => orRefused(REFUSALS, BACK, 'answer', () => Promise.reject(error))

describe('a step that is refused', () => {
  it('is a page that says why, with the way back and what to quote; of a conflict it says what the gateway says', async () => {
    expect(await failed(problem('conflict', 409))).toEqual({
      ...{ template: 'layout/refused', status: 409 },
      shows: { title: 'It was not taken', lines: ['Somebody was first.', 'Look again.'], back: BACK, reference: 't-1' },
    })
  })

  it('says no word of the gateway where nothing was opened', async () => {
    for (const [code, lines] of [
      ['not-found', ['Nobody is told why.']],
      ['conflict', ['Wait.']],
    ] as const) {
      const page = await orRefused(REFUSALS, BACK, 'open', () => Promise.reject(problem(code, 404)))
      expect(page).toMatchObject({ shows: { lines } })
    }
  })

  it('is a failure like any other where it has no page, or something else is wrong', async () => {
    const errors = [problem('not-found', 404), problem('over-budget', 403), new Error('no')]
    for (const error of errors) await expect(failed(error)).rejects.toBe(error)
    expect(await orRefused(REFUSALS, BACK, 'answer', () => Promise.resolve('taken'))).toBe('taken')
  })
})
