import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { IncomingRecord, RowRefusal } from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { aGpLinksFile, GP_ACCEPTANCE, GP_AMENDMENT } from '@contactpoint/testing'
import fc from 'fast-check'
import { FEEDS } from './feeds.rules.ts'
import { DROPPED } from './gp-links.rules.ts'

const TODAY = '2026-11-01'
const NUMBER = '9990000018'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/gp-links.md', import.meta.url), 'utf8')
const example = /```edifact\n(.*?)```/s.exec(documented)![1]!

async function outcomesOf(file: string): Promise<(IncomingRecord | RowRefusal)[]> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(file, 'latin1')
  }
  const outcomes: (IncomingRecord | RowRefusal)[] = []
  for await (const { record, refusal } of FEEDS['gp-links'].read(once(), TODAY)) outcomes.push(record ?? refusal)
  return outcomes
}

describe('any file of GP registrations', () => {
  it('the example of the documentation is taken', async () => {
    expect((await outcomesOf(example)).map((one) => ('kind' in one ? one.kind : one.code))).toEqual([
      'present',
      'moved',
      'moved',
    ])
  })

  it('nothing of a segment that is declared and dropped reaches a record, wherever it stands', async () => {
    const text = fc.stringMatching(/^[A-Z0-9 ]{1,30}$/).map((written) => `QZ${written}`)
    const plain = await outcomesOf(aGpLinksFile({ segments: GP_ACCEPTANCE }))
    const dropped = fc.constantFrom(...Object.keys(DROPPED))
    await fc.assert(
      fc.asyncProperty(dropped, text, fc.nat(GP_ACCEPTANCE.length - 1), async (name, secret, at) => {
        const without = GP_ACCEPTANCE.filter((segment) => !segment.startsWith(name))
        const segments = without.toSpliced(
          at + 1,
          0,
          `${name}${name.includes('+') ? '' : '+RGI'}+++${secret}:${secret}`,
        )
        expect(await outcomesOf(aGpLinksFile({ segments }))).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  const files = [
    aGpLinksFile({ segments: GP_ACCEPTANCE }),
    aGpLinksFile({ type: 'G2', segments: GP_AMENDMENT }),
    aGpLinksFile({ type: 'F2', segments: GP_AMENDMENT.slice(0, 5) }),
    example,
  ]
  const damage = fc.record({
    at: fc.nat(),
    length: fc.nat(12),
    kind: fc.constantFrom('put', 'double', 'flip'),
    put: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('', "'", '+', ':', '?', '??', "?'", '%', '\n', "S01+1'", "FTX+RGI+++X'", NUMBER, '__proto__'),
    ),
  })

  it('a file that was damaged is refused, or its rows are records or refusals; none repeats what was there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        async (file, all) => {
          const damaged = all.reduce((text, { at, length, kind, put }) => {
            const start = at % text.length
            const old = text.slice(start, start + length)
            const flipped = String.fromCharCode(text.charCodeAt(start) ^ (1 << (length % 8)))
            if (kind === 'flip') return text.slice(0, start) + flipped + text.slice(start + 1)
            return text.slice(0, start) + (kind === 'double' ? old + old : put) + text.slice(start + length)
          }, file)
          // So that more of them get past the counting of segments.
          const counted = damaged.replaceAll(/UNH.*?UNT\+\d+/gs, (one) =>
            one.replace(/UNT\+\d+/, `UNT+${one.split("'\n").length}`),
          )
          for (const one of [damaged, counted]) await isRefusedOrRead(one)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('a refusal does not repeat a value, however wrong or right it is', async () => {
    const marked = GP_ACCEPTANCE.map((segment) => segment.replaceAll(/(?<=[:+])[A-Z0-9 ]{4,}/g, (text) => `${text}QZX`))
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(
          marked.map((_, at) => at),
          { minLength: 1 },
        ),
        async (places) => {
          const segments = GP_ACCEPTANCE.map((segment, at) => (places.includes(at) ? marked[at]! : segment))
          for (const outcome of await outcomesOf(aGpLinksFile({ segments })))
            if ('code' in outcome) expect(JSON.stringify(outcome)).not.toMatch(/QZX|BRIEN|SEAN|HIGH|LEEDS|999000|2015/)
        },
      ),
      { numRuns: 300 },
    )
  })

  async function isRefusedOrRead(file: string): Promise<void> {
    try {
      for (const outcome of await outcomesOf(file)) {
        if (!('code' in outcome)) {
          expect(outcome.recordId).toMatch(/^[A-Z0-9-]{1,40}$/)
          expect(outcome.asOf <= TODAY).toBe(true)
          continue
        }
        expect(Object.keys(outcome).sort()).toEqual(['code', 'field', 'line', 'recordId'])
        expect(outcome).toMatchObject({ recordId: null, code: expect.stringMatching(/^[a-z-]+$/) })
        expect(outcome.field).toMatch(/^(unknown|[A-Z0-9]{3}(\+[A-Z0-9]{2,3})?(\/(SU|FO|MI|FS|TI|postcode|unknown))?)$/)
      }
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      expect(error.message).toMatch(/^The file cannot be read: [a-z0-9-]+ at line \d+$/)
    }
  }
})
