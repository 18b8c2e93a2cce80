import { SOURCES, type Source } from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { generate } from '@contactpoint/synthetic'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

/** Files are damaged so often, of each source; in the phase `exhaustive` as often as the issue of the national feeds asks. */
const RUNS = 'exhaustive' in globalThis ? 100_000 : 700
const TODAY = '2026-11-01'
/** So many children of whom few enough are in the file: hardly any child has died. */
const CHILDREN: Partial<Record<Source, number>> = { deaths: 6_000, births: 60, pds: 200, authority: 60 }
const FEW = 12

const folder = mkdtempSync(join(tmpdir(), 'damage-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files = new Map<Source, Buffer>()
beforeAll(async () => {
  for (const source of SOURCES) {
    const out = join(folder, source)
    const { feeds } = await generate({ children: CHILDREN[source] ?? FEW, seed: 11, out })
    files.set(source, readFileSync(feeds.find((feed) => feed.source === source)!.file))
  }
})

/** A place in a file, as a share of it. */
const place = fc.double({ min: 0, max: 1, noNaN: true })
const SYNTAX = [
  '"',
  ',',
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\uFEFF',
  '<',
  '>',
  '/',
  '&',
  '<a>',
  '<![CDATA[',
  "'",
  '+',
  ':',
  '?',
  '{',
  '}',
  'null',
]
const VALUES = [
  '1900-01-01',
  '29022025',
  '2999-12-31',
  '9999999999',
  'ZZ99 9ZZ',
  'N/A',
  '\u202Eabc',
  '李小龍',
  'é'.repeat(300),
]
const put = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(...SYNTAX, ...VALUES).map((text) => Buffer.from(text)),
)

type Damage = (file: Buffer) => Buffer
const at = (file: Buffer, share: number): number => Math.floor(share * file.length)
/** Something else stands there. */
const replaced = fc.tuple(place, fc.nat(40), put).map(([share, cut, bytes]): Damage => (file) => {
  const from = at(file, share)
  return Buffer.concat([file.subarray(0, from), bytes, file.subarray(from + cut)])
})
/** A part of it stands there more than once, or somewhere else. */
const repeated = fc
  .tuple(place, place, fc.nat(400), fc.integer({ min: 1, max: 30 }))
  .map(([from, to, length, times]): Damage => {
    return (file) => {
      const part = file.subarray(at(file, from), at(file, from) + length)
      return Buffer.concat([
        file.subarray(0, at(file, to)),
        ...Array<Buffer>(times).fill(part),
        file.subarray(at(file, to)),
      ])
    }
  })
/** The end, or the beginning, is missing. */
const cut = fc.tuple(place, fc.boolean()).map(([share, isEnd]): Damage => (file) => {
  return isEnd ? file.subarray(0, at(file, share)) : file.subarray(at(file, share))
})
/** It was written, or sent, otherwise than it says. */
const rewritten = fc.constantFrom<Damage>(
  (file) => Buffer.from(file.toString('utf8'), 'utf16le'),
  (file) => Buffer.from(file.toString('utf8').replaceAll(/[aeiou]/g, 'é'), 'latin1'),
  (file) => Buffer.from(`\uFEFF${file.toString('utf8')}`),
  (file) => Buffer.from(file.toString('utf8').replaceAll('\n', '\r')),
  (file) => Buffer.from(file.toString('utf8').toUpperCase()),
  (file) => Buffer.concat([file, file]),
)
const damages = fc.array(fc.oneof({ weight: 6, arbitrary: replaced }, repeated, cut, rewritten), {
  minLength: 1,
  maxLength: 3,
})
/** Bytes arrive in parts, cut anywhere. */
const chunk = fc.integer({ min: 1, max: 4_096 })

async function* inChunks(file: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += size) yield file.subarray(from, from + size)
}

async function rowsOf(source: Source, file: Buffer, size: number): Promise<LocatedOutcome[] | FileFault> {
  const rows: LocatedOutcome[] = []
  try {
    for await (const row of FEEDS[source].read(inChunks(file, size), TODAY)) rows.push(row)
    return rows
  } catch (error) {
    if (error instanceof FileFault) return error
    throw error
  }
}

describe('a damaged file', () => {
  it.each([...SOURCES])(
    'of %s leaves records, refusals or a fault of the file, each at a line that it has; it ends nothing and hangs nowhere',
    async (source) => {
      const whole = files.get(source)!
      expect(await rowsOf(source, whole, 999)).not.toEqual([])
      await fc.assert(
        fc.asyncProperty(damages, chunk, async (all, size) => {
          const damaged = all.reduce((file, damage) => damage(file), whole)
          const lines = damaged.filter((byte) => byte === 10 || byte === 13).length + 1
          const rows = await rowsOf(source, damaged, size)
          if (rows instanceof FileFault) return expect(rows.line).toBeLessThanOrEqual(lines)
          for (const { line, record, refusal } of rows) {
            expect((record === undefined) !== (refusal === undefined)).toBe(true)
            expect(line).toBeGreaterThan(0)
            expect(line).toBeLessThanOrEqual(lines)
            if (refusal) expect(refusal.line).toBe(line)
          }
        }),
        { numRuns: RUNS },
      )
    },
    3_600_000,
  )
})
