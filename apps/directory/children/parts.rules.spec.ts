import type { FedField, FedService } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Child, Provenance } from './children.schema.ts'
import { MOST_FORMER_NAMES, MOST_IDENTIFIERS } from './fed-fields.rules.ts'
import { recomposed } from './parts.rules.ts'

const fedOn = (day: number, batchId: string): Provenance => ({
  source: 'school-census',
  batchId,
  line: 1,
  time: new Date(Date.UTC(2026, 0, day)),
})
const LATEST = ['dateOfDeath', 'address', 'carers', 'education', 'gpPracticeCode'] as const

const serviceBy = (personName: string): FedService => ({
  ...{ service: 'early-help', organisation: '383', personName, phone: null, email: null, startDate: null },
  leadProfessional: false,
})

/** A record that says all it knows on one day, its child id being the delivery that it came with. */
function aPart(childId: string, day: number, given: Partial<Child> = {}): Child {
  return {
    ...{ childId, version: 1, visibility: 'visible', restricted: false, covered: false, restriction: 0 },
    ...{ name: { given: ['Grace'], family: `Name-${childId}` }, formerNames: [], gender: 'female', authority: '383' },
    dateOfBirth: `2012-06-0${day}`,
    dateOfDeath: `2026-10-0${day}`,
    address: { lines: [`House ${childId}`], postcode: 'LS1 4AP' },
    identifiers: [{ scheme: 'upn', value: `upn of ${childId}` }],
    carers: [{ name: { given: ['Mary'], family: childId }, relationship: 'mother', phone: null }],
    education: { schoolUrn: `school of ${childId}`, startDate: null },
    gpPracticeCode: `practice of ${childId}`,
    services: [serviceBy(childId)],
    provenance: Object.fromEntries([...LATEST, 'name', 'services'].map((field) => [field, fedOn(day, childId)])),
    ...given,
  }
}
const unknown = {
  ...{ dateOfDeath: null, address: null, carers: [], education: null, gpPracticeCode: null, services: [] },
  provenance: {},
}
const child = aPart('B', 1)

describe('A child of several records', () => {
  it('shows what its own record shows, as of when that was fed', () => {
    const own = aPart('B', 2)
    const whole = recomposed(child, [aPart('A', 3), own, aPart('C', 1)])
    expect(whole).toMatchObject({ name: own.name, dateOfBirth: own.dateOfBirth, gender: own.gender })
    expect(whole.provenance.name).toEqual(own.provenance.name)
  })

  it('is protected as it was, by whatever its records were protected, and so is who is responsible for it', () => {
    const shield = { visibility: 'sealed', restricted: true, covered: true, restriction: 4, authority: '380' } as const
    const whole = recomposed({ ...child, ...shield, version: 7 }, [child, aPart('A', 3)])
    expect(whole).toMatchObject({ ...shield, childId: 'B', version: 8 })
    const opened = recomposed(child, [{ ...child, ...shield }, aPart('A', 3, shield)])
    expect(opened).toMatchObject({ visibility: 'visible', restricted: false, covered: false, restriction: 0 })
    expect(opened.authority).toBe('383')
  })

  it('is one record again when one is left', () => {
    expect(recomposed({ ...child, carers: [], gpPracticeCode: 'merged' }, [child])).toEqual({ ...child, version: 2 })
  })
})

