import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { SENSITIVE_SERVICES, SERVICE_TYPES, type InvolvedRecord } from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { feedFiles, namesByCommunity } from '@contactpoint/testing'
import fc from 'fast-check'
import { authority, NEVER_KEPT, ofOwn } from './authority.rules.ts'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/authority.md', import.meta.url), 'utf8')
const file = /```csv\n(.*?)```/s.exec(documented)![1]!
const { columns } = authority.layout
const [header, sean] = file.split('\n') as [string, string]
const listed = Object.fromEntries(columns.map((column, i) => [column, sean.split(',')[i]!]))

const { read, faultOf } = feedFiles(FEEDS.authority, TODAY)

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const rowOf = (cells: object): string =>
  Object.values({ ...listed, ...cells })
    .map(quoted)
    .join(',')
const outcomeOf = async (cells: object): Promise<LocatedOutcome> => (await read(`${header}\n${rowOf(cells)}\n`))[0]!
const recordOf = async (cells: object): Promise<InvolvedRecord> => (await outcomeOf(cells)).record as InvolvedRecord
const refusalOf = async (cells: object): Promise<unknown> => {
  const { refusal } = await outcomeOf(cells)
  return refusal && [refusal.field, refusal.code]
}

describe('a row of an authority', () => {
  it('becomes a record in the directory’s own terms: one service, and who the child is', async () => {
    const [first, second, third, ...more] = await read(file)
    expect(first).toEqual({
      row: 1,
      line: 2,
      record: {
        kind: 'involved',
        recordId: '383-EH-0000001',
        version: '2026-10-05.001',
        asOf: '2026-10-05',
        name: { given: ['Seán', 'Patrick', 'James'], family: "O'Brien" },
        formerFamilyNames: [],
        dateOfBirth: '2015-03-02',
        gender: 'male',
        postcode: 'LS1 4AP',
        service: {
          ...{ service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '01134960123' },
          ...{ email: 'a.patel@example.gov.uk', startDate: '2026-03-02', leadProfessional: true },
        },
      },
    })
    const { service } = second!.record as InvolvedRecord
    expect(service).toMatchObject({ service: 'youth-work', personName: null, email: null, startDate: null })
    expect(service.leadProfessional).toBe(false)
    expect(third!.record).toMatchObject({ recordId: '383-SC-0000003', ended: ['services'] })
    expect(more).toEqual([])
  })

  it('says that its service has ended from the day of its end on, and of no day ahead', async () => {
    for (const endDate of ['2026-03-02', TODAY])
      expect(await recordOf({ endDate })).toMatchObject({ ended: ['services'] })
    expect(await recordOf({ endDate: '' })).not.toHaveProperty('ended')
    expect(await refusalOf({ endDate: '2026-11-02' })).toEqual(['endDate', 'in-the-future'])
    expect(await refusalOf({ endDate: '2026-03-01' })).toEqual(['endDate', 'before-start'])
    expect(await refusalOf({ startDate: '', endDate: '2020-01-01' })).toBeUndefined()
  })

  it('is of its authority: two that use one reference have two records', async () => {
    const ids = await Promise.all(['383', '380'].map(async (code) => (await recordOf({ authority: code })).recordId))
    expect(ids).toEqual(['383-EH-0000001', '380-EH-0000001'])
    expect((await recordOf({ reference: 'A'.repeat(36) })).recordId).toHaveLength(40)
  })

  it('is refused where its sender was let in for another authority, as is whatever only looks like its own', async () => {
    const [row] = await read(file)
    for (const code of ['383', null, undefined]) expect(ofOwn(row!, code)).toBe(row)
    const other = { line: 2, recordId: '383-EH-0000001', field: 'authority', code: 'not-your-authority' }
    for (const code of ['380', '38', '3']) expect(ofOwn(row!, code)).toEqual({ row: 1, line: 2, refusal: other })
    const refused = await outcomeOf({ lead: '?' })
    expect(ofOwn(refused, '380')).toBe(refused)
  })

  it('brings every service but sensitive ones, a school and a practice: those need a consent, or have feeds (S33)', async () => {
    const codes = new Map<string, unknown>()
    for (const service of SERVICE_TYPES) codes.set(service, await refusalOf({ service }))
    const refused = [...codes].filter(([, refusal]) => refusal)
    expect(Object.fromEntries(refused)).toEqual({
      ...Object.fromEntries(SENSITIVE_SERVICES.map((service) => [service, ['service', 'sensitive-service']])),
      school: ['service', 'other-feed'],
      gp: ['service', 'other-feed'],
    })
    const [, form] = /^\| `service` +\| yes +\| (.*?) +\|/m.exec(documented)!
    expect(form!.split(', ')).toEqual([...codes].filter(([, refusal]) => !refusal).map(([service]) => service))
  })

  it('of an adult is refused before anything else is read of it, and names nobody', async () => {
    expect((await outcomeOf({ dateOfBirth: '2008-11-01', givenName: '' })).refusal).toEqual({
      ...{ line: 2, recordId: null, field: 'dateOfBirth', code: 'not-a-child' },
    })
    for (const dateOfBirth of ['', '01/11/2008', '2026-11-02'])
      expect((await outcomeOf({ dateOfBirth })).refusal?.recordId).toBeNull()
    expect(await refusalOf({ dateOfBirth: '2008-11-02' })).toBeUndefined()
  })

  it('may have any real name of any community', async () => {
    const names = namesByCommunity()
    const rows = names.map(({ name }) => rowOf({ givenName: name, familyName: ` ${name}\t`, personName: name }))
    const found = await read([header, ...rows, ''].join('\n'))
    const refused = names.filter(({ name }, i) => {
      const record = found[i]!.record as InvolvedRecord | undefined
      return record?.name.family !== name.normalize('NFC') || record.service.personName !== name.normalize('NFC')
    })
    expect(refused).toEqual([])
  })

  const optional = ['middleNames', 'personName', 'phone', 'email', 'startDate', 'endDate']
  it.each(optional)('may have its %s unknown', async (column) => {
    expect(await refusalOf({ [column]: '  ' })).toBeUndefined()
  })

  it.each(columns.filter((column) => !optional.includes(column)))('is refused without %s', async (column) => {
    expect(await refusalOf({ [column]: ' ' })).toEqual([column, 'missing-field'])
  })

  it.each([
    ['extractDate', '2026-11-02', 'in-the-future'],
    ['extractDate', '03/09/2026', 'not-a-date'],
    ['serial', '1', 'format'],
    ['authority', '000', 'format'],
    ['authority', '38', 'format'],
    ['authority', 'Leeds', 'format'],
    ['reference', 'eh 1', 'format'],
    ['reference', 'A'.repeat(37), 'format'],
    ['givenName', '<script>', 'not-a-name'],
    ['middleNames', 'Patrick 7', 'not-a-name'],
    ['middleNames', 'A B C D E F G H I J', 'too-many'],
    ['familyName', 'O2', 'not-a-name'],
    ['sex', 'm', 'not-in-list'],
    ['postcode', 'LEEDS', 'not-a-postcode'],
    ['service', 'Early help', 'not-in-list'],
    ['service', 'constructor', 'not-in-list'],
    ['service', 'unspecified', 'not-in-list'],
    ['organisation', 'Leeds City Council', 'format'],
    ['personName', 'Aisha Patel, ring after 5', 'not-a-name'],
    ['phone', 'do not ring', 'not-a-phone-number'],
    ['email', 'a.patel@example.gov.uk she left', 'not-an-e-mail'],
    ['startDate', '2026-11-02', 'in-the-future'],
    ['startDate', '2026-02-29', 'not-a-date'],
    ['lead', 'Y', 'not-in-list'],
  ])('is refused when %s is %j', async (column, text, code) => {
    expect(await refusalOf({ [column]: text })).toEqual([column, code])
  })

  it('is refused alone, with its line and its record id if that is usable, and none if its cells are too many or few', async () => {
    const rows = [rowOf({ lead: 'maybe' }), sean, `${sean},`, sean.slice(0, -4), rowOf({ reference: 'Seán' })]
    const found = await read([header, ...rows, ''].join('\n'))
    expect(found.map(({ line, refusal }) => [line, refusal?.recordId, refusal?.field, refusal?.code])).toEqual([
      [2, '383-EH-0000001', 'lead', 'not-in-list'],
      [3, undefined, undefined, undefined],
      [4, null, 'row', 'cells'],
      [5, null, 'row', 'cells'],
      [6, null, 'reference', 'format'],
    ])
  })
})

