import { MODULES_OF, ROLES, SYLLABUS, SYLLABUS_ITEMS, TRAINING_MODULES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { courseId, isAbove, mayPublish, misplacedItem, missingIn, teaches, toCourse } from './courses.rules.ts'
import type { CourseVersion } from './courses.schema.ts'

const whole = TRAINING_MODULES.map((module) => ({ module, items: [...SYLLABUS[module]] }))
const course = (given: Partial<CourseVersion> = {}): CourseVersion => ({
  ...{ _id: 'CP@1.0', code: 'CP', major: 1, minor: 0, modules: whole, validMonths: 12, graceDays: 30 },
  ...{ publishedBy: 'n-1', publishedAt: new Date('2026-11-29T10:00:00Z') },
  ...given,
})
const aModule = fc.constantFrom(...TRAINING_MODULES)
const version = fc.record({ major: fc.integer({ min: 1, max: 4 }), minor: fc.integer({ min: 0, max: 4 }) })

describe('a course', () => {
  it('teaches a module only if it leaves out none of its syllabus, whichever it is (S11)', () => {
    for (const module of TRAINING_MODULES) expect(teaches(course(), module)).toBe(true)
    for (const module of TRAINING_MODULES)
      for (const item of SYLLABUS[module]) {
        const modules = whole.map((one) => ({ ...one, items: one.items.filter((other) => other !== item) }))
        for (const other of TRAINING_MODULES) expect(teaches(course({ modules }), other)).toBe(other !== module)
        expect(missingIn({ modules }, module)).toEqual([item])
      }
  })

  it('does not teach what it says nothing of, and says what it leaves out', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aModule), (named) => {
        const modules = whole.filter(({ module }) => named.includes(module))
        for (const module of TRAINING_MODULES) expect(teaches({ modules }, module)).toBe(named.includes(module))
      }),
    )
    const part = [{ module: 'trainer' as const, items: [SYLLABUS.trainer[0]] }]
    const [judged] = toCourse(course({ modules: part })).modules
    expect(judged).toMatchObject({ satisfies: false, missing: SYLLABUS.trainer.slice(1) })
  })

  it('names items under their own module alone', () => {
    expect(misplacedItem(whole)).toBeNull()
    const stray = [whole[0]!, { module: 'monitoring' as const, items: [SYLLABUS.trainer[0]] }]
    expect(misplacedItem(stray)).toBe('modules.1.items')
  })

  it('has versions that only go up', () => {
    expect(isAbove({ major: 1, minor: 0 }, null)).toBe(true)
    fc.assert(
      fc.property(version, version, (one, latest) => {
        expect(isAbove(one, latest)).toBe(one.major * 1000 + one.minor > latest.major * 1000 + latest.minor)
      }),
    )
    expect(courseId('CP', '2.1')).toBe('CP@2.1')
  })

  it('is published nationally', () => {
    expect(mayPublish({ authority: '000' })).toBe(true)
    expect(mayPublish({ authority: '383' })).toBe(false)
  })
})

describe('what is to be learnt', () => {
  it('has four to six items a module, each under one module', () => {
    for (const module of TRAINING_MODULES) {
      expect(SYLLABUS[module].length).toBeGreaterThanOrEqual(4)
      expect(SYLLABUS[module].length).toBeLessThanOrEqual(6)
    }
    expect(new Set(SYLLABUS_ITEMS).size).toBe(SYLLABUS_ITEMS.length)
  })

  it('is shielding and data protection for every role that can see or ask for shields, and each officer’s own (S08)', () => {
    const asMatrix = ROLES.map((role) => `${role}: ${MODULES_OF[role].join(', ')}`)
    const everybody = 'correct-use, monitoring, consequences, data-protection'
    expect(asMatrix).toEqual([
      `practitioner: ${everybody}, shielding`,
      `shield-officer: ${everybody}, shielding, shield-officer`,
      `cpmt: ${everybody}, shielding, cpmt`,
      `data-steward: ${everybody}`,
      `account-manager: ${everybody}`,
      `accreditor: ${everybody}`,
      `trainer: ${everybody}, trainer`,
      `auditor: ${everybody}`,
      `operator: ${everybody}`,
      'feed-supplier: ',
    ])
  })
})
