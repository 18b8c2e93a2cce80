import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { feedFiles, namesByCommunity } from '@contactpoint/testing'
import fc from 'fast-check'
import { childBenefit, NEVER_KEPT } from './child-benefit.rules.ts'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/child-benefit.md', import.meta.url), 'utf8')
const file = /```csv\n(.*?)```/s.exec(documented)![1]!
const { columns } = childBenefit.layout
const [header, sean] = file.split('\n') as [string, string]
const claim = Object.fromEntries(columns.map((column, i) => [column, sean.split(',')[i]!]))

const { read, faultOf } = feedFiles(FEEDS['child-benefit'], TODAY)

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const rowOf = (cells: object): string =>
  Object.values({ ...claim, ...cells })
    .map(quoted)
    .join(',')
const outcomeOf = async (cells: object): Promise<LocatedOutcome> => (await read(`${header}\n${rowOf(cells)}\n`))[0]!
const refusalOf = async (cells: object): Promise<unknown> => {
  const { refusal } = await outcomeOf(cells)
  return refusal && [refusal.field, refusal.code]
}

describe('a row of child benefit', () => {
  it('becomes a record in the directory’s own terms', async () => {
    const [first, second, third, ...more] = await read(file)
    expect(first).toEqual({
      row: 1,
      line: 2,
      record: {
        kind: 'present',
        recordId: 'CB0000000001',
        version: '2026-09-03.001',
        asOf: '2026-09-03',
        name: { given: ['Seán', 'Patrick', 'James'], family: "O'Brien" },
        formerFamilyNames: [],
        dateOfBirth: '2015-03-02',
        gender: 'male',
        address: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AP' },
        identifiers: [],
        carers: [{ name: { given: ['Mary'], family: 'Murphy' }, relationship: 'mother', phone: '07700900123' }],
        education: null,
        gpPracticeCode: null,
      },
    })
    const flat = { lines: ['Flat 2, The Mill', '12 High Street', 'Leeds'], postcode: 'LS1 4AP' }
    expect(second!.record).toMatchObject({ address: flat, carers: [{ phone: null }] })
    expect([third!.record?.kind, more]).toEqual(['moved', []])
  })

  it('whose claim has ended says so and nothing else, whatever stands in it', async () => {
    const located = { recordId: 'CB0000000001', version: '2026-09-03.001', asOf: '2026-09-03' }
    const nothing = { address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null }
    for (const cells of [{}, { dateOfBirth: '?', givenName: '' }])
      expect((await outcomeOf({ ...cells, claim: 'ended' })).record).toEqual({ kind: 'moved', ...located, ...nothing })
  })

  it('may have any real name of any community', async () => {
    const names = namesByCommunity()
    const rows = names.map(({ name }) => rowOf({ givenName: name, familyName: ` ${name}\t`, claimantFamilyName: name }))
    const found = await read([header, ...rows, ''].join('\n'))
    const refused = names.filter(({ name }, i) => {
      const { record } = found[i]!
      return record?.kind !== 'present' || record.name.family !== name.normalize('NFC')
    })
    expect(refused).toEqual([])
  })

  it('may have its middle names, telephone and address unknown, and fewer lines of it', async () => {
    for (const column of ['middleNames', 'telephone', 'addressLine1', 'addressLine2'])
      expect(await refusalOf({ [column]: '  ' })).toBeUndefined()
    const { record } = await outcomeOf({ addressLine1: '', addressLine2: '', postcode: '' })
    expect(record).toMatchObject({ address: null })
  })

  const required =
    'extractDate serial childRef claim givenName familyName dateOfBirth sex postcode claimantGivenName claimantFamilyName relationship'
  it.each(required.split(' '))('is refused without %s', async (column) => {
    expect(await refusalOf({ [column]: ' ' })).toEqual([column, 'missing-field'])
  })

  it.each([
    ['extractDate', '2026-11-02', 'in-the-future'],
    ['extractDate', '03/09/2026', 'not-a-date'],
    ['serial', '1', 'format'],
    ['childRef', 'cb 1', 'format'],
    ['childRef', 'A'.repeat(41), 'format'],
    ['claim', 'paid', 'not-in-list'],
    ['givenName', '<script>', 'not-a-name'],
    ['givenName', '\u0301', 'not-a-name'],
    ['middleNames', 'Patrick 7', 'not-a-name'],
    ['middleNames', 'A B C D E F G H I J', 'too-many'],
    ['familyName', 'O2', 'not-a-name'],
    ['dateOfBirth', '2026-11-02', 'in-the-future'],
    ['dateOfBirth', '1900-01-01', 'too-early'],
    ['dateOfBirth', '2015-02-29', 'not-a-date'],
    ['sex', 'm', 'not-in-list'],
    ['sex', 'constructor', 'not-in-list'],
    ['addressLine4', 'x'.repeat(101), 'format'],
    ['addressLine1', '12\nHigh Street', 'format'],
    ['postcode', 'LEEDS', 'not-a-postcode'],
    ['claimantGivenName', '1', 'not-a-name'],
    ['relationship', 'social worker', 'not-in-list'],
    ['telephone', 'do not ring', 'not-a-phone-number'],
  ])('is refused when %s is %j', async (column, text, code) => {
    expect(await refusalOf({ [column]: text })).toEqual([column, code])
  })

  it('is refused with a postcode and no address; born on 29 February it is not', async () => {
    expect(await refusalOf({ addressLine1: '', addressLine2: '' })).toEqual(['addressLine1', 'missing-field'])
    expect(await refusalOf({ dateOfBirth: '2016-02-29' })).toBeUndefined()
  })

  it('is refused alone, with its line and its record id if that is usable, and none if its cells are too many or few', async () => {
    const rows = [rowOf({ addressLine1: '1\n2' }), sean, `${sean},`, sean.slice(0, -12), rowOf({ childRef: 'Seán' })]
    const found = await read([header, ...rows, ''].join('\n'))
    expect(found.map(({ line, refusal }) => [line, refusal?.recordId, refusal?.field, refusal?.code])).toEqual([
      [2, 'CB0000000001', 'addressLine1', 'format'],
      [4, undefined, undefined, undefined],
      [5, null, 'row', 'cells'],
      [6, null, 'row', 'cells'],
      [7, null, 'childRef', 'format'],
    ])
  })

  it('that is there many times comes as often: the inbox takes the first', async () => {
    const rows = await read([header, ...Array<string>(300).fill(sean), ''].join('\r\n'))
    expect(new Set(rows.map(({ record }) => JSON.stringify(record))).size).toBe(1)
    expect(rows.at(-1)).toMatchObject({ row: 300, line: 301 })
  })
})

