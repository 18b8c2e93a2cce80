import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { PresentRecord } from '@contactpoint/contracts'
import { feedFiles } from '@contactpoint/testing'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/pds.md', import.meta.url), 'utf8')
const file = /```jsonl\n(.*?)```/s.exec(documented)![1]!
const [header, sean, grace] = file.split('\n') as [string, string, string]
type Resource = Record<string, unknown>

const { read } = feedFiles(FEEDS.pds, TODAY)

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
const recordOf = async (path: string, value: unknown, text = sean): Promise<PresentRecord> =>
  (await outcomeOf(withField(path, value, text))).record as PresentRecord

const SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const labels = (...codes: string[]) => codes.map((code) => ({ system: SYSTEM, code }))
const LABEL = 'meta/security'

describe('a patient', () => {
  it('becomes a record in the directory’s own terms; one who is restricted, one that is held back', async () => {
    expect(await read(file)).toEqual([
      {
        row: 1,
        line: 2,
        record: {
          kind: 'present',
          recordId: '9990000018',
          version: '0000000002.2026-10-01.001',
          asOf: '2026-10-01',
          name: { given: ['Seán', 'Patrick'], family: "O'BRIEN" },
          formerFamilyNames: ['MURPHY'],
          dateOfBirth: '2015-03-02',
          gender: 'male',
          address: { lines: ['12', 'High Street', 'Leeds', 'West Yorkshire'], postcode: 'LS1 4AP' },
          identifiers: [{ scheme: 'nhs-number', value: '9990000018' }],
          carers: [],
          education: null,
          gpPracticeCode: 'B86001',
        },
      },
      {
        row: 2,
        line: 3,
        record: {
          kind: 'present',
          protect: true,
          recordId: '9990000026',
          version: '0000000004.2026-10-01.001',
          asOf: '2026-10-01',
          name: { given: ['Grace'], family: 'NG' },
          formerFamilyNames: [],
          dateOfBirth: '2016-01-05',
          gender: 'female',
          address: null,
          identifiers: [{ scheme: 'nhs-number', value: '9990000026' }],
          carers: [],
          education: null,
          gpPracticeCode: null,
        },
      },
    ])
  })

  it.each([
    [labels('U'), undefined],
    [labels('R'), true],
    [labels('V'), true],
    [labels('U', 'R'), true],
    [labels('V', 'U'), true],
  ])('with labels %j is held back: %s', async (security, protect) => {
    expect((await recordOf(LABEL, security)).protect).toBe(protect)
  })

  it.each([
    [labels('REDACTED'), 'meta/security redacted'],
    [labels('U', 'REDACTED'), 'meta/security redacted'],
    [[], 'meta/security missing-field'],
    [undefined, 'meta/security missing-field'],
    [labels('N'), 'meta/security/code not-in-list'],
    [[{ system: 'http://elsewhere', code: 'U' }], 'meta/security/system not-in-list'],
    [[{ code: 'U' }], 'meta/security/system missing-field'],
    ['U', 'meta/security format'],
  ])('with labels %j is refused: %s', async (security, refusal) => {
    expect(await toldOf(LABEL, security)).toBe(refusal)
  })

  it('who is restricted shows nothing of where they are, whatever else stands in the row', async () => {
    const record = await recordOf(LABEL, labels('R'))
    const { address, carers, education, gpPracticeCode, formerFamilyNames } = record
    expect([address, carers, education, gpPracticeCode, formerFamilyNames]).toEqual([null, [], null, null, []])
    expect(JSON.stringify(record)).not.toMatch(/High Street|LS1|B86001|MURPHY|01632/)
    const unreadable = withField('address', 'anything')
    Object.assign(unreadable.meta as object, { security: labels('R') })
    expect(told(await outcomeOf(unreadable))).toBe('present 9990000018')
  })

  it('of whom the service says not even a name holds back whoever it has told of before', async () => {
    for (const name of ['name', 'birthDate']) {
      const record = await recordOf(name, undefined, grace)
      expect(record).toMatchObject({ kind: 'moved', recordId: '9990000026', protect: true, address: null })
    }
    expect(await toldOf('name', undefined)).toBe('name missing-field')
    expect(await toldOf('birthDate', '2001-01-01', grace)).toBe('birthDate not-a-child')
  })

  it('goes by the usual name of the day, or else by the last', async () => {
    const name = (family: string, use: string, start: string, end?: string) => ({
      ...{ use, period: { start, ...(end && { end }) }, given: ['A'], family },
    })
    const names = async (...all: object[]) => {
      const { name: current, formerFamilyNames } = await recordOf('name', all)
      return [current.family, ...formerFamilyNames]
    }
    const past = name('Past', 'usual', '2015-01-01', '2019-01-01')
    expect(await names(past, name('Now', 'usual', '2019-01-02'))).toEqual(['Now', 'Past'])
    expect(await names(name('Nick', 'nickname', '2020-01-01'), past)).toEqual(['Past', 'Nick'])
    expect(await names(past, name('Later', 'usual', '2019-01-02', '2020-01-01'))).toEqual(['Later', 'Past'])
    expect(await names(past, name('Ahead', 'usual', '2026-10-02'))).toEqual(['Past', 'Ahead'])
    expect(await names(past, name('Past', 'old', '2010-01-01'))).toEqual(['Past'])
    expect(await toldOf('name', [name('Old', 'old', '2010-01-01')])).toBe('name missing-field')
  })

  it('lives where the home of the day is', async () => {
    const home = (line: string, given: object = {}) => ({ use: 'home', line: [line], postalCode: 'ls14ap', ...given })
    const at = async (...all: object[]) => (await recordOf('address', all)).address?.lines.join() ?? null
    expect(await at(home('1'), home('2', { use: 'temp' }))).toBe('1')
    expect(await at(home('1', { period: { end: '2026-09-30' } }), home('2'))).toBe('2')
    expect(await at(home('1', { period: { end: '2026-10-01' } }))).toBe('1')
    expect(
      await at(
        home('1', { period: { start: '2020-01-01' } }),
        home('2', { period: { start: '2021-01-01T09:00:00Z' } }),
      ),
    ).toBe('2')
    expect(await at(home('1', { period: { start: '2026-10-02' } }))).toBeNull()
    expect(await at(home('1', { postalCode: '' }))).toBeNull()
    expect(await at(home(''))).toBeNull()
    expect((await recordOf('address', undefined)).address).toBeNull()
  })

  it.each([
    ['generalPractitioner/0/identifier/value', 'RR8', null],
    ['generalPractitioner/0/identifier/period', { end: '2026-09-30' }, null],
    ['generalPractitioner/0/identifier/system', 'https://elsewhere', null],
    ['generalPractitioner', [], null],
  ])('has no practice where %s is %j', async (path, value, code) => {
    expect((await recordOf(path, value)).gpPracticeCode).toBe(code)
  })

  it.each([
    ['female', 'female'],
    ['other', 'unspecified'],
    ['unknown', 'unspecified'],
    [undefined, 'unspecified'],
  ])('of gender %s is %s', async (gender, known) => {
    expect((await recordOf('gender', gender)).gender).toBe(known)
  })

  it('who has died is a record of that', async () => {
    for (const moment of ['2026-09-01', '2026-09-01T00:00:00+00:00', '2026-09-01T10:20:30.5Z'])
      expect(await recordOf('deceasedDateTime', moment)).toMatchObject({ kind: 'died', dateOfDeath: '2026-09-01' })
  })

  it('whose number has no right check digit has none', async () => {
    const record = await recordOf('identifier', undefined, sean.replaceAll('9990000018', '9990000019'))
    expect([record.recordId, record.identifiers]).toEqual(['9990000019', []])
  })

  it('has a version that grows with the service’s, and with the file where that is the same', async () => {
    const versionOf = async (versionId: string, serial: string): Promise<string> => {
      const content = `${header.replace('001', serial)}\n${JSON.stringify(withField('meta/versionId', versionId))}\n`
      return (await read(content))[0]!.record!.version
    }
    const inOrder = [await versionOf('9', '002'), await versionOf('10', '001'), await versionOf('10', '002')]
    expect(inOrder.toSorted()).toEqual(inOrder)
  })
})
