import { SYLLABUS, SYLLABUS_ITEMS, TRAINING_MODULES, type AttendanceRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { CourseVersion } from '../courses/courses.schema.ts'
import { faultOf, freshOf, itemsOf } from './attendances.rules.ts'
import {
  assertAssessed,
  assertAttended,
  assertDay,
  assertMayGive,
  assertNamedOnce,
  assertNotFailed,
  assertTaught,
  assertTrainer,
  certificatesOf,
  toCertified,
} from './certifying.rules.ts'

const now = new Date('2026-11-29T10:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
const course: CourseVersion = {
  ...{ _id: 'CP@1.0', code: 'CP', major: 1, minor: 0, validMonths: 12, graceDays: 30, publishedBy: 'n-1' },
  publishedAt: inDays(-20),
  modules: [
    { module: 'consequences', items: [...SYLLABUS.consequences] },
    { module: 'monitoring', items: [SYLLABUS.monitoring[0]] },
  ],
}
const CONSEQUENCES = [...SYLLABUS.consequences]

describe('an attendance list', () => {
  const row = (username: string, acknowledged = ''): AttendanceRow => ({ username, acknowledged })

  it('names items of the syllabus, with blanks between them', () => {
    expect(itemsOf('')).toEqual([])
    expect(itemsOf(' user-agreement  criminal-offences user-agreement')).toEqual([
      'user-agreement',
      'criminal-offences',
    ])
    expect(itemsOf('user-agreement everything')).toBeNull()
  })

  it('is refused by row and rule, without a word of what stands there', () => {
    const rows = [row('a.patel'), row('secret.name'), row('me'), row('b.khan', 'something-private')]
    const fault = faultOf(rows, ['p-1', null, 'self', 'p-2'], 'self')!
    expect(fault.places).toEqual([
      { field: 'rows.1.username', rule: 'isOneOfYourPeople' },
      { field: 'rows.2.username', rule: 'isSomebodyElse' },
      { field: 'rows.3.acknowledged', rule: 'isOfTheSyllabus' },
    ])
    expect(JSON.stringify(fault) + fault.message).not.toMatch(/secret|private/)
    expect(faultOf(rows.slice(0, 1), ['p-1'], 'self')).toBeNull()
  })

  it('brings each person once, with what was not known: sent again, nothing', () => {
    const aRow = fc.record({
      identity: fc.constantFrom('a', 'b', 'c'),
      acknowledged: fc.uniqueArray(fc.constantFrom(...SYLLABUS_ITEMS), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(fc.array(aRow), fc.array(aRow), (rows, known) => {
        const fresh = freshOf(rows, known)
        expect(new Set(fresh.map(({ identity }) => identity)).size).toBe(fresh.length)
        const all = [...known, ...fresh]
        expect(freshOf(rows, all)).toEqual([])
        for (const { identity, acknowledged } of rows) {
          const has = all.filter((one) => one.identity === identity).flatMap((one) => one.acknowledged)
          expect(has).toEqual(expect.arrayContaining(acknowledged))
        }
      }),
    )
  })
})

describe('a session', () => {
  it('was held since the course is published, and a month ago at the most', () => {
    const on = (days: number) => inDays(days).toISOString().slice(0, 10)
    expect(() => assertDay(on(0), course, now)).not.toThrow()
    expect(() => assertDay(on(-20), course, now)).not.toThrow()
    expect(() => assertDay(on(-21), course, now)).toThrow(/heldOn/)
    expect(() => assertDay(on(-32), { publishedAt: inDays(-100) }, now)).toThrow(/heldOn/)
  })

  it('was held by whoever was an accredited trainer that day, and is one now', () => {
    const giver = { accreditations: [{ personId: 't', at: inDays(-2), until: inDays(9) }], withdrawals: [], certificates: [], majors: [] } // prettier-ignore
    const on = (days: number) => inDays(days).toISOString().slice(0, 10)
    expect(() => assertTrainer(giver, 't', on(0), now)).not.toThrow()
    expect(() => assertTrainer(giver, 't', on(-2), now)).not.toThrow()
    expect(() => assertTrainer(giver, 't', on(-3), now)).toThrow(/not accredited/)
    expect(() => assertTrainer(giver, 'u', on(0), now)).toThrow(/not accredited/)
    const ended = { ...giver, withdrawals: [{ personId: 't', from: inDays(-1), at: inDays(-1) }] }
    expect(() => assertTrainer(ended, 't', on(-2), now)).toThrow(/not accredited/)
  })
})

describe('to be certified', () => {
  it('takes a course that covers the whole module (S11)', () => {
    expect(() => assertTaught(course, ['consequences'])).not.toThrow()
    expect(() => assertTaught(course, ['consequences', 'monitoring'])).toThrow(/modules\.1/)
    expect(() => assertTaught(course, ['trainer'])).toThrow(/modules\.0/)
  })

  it('takes an assessment for cpmt and trainer, and nobody fails anything else', () => {
    for (const module of TRAINING_MODULES) {
      const isAssessed = module === 'cpmt' || module === 'trainer'
      const throwing = (assessment?: 'pass' | 'fail') => () => assertAssessed([module], assessment)
      if (isAssessed) expect(throwing()).toThrow(/assessment/)
      else expect(throwing()).not.toThrow()
      expect(throwing('pass')).not.toThrow()
      if (isAssessed) expect(throwing('fail')).not.toThrow()
      else expect(throwing('fail')).toThrow(/modules/)
    }
  })

  it('takes having been there, and having acknowledged every consequence (S11)', () => {
    const there = (sessionId: string, acknowledged = CONSEQUENCES) => ({ sessionId, acknowledged: [...acknowledged] })
    expect(() => assertAttended([], 's', ['monitoring'])).toThrow(/attendance/)
    expect(() => assertAttended([there('other')], 's', ['monitoring'])).toThrow(/attendance/)
    for (const item of CONSEQUENCES) {
      const part = there('s', CONSEQUENCES.filter((one) => one !== item)) // prettier-ignore
      expect(() => assertAttended([part], 's', ['monitoring'])).toThrow(/acknowledged/)
      expect(() => assertAttended([part, there('s', [item])], 's', ['consequences'])).not.toThrow()
    }
    const before = [there('earlier'), there('s', [])]
    expect(() => assertAttended(before, 's', ['cpmt'])).not.toThrow()
    expect(() => assertAttended(before, 's', ['consequences'])).toThrow(/acknowledged/)
  })

  it('takes another session once the assessment was failed', () => {
    expect(() => assertNotFailed([{ modules: ['cpmt'] }], ['trainer'])).not.toThrow()
    expect(() => assertNotFailed([{ modules: ['cpmt'] }], ['trainer', 'cpmt'])).toThrow(/failed/)
  })

  it('is of somebody who is named by their id or their user name, and not by both', () => {
    for (const whom of [{ personId: 'p' }, { username: 'a.patel' }]) expect(() => assertNamedOnce(whom)).not.toThrow()
    for (const whom of [{}, { personId: 'p', username: 'a.patel' }]) expect(() => assertNamedOnce(whom)).toThrow()
  })

  it('takes a trainer who holds the module, as the message says without a name', () => {
    const giver = { accreditations: [{ personId: 't', at: inDays(-2), until: inDays(9) }], withdrawals: [], certificates: [], majors: [] } // prettier-ignore
    expect(() => assertMayGive(giver, 't', ['cpmt'], now)).toThrow('You do not hold, in date: trainer, cpmt')
    expect(() => assertMayGive({ ...giver, accreditations: [] }, 't', [], now)).toThrow(/not accredited/)
  })

  it('holds from the day of the session on, and not at all when that is over', () => {
    const session = { _id: 's', heldOn: '2026-11-20', trainerId: 't' }
    const whose = { identity: 'p-1', by: 'i-t', modules: ['consequences' as const] }
    const given = certificatesOf(session, course, whose, now)
    expect(given).toMatchObject([{ _id: 's/p-1/consequences', until: new Date('2027-11-20T00:00:00Z'), by: 'i-t' }])
    const until = '2027-11-20T00:00:00.000Z'
    expect(toCertified(given, [], now)).toEqual([{ module: 'consequences', until }])
    const replaced = [{ code: 'CP', major: 2, publishedAt: inDays(-1), graceDays: 0 }]
    expect(() => toCertified(given, replaced, now)).toThrow(/over already/)
  })
})
