import { areAppliedRows, SAID_BY, SOURCES, type IncomingRecord, type Source } from '@contactpoint/contracts'
import { generate } from '@contactpoint/synthetic'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { itemsOf } from '../sent/sent.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'records-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Row = { row: number; line: number; record: Record<string, unknown> }
const rows = new Map<Source, Row[]>()
beforeAll(async () => {
  const { feeds } = await generate({ children: 6_000, seed: 11, out: folder })
  for (const { source, file } of feeds) {
    const read: Row[] = []
    for await (const { row, line, record } of FEEDS[source].read(createReadStream(file), '2026-11-01'))
      if (record) read.push({ row, line, record: { ...record } })
    rows.set(source, read)
  }
})

describe.each([...SOURCES])('a record of %s', (source) => {
  const first = (): Row => rows.get(source)![0]!

  it('is taken by the directory as its translator makes it', () => {
    expect(rows.get(source)!.length).toBeGreaterThan(0)
    expect(rows.get(source)!.filter((row) => !areAppliedRows([row]))).toEqual([])
  })

  it('speaks of what its source is said to speak of, and of nothing else', () => {
    const items = rows.get(source)!.flatMap(({ record }) => Object.keys(itemsOf(record as unknown as IncomingRecord)))
    expect([...new Set(items)].toSorted()).toEqual(SAID_BY[source].toSorted())
  })

  it('is refused with a field that its kind does not have, at any depth', () => {
    for (const { row, line, record } of rows.get(source)!.slice(0, 20)) {
      expect(areAppliedRows([{ row, line, record: { ...record, note: 'x' } }])).toBe(false)
      for (const [field, value] of Object.entries(record))
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          expect(areAppliedRows([{ row, line, record: { ...record, [field]: { ...value, note: 'x' } } }])).toBe(false)
    }
  })

  it('is refused without a field that its kind has, or with another type in it', () => {
    const { row, line, record } = first()
    for (const field of Object.keys(record).filter((one) => !['ended', 'protect'].includes(one))) {
      const { [field]: _left, ...less } = record
      expect([field, areAppliedRows([{ row, line, record: less }])]).toEqual([field, false])
      expect([field, areAppliedRows([{ row, line, record: { ...record, [field]: 7 } }])]).toEqual([field, false])
    }
  })
})