describe('a file of an authority', () => {
  it('is refused whole, by name, with a column of what is never kept (S34)', async () => {
    expect(NEVER_KEPT.size).toBeGreaterThan(80)
    for (const name of NEVER_KEPT) expect(await faultOf(`${header},${name}\n`)).toBe(`never-kept-${name}:1`)
    expect(await faultOf(`${header},Case notes\n`)).toBe('never-kept-caseNotes:1')
    expect([...NEVER_KEPT].filter((name) => columns.includes(name) || name.length > 40)).toEqual([])
  })

  it.each([
    ['unknown-column:1', `${header},Seán\n`],
    ['unknown-column:1', `${header},nhsNumber\n`],
    ['repeated-column:1', `${header},sex\n`],
    ['missing-column:1', `${header.replace(',lead', '')}\n`],
    ['no-header:1', `${sean}\n`],
    ['not-utf-8:2', Buffer.from(`${header}\n${sean}\n`, 'latin1')],
    ['truncated:2', `${header}\n${sean}`],
    ['none', `\uFEFF${file.replaceAll('\n', '\r')}`],
  ])('is %s', async (code, content) => {
    expect(await faultOf(content)).toBe(code)
  })
})

describe('always', () => {
  const bytes = new TextEncoder().encode(file)
  const damage = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc
      .constantFrom('"', ',', '""', '\r', '\n', '\0', '\uFEFF', sean, header, 'mental-health', 'gp')
      .map((text) => new TextEncoder().encode(text)),
  )

  it('any damage to a file leaves records, refusals or a fault of the file, at a line that it has, and no sensitive service', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), damage, fc.nat(40), async (at, put, cut) => {
        const damaged = Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)])
        const lines = damaged.filter((byte) => byte === 10 || byte === 13).length + 1
        const rows = await read(damaged).catch((error: unknown) => error)
        if (!Array.isArray(rows)) return expect(rows).toBeInstanceOf(FileFault)
        for (const { line, record, refusal } of rows as LocatedOutcome[]) {
          expect((record === undefined) !== (refusal === undefined)).toBe(true)
          expect(line).toBeGreaterThan(1)
          expect(line).toBeLessThanOrEqual(lines)
          if (refusal) expect(refusal.line).toBe(line)
          else expect([...SENSITIVE_SERVICES, 'school', 'gp']).not.toContain((record as InvolvedRecord).service.service)
        }
      }),
      { numRuns: 1_000 },
    )
  })

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
