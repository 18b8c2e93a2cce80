import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { FileFault } from '@contactpoint/feed-formats'
import { feedFiles } from '@contactpoint/testing'
import fc from 'fast-check'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/pds.md', import.meta.url), 'utf8')
const file = /```jsonl\n(.*?)```/s.exec(documented)![1]!
const [header, sean] = file.split('\n') as [string, string]
type Resource = Record<string, unknown>

const { read, faultOf } = feedFiles(FEEDS.pds, TODAY)

const outcomeOf = async (one: object): Promise<LocatedOutcome> =>
  (await read(`${header}\n${JSON.stringify(one)}\n`))[0]!
const told = ({ record, refusal }: LocatedOutcome): string =>
  record ? `${record.kind} ${record.recordId}` : `${refusal.field} ${refusal.code}`
/** Of an example with something else in it: `name/0/family`; undefined: without it. */
function withField(path: string, value: unknown, text = sean): Resource {
  const changed = JSON.parse(text) as Resource
  const names = path.split('/')
  const last = names.pop()!
  const at = names.reduce((object, name) => object[name] as Resource, changed)
  Object.assign(at, { [last]: value })
  return changed
}
const toldOf = async (path: string, value: unknown, text = sean): Promise<string> =>
  told(await outcomeOf(withField(path, value, text)))

describe('a row is refused', () => {
  it.each([
    ['resourceType', 'RelatedPerson', 'resourceType format'],
    ['resourceType', undefined, 'resourceType missing-field'],
    ['photo', [], 'unknown unknown-field'],
    ['name/0/text', 'A', 'name/unknown unknown-field'],
    ['address/0/city', 'Leeds', 'address/unknown unknown-field'],
    ['meta/tag', [], 'meta/unknown unknown-field'],
    ['id', '999000001', 'id format'],
    ['id', 9990000018, 'id format'],
    ['identifier/0/value', '9990000026', 'identifier/value not-the-id'],
    ['meta/versionId', 'W/"2"', 'meta/versionId format'],
    ['name', 'A', 'name format'],
    ['name', ['A'], 'name format'],
    ['name/0/given', undefined, 'name/given missing-field'],
    ['name/0/given', [1], 'name/given format'],
    ['name/0/given', Array.from({ length: 11 }, () => 'A'), 'name/given too-many'],
    ['name/0/family', '12', 'name/family not-a-name'],
    ['name/0/use', undefined, 'name/use missing-field'],
    ['name/0/period/start', '2019-13', 'name/period/start not-a-date'],
    ['birthDate', '2015', 'birthDate not-a-date'],
    ['birthDate', '2015-03', 'birthDate not-a-date'],
    ['birthDate', '2026-11-02', 'birthDate in-the-future'],
    ['birthDate', '1926-01-07', 'birthDate not-a-child'],
    ['birthDate', '2008-11-01', 'birthDate not-a-child'],
    ['gender', 'F', 'gender not-in-list'],
    ['deceasedDateTime', '2026-11-02', 'deceasedDateTime in-the-future'],
    ['deceasedDateTime', '2015-03-01', 'deceasedDateTime before-birth'],
    ['deceasedDateTime', '2020', 'deceasedDateTime not-a-date'],
    ['address/0/postalCode', 'XX', 'address/postalCode not-a-postcode'],
  ])('where %s is %j: %s', async (path, value, refusal) => {
    expect(await toldOf(path, value)).toBe(refusal)
  })
})

describe('a file', () => {
  const bytes = new TextEncoder().encode(file)

  it.each([
    ['', 'no-header:1'],
    [file.replace('"pds"', '"births"'), 'header-not-valid:1'],
    [file.replace('2026-10-01","serial', '2026-11-02","serial'), 'header-not-valid:1'],
    [file.trimEnd(), 'truncated:3'],
  ])('is refused as a whole: %#', async (content, code) => {
    expect(await faultOf(content)).toBe(code)
  })

  it('any damage leaves records, refusals or a fault of the file, at a line that it has, and makes nobody restricted into somebody who is not', async () => {
    const damage = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 6 }),
      fc.constantFrom('"', ',', '{', '}', '\n', '\0', 'null', '1', sean).map((text) => new TextEncoder().encode(text)),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), damage, fc.nat(40), async (at, put, cut) => {
        const damaged = Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)])
        const rows = await read(damaged).catch((error: unknown) => error)
        const lines = damaged.filter((byte) => byte === 10).length + 1
        if (rows instanceof FileFault) return expect(rows.line).toBeLessThanOrEqual(lines)
        for (const { record, line } of rows as LocatedOutcome[]) {
          expect(line).toBeLessThanOrEqual(lines)
          if (record?.recordId === '9990000026') expect(record).toMatchObject({ address: null, protect: true })
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('neither a refusal nor a fault repeats what stood there', async () => {
    const paths = ['id', 'birthDate', 'gender', 'name', 'name/0/family', 'address', 'address/0/postalCode', 'meta']
    const all = [...paths, 'meta/versionId', 'meta/security', 'identifier', 'deceasedDateTime', 'photo']
    const mark = fc.string({ unit: 'binary', maxLength: 9 }).map((text) => `${text}\u2603MARK`)
    const value = fc.oneof(mark, fc.record({ a: mark }), fc.dictionary(mark, mark, { minKeys: 1 }), fc.array(mark))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), value, async (path, put) => {
        const content = `${header}\n${JSON.stringify(withField(path, put))}\n`
        const said = await read(content).then(
          (rows) => rows.map(({ refusal }) => refusal ?? null),
          (error: unknown) => [(error as Error).message, (error as Error).stack],
        )
        expect(JSON.stringify(said)).not.toMatch(/\u2603|MARK/)
      }),
      { numRuns: 1_000 },
    )
  })
})