describe('Of what a child’s records know', () => {
  it('every service goes on that any of them has, each once', () => {
    const parts = [aPart('B', 2), aPart('A', 1), aPart('C', 3, { services: [serviceBy('A'), serviceBy('C')] })]
    const { services, provenance } = recomposed(child, parts)
    expect(services.map(({ personName }) => personName)).toEqual(['B', 'A', 'C'])
    expect(provenance.services).toEqual(fedOn(3, 'C'))
  })

  const order = fc.shuffledSubarray(['A', 'B', 'C'], { minLength: 3 })

  it.each(LATEST)('the latest %s goes on, with where it came from, in whatever order they are read', (field) => {
    const day = fc.integer({ min: 1, max: 9 })
    const knows = fc.tuple(day, fc.boolean())
    fc.assert(
      fc.property(order, knows, knows, knows, (ids, ...known) => {
        const parts = ['A', 'B', 'C'].map((id, n) => aPart(id, known[n]![0], known[n]![1] ? {} : unknown))
        const whole = recomposed(
          child,
          ids.map((id) => parts.find(({ childId }) => childId === id)!),
        )
        const [a, b, c] = parts as [Child, Child, Child]
        const last = expectedOf(field, [b, a, c])
        expect(whole[field]).toEqual(last?.[field] ?? b[field])
        expect(whole.provenance[field]).toEqual(last?.provenance[field])
      }),
    )
  })

  it('something is better than nothing, though nobody knows since when, and that gives way to what is dated', () => {
    const undated = aPart('A', 1, { provenance: {} })
    const own = aPart('B', 9, unknown)
    expect(recomposed(child, [own, undated])).toMatchObject({ gpPracticeCode: 'practice of A', carers: undated.carers })
    expect(recomposed(child, [own, undated, aPart('C', 1)]).gpPracticeCode).toBe('practice of C')
  })
})

describe('Nothing that a child was known by is lost', () => {
  it('of names: another record’s name and its former ones are former names, each once, and its own is none', () => {
    const reed = { given: ['Grace'], family: 'Reed' }
    const own = aPart('B', 1, { formerNames: [{ given: ['Grace'], family: 'Wood' }] })
    const others = [
      aPart('C', 1, { name: { given: ['Grace'], family: 'WOOD' } }),
      aPart('A', 1, { formerNames: [reed, own.name] }),
    ]
    expect(recomposed(child, [...others, own]).formerNames).toEqual([
      { given: ['Grace'], family: 'Wood' },
      reed,
      { given: ['Grace'], family: 'Name-A' },
    ])
  })

  it('of numbers: each is there once, its own first', () => {
    const shared = { scheme: 'nhs-number', value: '9434765919' } as const
    const parts = ['C', 'A', 'B'].map((id) => {
      const part = aPart(id, 1)
      return { ...part, identifiers: [...part.identifiers, shared] }
    })
    expect(recomposed(child, parts).identifiers).toEqual([
      { scheme: 'upn', value: 'upn of B' },
      shared,
      { scheme: 'upn', value: 'upn of A' },
      { scheme: 'upn', value: 'upn of C' },
    ])
    const twice = [aPart('B', 1), aPart('A', 1, { identifiers: [{ scheme: 'nhs-number', value: 'upn of B' }] })]
    expect(recomposed(child, twice).identifiers).toHaveLength(2)
  })

  it('but for what is more than is kept: then its own stays', () => {
    const names = (id: string) => Array.from({ length: 40 }, (_, n) => ({ given: ['Ann'], family: `${id}-${n}` }))
    const numbers = (id: string) =>
      Array.from({ length: 15 }, (_, n) => ({ scheme: 'upn', value: `${id}-${n}` }) as const)
    const parts = ['A', 'B'].map((id) => aPart(id, 1, { formerNames: names(id), identifiers: numbers(id) }))
    const whole = recomposed(child, parts)
    expect(whole.formerNames).toHaveLength(MOST_FORMER_NAMES)
    expect(whole.formerNames.slice(0, 40)).toEqual(names('B'))
    expect(whole.identifiers).toHaveLength(MOST_IDENTIFIERS)
    expect(whole.identifiers.slice(0, 15)).toEqual(numbers('B'))
  })
})

/** The first of those that are told latest, among the records that know the field. */
function expectedOf(field: FedField, records: Child[]): Child | undefined {
  const knowing = records.filter(({ provenance }) => provenance[field] !== undefined)
  const times = knowing.map(({ provenance }) => provenance[field]!.time.getTime())
  return knowing[times.indexOf(Math.max(...times))]
}
