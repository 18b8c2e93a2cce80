import { MODULES_OF, ROLES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Certificate } from './certificates.schema.ts'
import { best, held, holdsUntil, mayGive, monthsAfter, trainedUntil, wasAccredited, weekOf } from './judging.rules.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * DAY_MS)
const certificate = (given: Partial<Certificate> = {}): Certificate => ({
  ...{ _id: 'c', identity: 'p-1', module: 'monitoring', courseCode: 'CP', major: 1, minor: 0, sessionId: 's' },
  ...{ by: 't', trainerId: 't-1', at: day(0), until: day(365) },
  ...given,
})
const major = (number: number, published: number, graceDays: number) => ({
  ...{ code: 'CP', major: number, publishedAt: day(published), graceDays },
})
const accredited = (at: number, until: number, personId = 't-1') => ({ personId, at: day(at), until: day(until) })
const withdrawn = (from: number, at: number, personId = 't-1') => ({ personId, from: day(from), at: day(at) })

describe('a certificate', () => {
  it('holds until its day, or until the grace of a later major version of its course is over', () => {
    expect(holdsUntil(certificate(), [])).toEqual(day(365))
    expect(holdsUntil(certificate(), [major(1, 0, 0)])).toEqual(day(365))
    expect(holdsUntil(certificate(), [major(2, 100, 30), major(3, 110, 5)])).toEqual(day(115))
    expect(holdsUntil(certificate({ major: 2 }), [major(2, 100, 30)])).toEqual(day(365))
    expect(holdsUntil(certificate(), [{ ...major(2, 100, 30), code: 'OTHER' }])).toEqual(day(365))
    expect(holdsUntil(certificate(), [major(2, 300, 300)])).toEqual(day(365))
    expect(holdsUntil(certificate({ courseCode: null, major: null }), [major(2, 1, 0)])).toEqual(day(365))
  })

  it('counts for a module if it holds longest, whatever came of an older one', () => {
    const [older, newer] = [certificate({ _id: 'a', until: day(10) }), certificate({ _id: 'b', until: day(20) })]
    expect(best([older, newer], [], 'monitoring')).toEqual({ certificate: newer, until: day(20) })
    expect(best([older], [], 'shielding')).toBeNull()
  })
})

describe('somebody is trained', () => {
  it('until the first of the modules of their role is over, and not at all while one is missing', () => {
    for (const role of ROLES.filter((one) => one !== 'feed-supplier')) {
      const all = MODULES_OF[role].map((module, n) => certificate({ module, until: day(100 + n) }))
      expect(trainedUntil(role, all, [])).toEqual(day(100))
      for (const one of all) expect(trainedUntil(role, all.filter((other) => other !== one), [])).toBeNull() // prettier-ignore
    }
    expect(trainedUntil('feed-supplier', [], [])).toBeNull()
  })
})

describe('an accreditation', () => {
  it('is in force from its instant until its day, of this account alone', () => {
    const facts = { accreditations: [accredited(10, 20)], withdrawals: [] }
    const on = (n: number, who = 't-1') => wasAccredited(facts, who, day(n))
    expect([9, 10, 19, 20].map((n) => on(n))).toEqual([false, true, true, false])
    expect(on(15, 't-2')).toBe(false)
  })

  it('that is withdrawn was in force before the instant of the withdrawal, and never again but by another', () => {
    const facts = { accreditations: [accredited(10, 100), accredited(40, 100)], withdrawals: [withdrawn(20, 30)] }
    const on = (n: number) => wasAccredited(facts, 't-1', day(n))
    expect([19, 20, 29, 31, 39, 40].map(on)).toEqual([true, false, false, false, false, true])
    const other = { ...facts, withdrawals: [withdrawn(20, 30, 't-2')] }
    expect(wasAccredited(other, 't-1', day(25))).toBe(true)
  })
})

describe('who may certify', () => {
  const giver = (given: Partial<Certificate>[] = [{ module: 'trainer' }, {}]) => ({
    ...{ accreditations: [accredited(1, 100)], withdrawals: [], majors: [] },
    certificates: given.map(certificate),
  })
  const given = { trainerId: 't-1', module: 'monitoring' as const, at: day(50) }

  it('is accredited, holds the module, and holds that they may train, each in date (S07)', () => {
    expect(mayGive(giver(), given)).toBe(true)
    expect(mayGive({ ...giver(), accreditations: [] }, given)).toBe(false)
    expect(mayGive(giver([{ module: 'trainer' }]), given)).toBe(false)
    expect(mayGive(giver([{}]), given)).toBe(false)
    expect(mayGive(giver([{ module: 'trainer', until: day(50) }, {}]), given)).toBe(false)
    expect(mayGive(giver([{ module: 'trainer' }, { at: day(50) }]), given)).toBe(false)
    expect(mayGive({ ...giver(), majors: [major(2, 10, 40)] }, given)).toBe(false)
  })

  it('needs nobody where an accreditor vouched', () => {
    expect(mayGive({ ...giver([]), accreditations: [] }, { ...given, trainerId: null })).toBe(true)
  })

  it('goes on having had the right, whatever is published or given afterwards: what is void was so for a reason of before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 51, max: 300 }), fc.nat({ max: 30 }), (later, graceDays) => {
        const since = { ...giver(), majors: [major(2, later, graceDays)] }
        expect(mayGive(since, given)).toBe(true)
        const more = { ...giver([{ module: 'trainer' }]), certificates: [certificate({ module: 'trainer' }), certificate({ at: day(later) })] } // prettier-ignore
        expect(mayGive(more, given)).toBe(false)
        expect(held(more, 'monitoring', day(later + 1))).toBe(true)
      }),
    )
  })
})

describe('days', () => {
  it('are months later the same day, or the last of the month', () => {
    expect(monthsAfter('2026-11-29', 12)).toEqual(new Date('2027-11-29T00:00:00Z'))
    expect(monthsAfter('2026-11-30', 3)).toEqual(new Date('2027-02-28T00:00:00Z'))
    expect(monthsAfter('2024-02-29', 36)).toEqual(new Date('2027-02-28T00:00:00Z'))
  })

  it('are in the week of the Monday before', () => {
    expect(weekOf(new Date('2026-11-29T23:59:59Z'))).toBe('2026-11-23')
    expect(weekOf(new Date('2026-11-30T00:00:00Z'))).toBe('2026-11-30')
    expect(weekOf(new Date('2026-12-02T12:00:00Z'))).toBe('2026-11-30')
  })
})
