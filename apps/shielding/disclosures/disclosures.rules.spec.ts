import { RECORD_ITEMS, REASONS, type ChildRecord, type PolicyItem, type RecordItem } from '@contactpoint/contracts'
import { aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { disclosureAsked, shownRecord, toDisclosure } from './disclosures.rules.ts'

const { views } = FOUNDING_POLICY
const childId = 'KLJ6G4D4VGLR'
const nothing = { address: null, education: null, gpPracticeCode: null, dateOfDeath: null, authority: null }
const hidden = { formerNames: [], carers: [], involvements: [], ...nothing }
const records: ChildRecord[] = [
  { full: false, child: aVisibleChild(childId) },
  { full: true, child: { ...aVisibleChild(childId), ...hidden } },
]

describe('A disclosure', () => {
  it('is asked for with a reason, and has its case reference in the sealed part only', () => {
    for (const reason of REASONS) {
      expect(disclosureAsked({ childId, reason, caseReference: 'EH/14' })).toEqual({
        action: 'disclosure',
        reason,
        particulars: { caseReference: 'EH/14' },
      })
      expect(disclosureAsked({ childId, reason }).particulars).toEqual({ caseReference: null })
    }
  })

  it('is recorded as what of the child leaves, whatever the stance said, and is guarded by that stance', () => {
    for (const record of records)
      for (const view of ['full', 'visible'] as const) {
        const stance = { childId, version: 3, view, isSealed: false }
        expect(shownRecord(record, stance, views)).toEqual({
          content: { record },
          outcome: 'shown',
          children: [{ childId, shown: record.full ? 'full' : 'visible' }],
          stances: [stance],
        })
      }
  })

  it.each([
    ['former-names', { formerNames: [] }],
    ['carers', { carers: [] }],
    ['address', { address: null }],
  ] as const)('leaves out %s where the policy in force does, and nothing else', (item, without) => {
    const child = {
      ...{ ...aVisibleChild(childId), ...hidden, formerNames: [{ given: ['Grace'], family: 'Palin' }] },
      ...{ carers: [{ name: { given: ['Ann'], family: 'Palin' }, relationship: 'mother' as const, phone: null }] },
      ...{ address: { lines: ['1 High Street'], postcode: 'LS1 4AP' } },
    }
    const stance = { childId, version: 3, view: 'full' as const, isSealed: false }
    const shown = (full: typeof views.full) =>
      shownRecord({ full: true, child }, stance, { ...views, full }).content!.record.child
    expect(shown(['former-names', 'carers', 'address'])).toEqual(child)
    expect(shown((['former-names', 'carers', 'address'] as const).filter((one) => one !== item))).toEqual({
      ...{ ...child, ...without },
    })
  })

  it.each<[PolicyItem, RecordItem[]]>([
    ['former-names', ['former-names', 'name']],
    ['carers', ['carers']],
    ['address', ['address']],
  ])(
    'says nothing of where %s came from where the policy leaves them out, nor what else would tell',
    (item, untold) => {
      const sources = RECORD_ITEMS.map((item) => ({ item, source: 'school-census' as const, asOf: '2026-10-05' }))
      const record: ChildRecord = { full: true, child: { ...aVisibleChild(childId), ...hidden, sources } }
      const stance = { childId, version: 3, view: 'full' as const, isSealed: false }
      const full = views.full.filter((one) => one !== item)
      const { child } = shownRecord(record, stance, { ...views, full }).content!.record
      expect(child).toHaveProperty(
        'sources',
        sources.filter((one) => !untold.includes(one.item)),
      )
    },
  )

  it('by an override names it in the sealed part, and shows all of a record that is shielded nevertheless', () => {
    const override = { overrideId: 'o-1', until: new Date('2026-06-27T09:10:00Z') }
    const stance = { childId, version: 3, view: 'overridden' as const, isSealed: false, override }
    const reading = shownRecord(records[1]!, stance, views)
    expect(reading).toMatchObject({ because: { overrideId: 'o-1' }, children: [{ childId, shown: 'full' }] })
    const { child, ...rest } = toDisclosure(reading.content!)
    expect(child).toEqual(records[1]!.child)
    expect(rest).toEqual({ shielded: true, override: { overrideId: 'o-1', expiresAt: '2026-06-27T09:10:00.000Z' } })
  })

  it('of anybody else says whether it is shielded, and of no override', () => {
    for (const record of records)
      expect(toDisclosure({ record })).toEqual({ child: record.child, shielded: !record.full })
  })
})
