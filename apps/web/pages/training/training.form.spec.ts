import { describe, expect, it } from '@jest/globals'
import { certificationIn, sessionIn } from './training.form.ts'

describe('a session that was held', () => {
  it('names course and version as they were chosen together, and the day', () => {
    const form = { course: 'CP-CORE 2.0', 'heldOn-day': '3', 'heldOn-month': '5', 'heldOn-year': '2026' }
    expect(sessionIn(form)).toEqual({ courseCode: 'CP-CORE', version: '2.0', heldOn: '2026-05-03' })
    expect(sessionIn({})).toEqual({ courseCode: '', version: '', heldOn: '' })
  })
})

describe('a certification', () => {
  it('is of one module or several, and of an assessment only when there was one', () => {
    expect(certificationIn('s', { username: ' P ', modules: 'monitoring', assessment: '' })).toEqual({
      ...{ sessionId: 's', username: 'p', modules: ['monitoring'] },
    })
    const { modules, assessment } = certificationIn('s', { modules: ['cpmt', 'cake'], assessment: 'pass' })
    expect([modules, assessment]).toEqual([['cpmt'], 'pass'])
  })
})
