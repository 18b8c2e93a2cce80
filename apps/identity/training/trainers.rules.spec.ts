import { ROLES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Person } from '../people/people.schema.ts'
import { cascadeOf, isShownTo } from './cascade.rules.ts'
import type { Certificate } from './certificates.schema.ts'
import {
  isCertifiedByAnother,
  isFit,
  isTrainerInReach,
  maySeeTrainings,
  sameWithdrawal,
  toTrainings,
  trainerState,
} from './trainers.rules.ts'
import { vouchedCertificates } from './vouched.rules.ts'

const now = new Date('2026-11-29T10:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
const person = (given: Partial<Person> = {}): Person => ({
  ...{ _id: 'p-1', username: 'one', role: 'trainer', authority: '383', organisation: 'Leeds', overrideUntil: null },
  ...{ organisationId: 'o-1', need: 'trains', createdBy: 'x', approvedBy: 'y', agreement: null, attestedUntil: null },
  closedAt: null,
  ...{ preconditions: { identityCheck: null, enhancedDisclosure: null, training: null } },
  ...given,
})
const certificate = (given: Partial<Certificate> = {}): Certificate => ({
  ...{ _id: 'c', identity: 'p-1', module: 'trainer', courseCode: 'CP', major: 1, minor: 0, sessionId: 's' },
  ...{ by: 't', trainerId: 't-1', at: inDays(-1), until: inDays(300) },
  ...given,
})
const accreditation = { _id: 'a', personId: 'p-1', identity: 'p-1', authority: '383', by: 'x', at: inDays(-1), until: inDays(1) } // prettier-ignore
const withdrawal = (at: number, from = at) => ({ _id: 'w', personId: 'p-1', by: 'x', from: inDays(from), at: inDays(at) }) // prettier-ignore

describe('a trainer', () => {
  it('is accredited by their own authority or nationally, and nobody is who is no trainer', () => {
    for (const role of ROLES) expect(isTrainerInReach(person({ role }), { authority: '383' })).toBe(role === 'trainer')
    expect(isTrainerInReach(person(), { authority: '000' })).toBe(true)
    expect(isTrainerInReach(person(), { authority: '380' })).toBe(false)
    expect(isTrainerInReach(person({ authority: '000' }), { authority: '383' })).toBe(false)
    expect(isTrainerInReach(null, { authority: '000' })).toBe(false)
  })

  it('is accredited until a day within two years', () => {
    expect([-1, 0, 0.001, 731, 731.1].map((days) => isFit(inDays(days), now))).toEqual([false, false, true, true, false]) // prettier-ignore
    expect(isFit(new Date('2026-13-45'), now)).toBe(false)
  })

  it('takes somebody else to certify them than to accredit them (I8)', () => {
    const identity = fc.constantFrom('a', 'b')
    fc.assert(
      fc.property(identity, identity, (by, accreditor) => {
        const holding = { certificates: [certificate({ by })], majors: [] }
        expect(isCertifiedByAnother(holding, { identity: accreditor }, now)).toBe(by !== accreditor)
      }),
    )
    const over = { certificates: [certificate({ until: now })], majors: [] }
    expect(isCertifiedByAnother(over, { identity: 'b' }, now)).toBe(false)
    const other = { certificates: [certificate({ module: 'cpmt' })], majors: [] }
    expect(isCertifiedByAnother(other, { identity: 'b' }, now)).toBe(false)
  })

  it('is one until the day is over or somebody ends it', () => {
    expect(trainerState(accreditation, [], now)).toBe('live')
    expect(trainerState(accreditation, [], inDays(1))).toBe('lapsed')
    expect(trainerState(accreditation, [withdrawal(0)], now)).toBe('withdrawn')
    expect(trainerState(accreditation, [withdrawal(-2)], now)).toBe('live')
  })

  it('is withdrawn once, unless they were accredited again or it goes further back', () => {
    const known = { accreditations: [accreditation], withdrawals: [withdrawal(0)] }
    expect(sameWithdrawal(known, 'p-1', now)).not.toBeNull()
    expect(sameWithdrawal(known, 'p-1', inDays(-3))).toBeNull()
    const again = { ...known, accreditations: [{ ...accreditation, at: inDays(0.5) }] }
    expect(sameWithdrawal(again, 'p-1', now)).toBeNull()
  })
})

describe('what somebody is trained in', () => {
  it('is for themselves, by whichever account, and for accreditors and trainers of their authority', () => {
    const who = (role: (typeof ROLES)[number], authority: string, identity = 'x') => ({ role, authority, identity })
    const seen = person({ identity: 'i-1' })
    for (const role of ROLES) {
      expect(maySeeTrainings(seen, who(role, '380', 'i-1'))).toBe(true)
      const isOneOfTwo = role === 'accreditor' || role === 'trainer'
      expect(maySeeTrainings(seen, who(role, '383'))).toBe(isOneOfTwo)
      expect(maySeeTrainings(seen, who(role, '000'))).toBe(isOneOfTwo)
      expect(maySeeTrainings(seen, who(role, '380'))).toBe(false)
    }
    expect(maySeeTrainings(null, who('accreditor', '000'))).toBe(false)
  })

  it('is told module by module, with what was vouched for as by no course', () => {
    const vouched = vouchedCertificates(person(), inDays(90), now)
    const shown = toTrainings(person(), { certificates: [...vouched, certificate()], majors: [] })
    expect(shown.until).toBe(inDays(90).toISOString())
    expect(shown.modules.find(({ module }) => module === 'trainer')).toMatchObject({ courseCode: 'CP', version: '1.0' })
    expect(shown.modules[0]).toEqual({
      ...{ module: 'correct-use', until: inDays(90).toISOString(), courseCode: null, version: null },
    })
    expect(toTrainings(person(), { certificates: vouched.slice(1), majors: [] }).until).toBeNull()
  })
})

describe('the cascade', () => {
  const level = (under: string | null, held: Certificate[], isVoid: string[] = []) =>
    cascadeOf(
      {
        ...{ under, held, isVoid: new Set(isVoid), accreditations: [accreditation], withdrawals: [] },
        ...{ below: new Map([['p-1', 2]]), gave: new Map([['p-1', 7]]) },
      },
      now,
    )

  it('has each trainer once, under whoever certified them last', () => {
    const first = certificate({ _id: 'c-1', trainerId: null, by: 'n-1', at: inDays(-9) })
    const second = certificate({ _id: 'c-2', at: inDays(-5) })
    expect(level(null, [first]).map(({ certifiedBy }) => certifiedBy)).toEqual(['n-1'])
    expect(level(null, [first, second])).toEqual([])
    const [node] = level('t-1', [first, second])
    expect(node).toMatchObject({ personId: 'p-1', certifiedBy: 't-1', isVoid: false, children: 2, gave: 7 })
    expect(level('t-1', [second], ['c-2'])).toMatchObject([{ isVoid: true }])
    expect(level(null, [first, second], ['c-2'])).toHaveLength(1)
  })

  it('shows an authority national trainers and its own, and everything to auditors and nationally', () => {
    const shown = (authority: string, role: 'accreditor' | 'auditor', own: string) =>
      isShownTo({ authority }, { role, authority: own })
    expect(['000', '383', '380'].map((one) => shown(one, 'accreditor', '383'))).toEqual([true, true, false])
    expect(['000', '383'].map((one) => shown(one, 'accreditor', '000'))).toEqual([true, true])
    expect(shown('380', 'auditor', '383')).toBe(true)
  })
})
