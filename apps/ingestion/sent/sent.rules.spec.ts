import {
  PREVIEW_ITEMS,
  type FedService,
  type InvolvedRecord,
  type PresentRecord,
  type PreviewItem,
} from '@contactpoint/contracts'
import { aRecord } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { brakeOf, changedItems, itemsOf, noPreview, previewWith, sentAfter } from './sent.rules.ts'

const record = aRecord({ gpPracticeCode: 'A81001' })
const changes = (given: Partial<PresentRecord>): PreviewItem[] =>
  changedItems(itemsOf(record), itemsOf({ ...record, ...given }))

describe('what a row changes of what was sent before', () => {
  it.each<[PreviewItem, Partial<PresentRecord>]>([
    ['name', { name: { given: ['Other'], family: record.name.family } }],
    ['date-of-birth', { dateOfBirth: '2011-11-11' }],
    ['gender', { gender: 'male' }],
    ['address', { address: { lines: record.address!.lines, postcode: 'HX4 1AB' } }],
    ['address', { address: null, ended: ['address'] }],
    ['school', { education: { schoolUrn: '100001', startDate: null } }],
    ['gp-practice', { gpPracticeCode: null, ended: ['gpPracticeCode'] }],
    ['carers', { carers: [{ ...record.carers[0]!, phone: '07700900999' }] }],
  ])('is its %s, and nothing else', (item, given) => {
    expect(changes(given)).toEqual([item])
  })

  it('is its service, where that is another, is reached otherwise or has ended', () => {
    const service: FedService = {
      ...{ service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: null, email: null },
      ...{ startDate: null, leadProfessional: false },
    }
    const { recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender } = record
    const involved: InvolvedRecord = {
      ...{ kind: 'involved', recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender },
      ...{ postcode: 'LS1 4AP', service },
    }
    const after = (given: Partial<InvolvedRecord>): PreviewItem[] =>
      changedItems(itemsOf(involved), itemsOf({ ...involved, ...given }))
    for (const other of [{ service: 'youth-work' as const }, { phone: '01134960123' }, { leadProfessional: true }])
      expect(after({ service: { ...service, ...other } })).toEqual(['services'])
    expect(after({ ended: ['services'] })).toEqual(['services'])
    expect(after({ service: { ...service, personName: 'AISHA PATEL' }, postcode: 'LS2 1AA' })).toEqual([])
  })

  it('is the address, where that is withheld from now on, or no longer: a file that held many children back is looked at first', () => {
    const heldBack = { ...record, address: null, protect: true as const }
    expect(changedItems(itemsOf(record), itemsOf(heldBack))).toEqual(['address'])
    expect(changedItems(itemsOf(heldBack), itemsOf(record))).toEqual(['address'])
    expect(changedItems(itemsOf(heldBack), itemsOf(heldBack))).toEqual([])
  })

  it('is nothing where it is written otherwise, or not spoken of', () => {
    const { given, family } = record.name
    expect(changes({ name: { given: given.map((one) => one.toUpperCase()), family: `${family}’` } })).toEqual([])
    expect(changes({ address: { lines: ['1, High St'], postcode: record.address!.postcode } })).toEqual([])
    expect(changes({ address: null, carers: [], education: null, gpPracticeCode: null })).toEqual([])
  })
})

describe('what is kept of a record', () => {
  const items = fc.record(
    Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, fc.constantFrom('a', 'b')])) as Record<
      PreviewItem,
      fc.Arbitrary<string>
    >,
    { requiredKeys: [] },
  )

  it('is what each thing was said to be last, and before the last batch', () => {
    fc.assert(
      fc.property(items, items, items, (first, second, third) => {
        const one = sentAfter(undefined, 'b-1', first)
        const two = sentAfter(one, 'b-2', second)
        const three = sentAfter(two, 'b-3', third)
        expect(three.items).toEqual({ ...first, ...second, ...third })
        expect(three.before).toEqual({ batchId: 'b-2', items: { ...first, ...second } })
        // A crash makes the same batch come again.
        expect(sentAfter(three, 'b-3', third)).toEqual(three)
      }),
    )
  })
})

describe('a file that changes much', () => {
  const preview = (known: number, changed: number) => {
    let made = noPreview()
    const after = { ...itemsOf(record), 'date-of-birth': 'other' }
    for (let n = 0; n < known; n++) made = previewWith(made, itemsOf(record), n < changed ? after : itemsOf(record))
    return made
  }
  const brake = (known: number, changed: number) =>
    brakeOf(preview(known, changed), { name: 5, 'date-of-birth': 5, address: 30 }, 20)

  it('is stopped above the share that is declared, and a few changes are always taken', () => {
    expect(brake(1_000, 50)).toBeNull()
    expect(brake(1_000, 51)).toBe('date-of-birth')
    expect(brake(20, 20)).toBeNull()
    expect(brake(21, 21)).toBe('date-of-birth')
  })

  it('is not measured by what is new in it: many new records do not hide what it does to known ones', () => {
    const made = { ...preview(100, 21), new: 100_000 }
    expect(brakeOf(made, { 'date-of-birth': 5 }, 20)).toBe('date-of-birth')
  })
})
