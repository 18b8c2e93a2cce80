import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { DiedRecord } from '@contactpoint/contracts'
import { feedFiles, namesByCommunity } from '@contactpoint/testing'
import fc from 'fast-check'
import { NEVER_KEPT } from './deaths.rules.ts'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/deaths.md', import.meta.url), 'utf8')
const file = /```xml\n(.*?)```/s.exec(documented)![1]!
/** The same without its second registration. */
const one = file
  .replace(/ {2}<DeathRegistration>\s*<RegistrationID>700000002.*<\/DeathRegistration>\n/s, '')
  .replace('>2</RecordCount>', '>1</RecordCount>')

const { read, faultOf } = feedFiles(FEEDS.deaths, TODAY)
/** What becomes of the first registration with this in place of that. */
async function toldOf(that: string | RegExp, put: string): Promise<string> {
  const [{ record, refusal }] = (await read(one.replace(that, put))) as [LocatedOutcome]
  return record ? record.kind : `${refusal.field} ${refusal.code}`
}
const recordOf = async (that: string | RegExp, put: string): Promise<DiedRecord> =>
  (await read(one.replace(that, put)))[0]!.record as DiedRecord

describe('a registration of a death', () => {
  it('becomes a record in the directory’s own terms', async () => {
    const [first, second, ...more] = await read(file)
    const nothing = { identifiers: [], carers: [], education: null, gpPracticeCode: null }
    expect(first).toEqual({
      row: 1,
      line: 5,
      record: {
        kind: 'died',
        recordId: '700000001',
        version: '2026-09-24T12:09:33',
        asOf: '2026-09-24',
        name: { given: ['Seán', 'Patrick'], family: "O'BRIEN" },
        formerFamilyNames: [],
        dateOfBirth: '2015-03-02',
        gender: 'male',
        address: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AP' },
        ...nothing,
        dateOfDeath: '2026-09-20',
      },
    })
    expect(second!.record).toEqual({
      ...{ kind: 'moved', recordId: '700000002', version: '2026-09-25T08:00:00', asOf: '2026-09-25' },
      ...{ address: null, ...nothing, ended: ['dateOfDeath'] },
    })
    expect(more).toEqual([])
  })

  it('that was changed has the version of its change, later than the entry’s own', async () => {
    const changed =
      '<RecordUpdateDateTime>2026-09-25T00:00:00.5</RecordUpdateDateTime><RecordUpdateReason>1</RecordUpdateReason>'
    const { version, kind } = await recordOf('<DeceasedName>', `${changed}<DeceasedName>`)
    expect([version, kind]).toEqual(['2026-09-25T00:00:00', 'died'])
  })

  it('may have any real name of any community, over lines', async () => {
    for (const { name } of namesByCommunity().filter((_, n) => n % 20 === 0)) {
      const { name: found } = await recordOf("O'BRIEN", `\n ${name.replace(' ', '\n  ')}\n`)
      expect(found.family).toBe(name.normalize('NFC'))
    }
  })

  it.each([
    [/<ns4:PersonGivenName>.*<\/ns4:PersonGivenName>/s, '', { name: { given: ['Baby'], family: "O'BRIEN" } }],
    [/<ns3:Postcode>.*<\/ns3:Postcode>/, '', { address: null }],
    [/<DeceasedAddress>.*<\/DeceasedAddress>/s, '', { address: null }],
    [
      '<ns3:Line>12 High',
      '<ns3:Flat>2</ns3:Flat><ns3:Building>Mill</ns3:Building><ns3:Line>12 High',
      { address: { lines: ['2', 'Mill', '12 High Street', 'Leeds'] } },
    ],
    [
      '<ns3:Line>Leeds',
      '<ns3:Line>A</ns3:Line><ns3:Line>B</ns3:Line><ns3:Line>C</ns3:Line><ns3:Line>Leeds',
      { address: { lines: ['12 High Street', 'A', 'B', 'C, Leeds'] } },
    ],
    ['>1</DeceasedGender>', '>9</DeceasedGender>', { gender: 'unspecified' }],
    ['2015-03-02', '2008-11-02', { dateOfBirth: '2008-11-02' }],
    ['2015-03-02', '2026-09-20', { dateOfBirth: '2026-09-20' }],
    [
      '<DeceasedGender>',
      '<DeceasedAliasName><ns4:PersonFamilyName>X</ns4:PersonFamilyName></DeceasedAliasName><DeceasedMaidenName>Y</DeceasedMaidenName><DeceasedGender>',
      { formerFamilyNames: [] },
    ],
  ])('with %s as %j is %j', async (that, put, found) => {
    expect(await recordOf(that, put)).toMatchObject(found)
  })

  it.each([
    ['2015-03-02', '2008-11-01', 'DeceasedBirthDate/ns1:PersonBirthDate not-a-child'],
    ['2015-03-02', '1912-02-29', 'DeceasedBirthDate/ns1:PersonBirthDate not-a-child'],
    ['2015-03-02', '2015-02-29', 'DeceasedBirthDate/ns1:PersonBirthDate not-a-date'],
    ['2015-03-02', '2026-09-21', 'DeceasedDeathDate/ns1:PersonDeathDate before-birth'],
    ['2015-03-02', '', 'DeceasedBirthDate/ns1:PersonBirthDate missing-field'],
    ['2026-09-20', '2026-11-02', 'DeceasedDeathDate/ns1:PersonDeathDate in-the-future'],
    [/<DeceasedBirthDate>.*<\/DeceasedBirthDate>/, '', 'DeceasedBirthDate missing-field'],
    [
      /<DeceasedBirthDate>.*<\/DeceasedBirthDate>/,
      '<PartialYearOfBirth>2019</PartialYearOfBirth>',
      'PartialYearOfBirth partial-date',
    ],
    [
      /<DeceasedDeathDate>.*<\/DeceasedDeathDate>/,
      '<FreeFormatDeathDate>winter</FreeFormatDeathDate>',
      'FreeFormatDeathDate partial-date',
    ],
    [/<DeceasedDeathDate>.*<\/DeceasedDeathDate>/, '', 'DeceasedDeathDate missing-field'],
    ['700000001', 'GRO7', 'RegistrationID format'],
    ['2026-09-24T12:09:33', '2026-11-02T00:00:00', 'RecordLockedDateTime in-the-future'],
    ['2026-09-24T12:09:33', '2026-09-24T24:00:00', 'RecordLockedDateTime not-a-date'],
    ['2026-09-24T12:09:33', '', 'RecordLockedDateTime missing-field'],
    ['<DeceasedName>', '<RecordUpdateReason>6</RecordUpdateReason><DeceasedName>', 'RecordUpdateReason format'],
    [/<DeceasedName>.*<\/DeceasedName>/s, '', 'DeceasedName missing-field'],
    ["O'BRIEN", 'O2', 'DeceasedName/ns4:PersonFamilyName not-a-name'],
    ['>1</DeceasedGender>', '>constructor</DeceasedGender>', 'DeceasedGender not-in-list'],
    ['LS1 4AP', 'LEEDS', 'DeceasedAddress/ns3:Postcode not-a-postcode'],
    ['12 High Street', 'x'.repeat(101), 'DeceasedAddress/ns3:Line format'],
    ['<DeceasedName>', '<DeceasedName><Seán/>', 'DeceasedName/unknown unknown-field'],
    ['<DeceasedName>', '<DeceasedName>text', 'DeceasedName/unknown unexpected-text'],
    ['<DeceasedGender>', '<ns1:DeceasedGender>1</ns1:DeceasedGender><DeceasedGender>', 'unknown unknown-field'],
    ['<DeceasedGender>', '<DeceasedGender>2</DeceasedGender><DeceasedGender>', 'DeceasedGender repeated-field'],
    [
      '<DeceasedGender>',
      '<DeceasedAliasName><X/></DeceasedAliasName><DeceasedGender>',
      'DeceasedAliasName/unknown unknown-field',
    ],
  ])('with %s as %j is: %s', async (that, put, outcome) => {
    expect(await toldOf(that, put)).toBe(outcome)
  })

  it('is refused by name with what is never kept (S34)', async () => {
    for (const name of NEVER_KEPT)
      expect(await toldOf('<DeceasedGender>', `<${name}>x</${name}><DeceasedGender>`)).toBe(`${name} never-kept`)
  })
})

