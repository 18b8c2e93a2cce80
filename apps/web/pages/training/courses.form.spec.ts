import { SYLLABUS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { courseIn, foundingIn, planIn } from './courses.form.ts'

describe('a course that is published', () => {
  it('covers all of the syllabus of the modules that were chosen, one or several', () => {
    const form = { code: 'cp-core', major: '2', minor: '0', validMonths: '12', graceDays: '90', modules: 'monitoring' }
    expect(courseIn(form)).toEqual({
      ...{ code: 'CP-CORE', major: 2, minor: 0, validMonths: 12, graceDays: 90 },
      modules: [{ module: 'monitoring', items: SYLLABUS.monitoring }],
    })
    expect(courseIn({ major: 'two' }).major).toBeUndefined()
    expect(courseIn({ modules: ['cpmt', 'cake'] }).modules.map(({ module }) => module)).toEqual(['cpmt'])
  })
})

describe('a training that is founded', () => {
  it('names course and version as they were chosen together', () => {
    expect(foundingIn({ personId: ' p ', course: 'CP-CORE 2.0', founded: 'trainer' })).toEqual({
      ...{ personId: 'p', courseCode: 'CP-CORE', version: '2.0', modules: ['trainer'] },
    })
  })
})

describe('a plan', () => {
  it('is a week a line, with a blank or a comma between; what is no number is left to the gateway to refuse', () => {
    const weeks = '2026-11-30 40\r\n\n2026-12-07,50\n'
    expect(planIn({ planFor: '383', weeks }).weeks).toEqual([
      { week: '2026-11-30', people: 40 },
      { week: '2026-12-07', people: 50 },
    ])
    expect(planIn({ weeks: '2026-11-30' }).weeks).toEqual([{ week: '2026-11-30', people: undefined }])
  })
})
