import { describe, expect, it } from '@jest/globals'
import { agreementIn } from './agreement.ts'
import { PREVIEW_ITEMS, type BatchPreview } from './batch-report.ts'

const NONE = Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, 0])) as unknown as BatchPreview['changes']
const shares = (known: number, changes: Partial<BatchPreview['changes']>) =>
  Object.fromEntries(
    agreementIn('pds', { known, changes: { ...NONE, ...changes } }).map(({ item, share }) => [item, share]),
  )

describe('how far a source agrees with what it has sent', () => {
  it('is said of what it speaks of, and of nothing else', () => {
    const items = agreementIn('pds', { known: 3, changes: NONE }).map(({ item }) => item)
    expect(items).toEqual(['name', 'date-of-birth', 'gender', 'address', 'gp-practice'])
  })

  it('is altogether only where nothing differs, however much there is', () => {
    expect(shares(11_000_000, { name: 1, address: 11_000_000 })).toMatchObject({
      ...{ name: '99.99', address: '0.00', gender: '100.00' },
    })
    expect(shares(3, { name: 1 })).toMatchObject({ name: '66.66' })
  })

  it('is counted, and no share where they have no record in common', () => {
    expect(agreementIn('deaths', { known: 200, changes: { ...NONE, name: 3 } })[0]).toEqual({
      ...{ item: 'name', agreeing: 197, share: '98.50' },
    })
    expect(shares(0, {})).toMatchObject({ name: null })
  })
})