describe('a file of deaths', () => {
  it.each([
    ['none', one],
    [
      'none',
      one
        .replaceAll('ns4', 'person')
        .replace(
          'xmlns:ns1',
          'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns:ns1',
        ),
    ],
    ['count-differs', one.replace('>1</RecordCount>', '>2</RecordCount>')],
    ['count-differs', one.replace('>1</RecordCount>', '>one</RecordCount>')],
    ['no-footer', one.replace(/<RecordCount>.*<\/RecordCount>/, '')],
    ['unexpected-element', one.replace('</RecordCount>', '</RecordCount><DeathRegistration/>')],
    ['namespace-not-declared', one.replace(/xmlns:ns1="[^"]*"/, '').replaceAll('ns4:', 'ns9:')],
    ['namespace-not-declared', one.replace(/xmlns="[^"]*"/, '')],
    ['attribute-not-allowed', one.replace('<DeathRegistration>', '<DeathRegistration xmlns="x">')],
    ['attribute-not-allowed', one.replace('OGDDeathExtractDWP"', 'Other"')],
    ['attribute-not-allowed', one.replace('xmlns:ns1', 'version="1" xmlns:ns1')],
    ['wrong-root', '<Message/>'],
    ['truncated', one.replace('</DeathRegistrationGroup>\n', '')],
  ])('is %s', async (code, content) => {
    expect((await faultOf(content)).split(':')[0]).toBe(code)
  })

  it('neither a refusal nor a fault repeats what stood there', async () => {
    const texts = [...one.matchAll(/>([^<>\s][^<>]*)</g)].map(([, text]) => text!)
    const mark = fc.string({ maxLength: 8 }).map((text) => `${text}\u2603MARK`)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), mark, async (text, put) => {
        const said = await read(one.replace(`>${text}<`, () => `>${put}<`)).then(
          (rows) => rows.map(({ refusal }) => refusal ?? null),
          (error: unknown) => [(error as Error).message, (error as Error).stack],
        )
        expect(JSON.stringify(said)).not.toMatch(/\u2603|MARK/)
      }),
      { numRuns: 500 },
    )
  })
})
