import { describe, expect, it } from '@jest/globals'
import type { PresentRecord } from '@contactpoint/contracts'
import { fateChange, toInboxRow, toRefusal, toRepeated } from './inbox.rules.ts'

const batch = { _id: 'B1', source: 'school-census' as const }
const record = { recordId: 'R1', version: '2026-10-01.001' } as PresentRecord

describe('A row of the inbox', () => {
  it('keeps its record only until the directory has said what became of it, or a person must decide', () => {
    expect(fateChange({ recordId: 'R1', fate: 'created', code: null })).toHaveProperty('record', null)
    expect(fateChange({ recordId: 'R1', fate: 'parked', code: 'near-restricted' })).not.toHaveProperty('record')
  })

  it('that was refused names line, field and code, and holds nothing else of the row', () => {
    const refusal = { line: 7, recordId: 'R1', field: 'DOB', code: 'not-a-date' }
    const row = toInboxRow(batch, { refusal, row: 2, line: 7 })
    expect(row.record).toBeNull()
    expect(toRefusal(row)).toEqual({ ...refusal, row: 2 })
  })

  it('that stands twice in one file is refused the second time', () => {
    const row = toRepeated(toInboxRow(batch, { record, row: 3, line: 9 }))
    expect(row).toMatchObject({ fate: 'refused', code: 'repeated-in-file', record: null, version: null, line: 9 })
  })
})