describe('a file of child benefit', () => {
  it('is refused whole, by name, with a column of what is never kept (S34)', async () => {
    expect(NEVER_KEPT.size).toBeGreaterThan(50)
    for (const name of NEVER_KEPT) expect(await faultOf(`${header},${name}\n`)).toBe(`never-kept-${name}:1`)
    expect(await faultOf(`${header},National Insurance Number\n`)).toBe('never-kept-nationalInsuranceNumber:1')
    expect([...NEVER_KEPT].filter((name) => columns.includes(name) || name.length > 40)).toEqual([])
  })

  it.each([
    ['unknown-column:1', `${header},Seán\n`],
    ['repeated-column:1', `${header},sex\n`],
    ['missing-column:1', `${header.replace(',telephone', '')}\n`],
    ['no-header:1', `${sean}\n`],
    ['no-header:1', '<Message>\n<Header/>\n</Message>\n'],
    ['not-utf-8:2', Buffer.from(`${header}\n${sean}\n`, 'latin1')],
    ['not-utf-8:1', Buffer.from(file, 'utf16le')],
    ['truncated:2', `${header}\n${sean}`],
    ['quote-not-closed:3', `${header}\n${sean}\n"${sean}\n${sean}\n`],
    ['none', `\uFEFF${file.replaceAll('\n', '\r')}`],
  ])('is %s', async (code, content) => {
    expect(await faultOf(content)).toBe(code)
  })
})

describe('always', () => {
  it('neither a refusal nor a fault repeats what stood there', async () => {
    const marked = fc.tuple(fc.string({ unit: 'binary', maxLength: 10 }), fc.string({ maxLength: 10 }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...columns), marked, fc.boolean(), async (column, [before, after], inHeader) => {
        const text = quoted(`${before}\u2603MARK${after}`)
        const place = columns.indexOf(column)
        const cells = (inHeader ? header : sean).split(',').map((cell, i) => (i === place ? text : cell))
        const content = inHeader ? `${cells.join(',')}\n${sean}\n` : `${header}\n${cells.join(',')}\n`
        const told = await read(content).then(
          (rows) => rows.map(({ refusal }) => refusal ?? null),
          (error: unknown) => [(error as Error).message, (error as Error).stack],
        )
        expect(JSON.stringify(told)).not.toMatch(/\u2603|MARK/)
      }),
      { numRuns: 1_000 },
    )
  })
})
