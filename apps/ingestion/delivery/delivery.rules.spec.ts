import { Fault, type AppliedFate, type AppliedRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { applyApart, CANNOT_BE_APPLIED } from './delivery.rules.ts'

const rowsOf = (count: number): AppliedRow[] =>
  Array.from({ length: count }, (_one, n) => ({ row: n + 1, line: n + 2, record: { recordId: `R${n}` } }) as AppliedRow)
const applied = (rows: AppliedRow[]): AppliedFate[] =>
  rows.map(({ record }) => ({ recordId: record.recordId, fate: 'created', code: null }))

/** A directory that cannot take these rows, nor more of them at a time than a message carries. */
function aDirectory({ poisoned = new Set<number>(), most = Infinity }) {
  const took: string[] = []
  const ask = async (rows: AppliedRow[]): Promise<AppliedFate[]> => {
    if (rows.length > most) throw new Fault('too-large', 'too many')
    if (rows.some(({ row }) => poisoned.has(row))) throw new Fault('internal', 'failed')
    took.push(...rows.map(({ record }) => record.recordId))
    return applied(rows)
  }
  return { ask, took }
}

describe('rows that are applied together', () => {
  it('get their fates in their order, and a row that cannot be applied is set aside alone (field report A)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 250 }),
        async (count, bad, most) => {
          const rows = rowsOf(count)
          const poisoned = new Set(bad)
          const { ask, took } = aDirectory({ poisoned, most })
          const fates = await applyApart(rows, ask)
          expect(fates.map(({ recordId }) => recordId)).toEqual(rows.map(({ record }) => record.recordId))
          fates.forEach(({ code }, n) => expect(code).toBe(poisoned.has(n + 1) ? CANNOT_BE_APPLIED : null))
          expect(took).toEqual(rows.filter(({ row }) => !poisoned.has(row)).map(({ record }) => record.recordId))
        },
      ),
    )
  })

  it('all wait when nearly all fail: that is the directory, not the rows', async () => {
    const { ask } = aDirectory({ poisoned: new Set(rowsOf(50).map(({ row }) => row)) })
    await expect(applyApart(rowsOf(50), ask)).rejects.toMatchObject({ code: 'internal' })
  })

  it('all wait when the directory is away: none is set aside', async () => {
    const away = async (): Promise<AppliedFate[]> => {
      throw Fault.unavailable('directory')
    }
    await expect(applyApart(rowsOf(50), away)).rejects.toMatchObject({ code: 'unavailable' })
  })
})
