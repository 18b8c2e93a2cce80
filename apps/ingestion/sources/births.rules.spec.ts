import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { PresentRecord } from '@contactpoint/contracts'
import { feedFiles, namesByCommunity } from '@contactpoint/testing'
import fc from 'fast-check'
import { NEVER_KEPT } from './births.rules.ts'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/births.md', import.meta.url), 'utf8')
const file = /```jsonl\n(.*?)```/s.exec(documented)![1]!
const [header, sean] = file.split('\n') as [string, string]
type Entry = Record<string, object>
const entry = JSON.parse(sean) as Entry

const { read, faultOf } = feedFiles(FEEDS.births, TODAY)

const outcomeOf = async (one: object): Promise<LocatedOutcome> =>
  (await read(`${header}\n${JSON.stringify(one)}\n`))[0]!
const told = ({ record, refusal }: LocatedOutcome): string =>
  record ? `${record.kind} ${record.recordId}` : `${refusal.field} ${refusal.code}`
/** Of the example with something else in it: `child/surname`. */
function withField(path: string, value: unknown): Entry {
  const changed = structuredClone(entry)
  const names = path.split('/')
  const last = names.pop()!
  const at = names.reduce((object, name) => object[name] as Entry, changed)
  Object.assign(at, { [last]: value })
  return changed
}
const toldOf = async (path: string, value: unknown): Promise<string> => told(await outcomeOf(withField(path, value)))
const recordOf = async (one: object): Promise<PresentRecord> => (await outcomeOf(one)).record as PresentRecord

describe('a registration of a birth', () => {
  it('becomes a record in the directory’s own terms', async () => {
    const [first, second, ...more] = await read(file)
    expect(first).toEqual({
      row: 1,
      line: 2,
      record: {
        kind: 'born',
        recordId: '500000001',
        version: '2026-10-01.001',
        asOf: '2026-09-21',
        name: { given: ['Seán', 'Patrick'], family: "O'BRIEN" },
        formerFamilyNames: [],
        dateOfBirth: '2026-09-02',
        gender: 'male',
        address: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AP' },
        identifiers: [],
        carers: [
          { name: { given: ['Mary'], family: 'MURPHY' }, relationship: 'mother', phone: null },
          { name: { given: ['Liam'], family: "O'BRIEN" }, relationship: 'father', phone: null },
        ],
        education: null,
        gpPracticeCode: null,
      },
    })
    const { name, address, carers } = second!.record as PresentRecord
    expect([name, address, carers.length, more]).toEqual([{ given: ['Baby'], family: 'NG' }, null, 1, []])
  })

  it.each([
    ['12 High Street, Leeds, ls14ap', ['12 High Street', 'Leeds'], 'LS1 4AP'],
    [
      ' Flat 2 , The Mill,12 High Street , Leeds West Yorkshire LS1  4AP ',
      ['Flat 2', 'The Mill', '12 High Street'],
      'LS1 4AP',
    ],
    ['1, 2, 3, 4, 5, E1 6AN,', ['1', '2', '3', '4, 5'], 'E1 6AN'],
    ['LS1 4AP', null, null],
    ['12 High Street, Leeds', null, null],
    ['LS1 4AP, Leeds', null, null],
  ])('lives at %s', async (address, lines, postcode) => {
    const found = (await recordOf(withField('mother/address', address))).address
    expect(found?.postcode ?? null).toBe(postcode)
    expect(found?.lines.slice(0, lines?.length) ?? null).toEqual(lines)
  })

  it('may have any real name of any community', async () => {
    const names = namesByCommunity()
    const rows = names.map(({ name }) => JSON.stringify(withField('child/surname', ` ${name} `)))
    const found = await read([header, ...rows, ''].join('\n'))
    const refused = names.filter(({ name }, i) => {
      const { record } = found[i]!
      return record?.kind !== 'born' || record.name.family !== name.normalize('NFC')
    })
    expect(refused).toEqual([])
  })

  it.each([
    ['id', null, 'id missing-field'],
    ['id', '7', 'id format'],
    ['id', -7, 'id format'],
    ['date', null, 'date missing-field'],
    ['date', '2026-11-02', 'date in-the-future'],
    ['date', 20260921, 'date format'],
    ['child', null, 'child missing-field'],
    ['child', [], 'child format'],
    ['child/surname', ' ', 'child/surname missing-field'],
    ['child/surname', 'O2', 'child/surname not-a-name'],
    ['child/surname', {}, 'child/surname format'],
    ['child/forenames', 'A B C D E F G H I J K', 'child/forenames too-many'],
    ['child/dateOfBirth', null, 'child/dateOfBirth missing-field'],
    ['child/dateOfBirth', '2025-02-29', 'child/dateOfBirth not-a-date'],
    ['child/dateOfBirth', '2026-11-02', 'child/dateOfBirth in-the-future'],
    ['child/dateOfBirth', '2008-11-01', 'child/dateOfBirth not-a-child'],
    ['child/dateOfBirth', '2008-11-02', 'born 500000001'],
    ['child/isStillborn', true, 'child/isStillborn not-a-child'],
    ['child/isStillborn', false, 'born 500000001'],
    ['child/sex', 'male', 'child/sex not-in-list'],
    ['child/sex', 'constructor', 'child/sex not-in-list'],
    ['child/weight', 3, 'child/unknown unknown-field'],
    ['mother', null, 'born 500000001'],
    ['mother/forenames', null, 'mother/forenames missing-field'],
    ['father/surname', null, 'father/surname missing-field'],
    ['mother/address', `${'x'.repeat(101)}, LS1 4AP`, 'mother/address format'],
    ['status', null, 'status missing-field'],
    ['status/blocked', null, 'status/blocked blocked'],
    ['status/blocked', 'false', 'status/blocked format'],
    ['status/cancelled', true, 'status/cancelled cancelled'],
    ['status/potentiallyFictitious', true, 'status/potentiallyFictitious fictitious'],
    ['status/praOrCourtOrder', 'Court order', 'status/praOrCourtOrder court-order'],
    ['status/marginalNote', 'Court order in place', 'status/marginalNote court-order'],
    ['status/marginalNote', 'Adopted', 'status/marginalNote court-order'],
    ['status/marginalNote', 'Something else', 'status/marginalNote not-in-list'],
    ['status/correction', 'Clerical', 'born 500000001'],
    ['status/reregistration', 'Father added', 'previousRegistration missing-field'],
    ['nextRegistration', { id: 9 }, 'nextRegistration superseded'],
    ['previousRegistration', { id: 9, status: { blocked: false } }, 'born 9'],
    ['previousRegistration', { id: 9 }, 'previousRegistration/status missing-field'],
    ['previousRegistration', { id: 9, status: { blocked: true } }, 'previousRegistration/status/blocked blocked'],
    [
      'previousRegistration',
      { status: { blocked: false, praOrCourtOrder: 'Adoption' } },
      'previousRegistration/status/praOrCourtOrder court-order',
    ],
    ['previousRegistration', { child: { weight: 3 } }, 'previousRegistration/child/unknown unknown-field'],
    ['Seán', null, 'unknown unknown-field'],
    ['__proto__x', null, 'unknown unknown-field'],
  ])('whose %s is %j is: %s', async (path, value, outcome) => {
    expect(await toldOf(path, value)).toBe(outcome)
  })

  it('is refused by name with anything of what is never kept, and not where its sender has left that out (S34)', async () => {
    for (const [part, names] of Object.entries(NEVER_KEPT))
      for (const name of names) {
        const path = part === 'registration' ? name : `${part}/${name}`
        for (const value of ['x', 0, false, { a: { b: 'x' } }, [null, { a: 'x' }]])
          expect(await toldOf(path, value)).toBe(`${path} never-kept`)
        for (const value of [null, '', [], { a: null, b: [{ c: null }] }])
          expect(await toldOf(path, value)).toBe('born 500000001')
      }
  })
})

describe('a file of births', () => {
  it.each([
    ['no-header:1', ''],
    ['header-not-valid:1', `${sean}\n`],
    ['header-not-valid:1', `${header.replace('births', 'deaths')}\n`],
    ['header-not-valid:1', `${header.replace('2026-10-01', '2026-11-02')}\n`],
    ['header-not-valid:1', `${header.replace('001"', '1"')}\n`],
    ['header-not-valid:1', `${header.replace('{', '{"of":1,')}\n`],
    ['not-an-object:1', `[${header}]\n`],
    ['not-an-object:2', `${header}\n[${sean}]\n`],
    ['not-well-formed:2', `${header}\n${sean},\n`],
    ['repeated-name:2', `${header}\n{"id":1,${sean.slice(1)}\n`],
    ['truncated:2', `${header}\n${sean}`],
    ['none', `${header}\n`],
  ])('is %s', async (code, content) => {
    expect(await faultOf(content)).toBe(code)
  })

  it('neither a refusal nor a fault repeats what stood there', async () => {
    const paths = [
      'id',
      'date',
      'child',
      ...['forenames', 'surname', 'dateOfBirth', 'sex'].map((name) => `child/${name}`),
    ]
    const all = [...paths, 'mother/address', 'status/marginalNote', 'status', 'registrar', 'previousRegistration']
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
