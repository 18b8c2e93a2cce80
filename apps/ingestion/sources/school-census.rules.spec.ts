import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { FileFault, readXmlRows, type XmlElement } from '@contactpoint/feed-formats'
import fc from 'fast-check'
import { NEVER_KEPT, schoolCensus } from './school-census.rules.ts'

const TODAY = '2026-11-01'
const HEADER = { version: '2026-10-01.001', asOf: '2026-10-01' }

/** The example of the documentation, so that it stays true. */
const documented = readFileSync(new URL('../../../docs/feeds/school-census.md', import.meta.url), 'utf8')
const message = /```xml\n(.*?)```/s.exec(documented)![1]!

async function treesOf(xml: string): Promise<XmlElement[]> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(xml)
  }
  const trees: XmlElement[] = []
  for await (const part of readXmlRows(once(), schoolCensus)) trees.push(part.tree)
  return trees
}

const [header, pupil] = (await treesOf(message)) as [XmlElement, XmlElement]

/** The element at a path below the row; an empty path is the row. */
const at = (root: XmlElement, path: string): XmlElement =>
  path === '' ? root : path.split('/').reduce((element, name) => element.children.find((c) => c.name === name)!, root)

const changed = (path: string, change: (element: XmlElement) => void): XmlElement => {
  const copy = structuredClone(pupil)
  change(at(copy, path))
  return copy
}
const withText = (path: string, text: string): XmlElement => changed(path, (element) => (element.text = text))
const without = (path: string): XmlElement =>
  changed(path.split('/').slice(0, -1).join('/'), (parent) => {
    parent.children = parent.children.filter((child) => child.name !== path.split('/').at(-1))
  })
const withChild = (path: string, name: string, text = ''): XmlElement =>
  changed(path, (parent) => parent.children.push({ name, line: 99, text, children: [] }))

const refusalOf = (tree: XmlElement): unknown => {
  const { refusal } = schoolCensus.readRow(tree, HEADER, 8, TODAY)
  return refusal && [refusal.field, refusal.code]
}

describe('the header of a school census', () => {
  it('makes the version of the reference date and the serial number', () => {
    expect(schoolCensus.readHeader(header, TODAY)).toEqual({ version: '2026-10-01.001', asOf: '2026-10-01' })
  })

  it.each([
    ['CollectionDetails/Collection', 'CIN'],
    ['CollectionDetails/Term', 'XXX'],
    ['CollectionDetails/ReferenceDate', '2026-02-30'],
    ['CollectionDetails/ReferenceDate', '2026-11-02'],
    ['CollectionDetails/ReferenceDate', '2099-01-01'],
    ['CollectionDetails/Year', ''],
    ['Source/SerialNo', '1'],
    ['Source/DateTime', 'noon'],
  ])('is refused, and with it the file, when %s is %j', (path, text) => {
    const copy = structuredClone(header)
    at(copy, path).text = text
    expect(() => schoolCensus.readHeader(copy, TODAY)).toThrow(new FileFault('header-not-valid', 3))
  })
  it('is refused without its parts and with parts it does not have', () => {
    expect(() => schoolCensus.readHeader({ ...header, children: [] }, TODAY)).toThrow(FileFault)
    const more = { name: 'Teacher', line: 4, text: '', children: [] }
    expect(() => schoolCensus.readHeader({ ...header, children: [...header.children, more] }, TODAY)).toThrow(FileFault)
  })
})

describe('a pupil of a school census', () => {
  it('becomes a record in the directory’s own terms', () => {
    expect(schoolCensus.readRow(pupil, HEADER, 8, TODAY)).toEqual({
      record: {
        recordId: 'SC0000000001',
        kind: 'present',
        version: '2026-10-01.001',
        asOf: '2026-10-01',
        name: { given: ['Seán', 'Patrick', 'James'], family: "O'Brien" },
        formerFamilyNames: ['Murphy'],
        dateOfBirth: '2015-03-02',
        gender: 'male',
        address: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AP' },
        identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
        carers: [{ name: { given: ['Mary'], family: 'Murphy' }, relationship: 'mother', phone: '07700900123' }],
        education: { schoolUrn: '100000', startDate: '2019-09-03' },
        gpPracticeCode: null,
      },
    })
  })

  it('has its postcode and telephone written in their one form', () => {
    const recordOf = (tree: XmlElement) => schoolCensus.readRow(tree, HEADER, 8, TODAY).record
    expect(recordOf(withText('HomeAddress/Postcode', 'ls14ap'))?.address?.postcode).toBe('LS1 4AP')
    expect(recordOf(withText('Contacts/Contact/Telephone', '+44 7700 900123'))?.carers[0]?.phone).toBe('07700900123')
    expect(recordOf(without('Contacts/Contact/Telephone'))?.carers[0]?.phone).toBeNull()
  })

  it.each(['UPN', 'MiddleNames', 'FormerSurname', 'EntryDate', 'HomeAddress', 'Contacts'])(
    'may come without %s, or with it unknown',
    (name) => {
      expect(refusalOf(without(name))).toBeUndefined()
      if (!['HomeAddress', 'Contacts'].includes(name)) expect(refusalOf(withText(name, ' \n '))).toBeUndefined()
    },
  )

  const required = 'PupilMatchingRef Surname Forename Sex DOB URN HomeAddress/Postcode HomeAddress/AddressLine'
  it.each(required.split(' '))('is refused without %s', (path) => {
    expect(refusalOf(without(path))).toEqual([path, 'missing-field'])
    if (path !== 'HomeAddress/AddressLine') expect(refusalOf(withText(path, ' '))).toEqual([path, 'missing-field'])
  })

  it.each([
    ['PupilMatchingRef', 'sc 1', 'format'],
    ['UPN', 'J801200001001', 'check-letter'],
    ['UPN', 'UN1', 'format'],
    ['UPN', 'I801200001001', 'check-letter'],
    ['Surname', 'O2', 'not-a-name'],
    ['Forename', '<script>', 'not-a-name'],
    ['MiddleNames', 'Patrick 7', 'not-a-name'],
    ['MiddleNames', 'A B C D E F G H I J', 'too-many'],
    ['FormerSurname', '?', 'not-a-name'],
    ['Sex', 'm', 'not-in-list'],
    ['Sex', 'constructor', 'not-in-list'],
    ['DOB', '2015-02-30', 'not-a-date'],
    ['DOB', '02/03/2015', 'not-a-date'],
    ['DOB', '2026-11-02', 'in-the-future'],
    ['DOB', '1989-12-31', 'too-early'],
    ['URN', '10000', 'format'],
    ['EntryDate', '2019-09', 'not-a-date'],
    ['EntryDate', '2015-03-01', 'before-birth'],
    ['HomeAddress/AddressLine', 'x'.repeat(101), 'format'],
    ['HomeAddress/AddressLine', '12\u0007High Street', 'format'],
    ['HomeAddress/Postcode', 'LEEDS', 'not-a-postcode'],
    ['Contacts/Contact/Surname', '1', 'not-a-name'],
    ['Contacts/Contact/Relationship', 'social worker', 'not-in-list'],
    ['Contacts/Contact/Telephone', 'do not ring', 'not-a-phone-number'],
  ])('is refused when %s is %j', (path, text, code) => {
    expect(refusalOf(withText(path, text))).toEqual([path, code])
  })

  it.each(['DOB', 'HomeAddress', 'Contacts', 'HomeAddress/Postcode', 'Contacts/Contact/Telephone'])(
    'is refused when %s is repeated',
    (path) => {
      const name = path.split('/').at(-1)!
      expect(refusalOf(withChild(path.split('/').slice(0, -1).join('/'), name))).toEqual([path, 'repeated-field'])
    },
  )

  it('is refused with more than four address lines or eight contacts', () => {
    const line = { name: 'AddressLine', line: 1, text: 'Leeds', children: [] }
    const lines = changed('HomeAddress', (address) => address.children.push(line, line, line))
    expect(refusalOf(lines)).toEqual(['HomeAddress/AddressLine', 'too-many'])
    const contact = at(pupil, 'Contacts/Contact')
    const eight = changed('Contacts', (contacts) => (contacts.children = Array<XmlElement>(8).fill(contact)))
    expect(refusalOf(eight)).toBeUndefined()
    const nine = changed('Contacts', (contacts) => (contacts.children = Array<XmlElement>(9).fill(contact)))
    expect(refusalOf(nine)).toEqual(['Contacts/Contact', 'too-many'])
  })

  it.each(['', 'HomeAddress', 'Contacts', 'Contacts/Contact', 'Surname'])(
    'is refused with an element nobody knows in %j, whose name is not repeated',
    (path) => {
      const field = path === '' ? 'unknown' : `${path}/unknown`
      for (const name of ['CaseNotes_Sean', 'toString', '__proto__']) {
        expect(refusalOf(withChild(path, name, 'secret'))).toEqual([field, 'unknown-field'])
      }
    },
  )

  it('is refused with text beside its elements', () => {
    expect(refusalOf(withText('', 'on the at-risk register'))).toEqual(['unknown', 'unexpected-text'])
    expect(refusalOf(withText('Contacts', 'ring after six'))).toEqual(['Contacts/unknown', 'unexpected-text'])
  })

  it('is refused, by name, with anything the directory never keeps (S34)', () => {
    expect(NEVER_KEPT.size).toBeGreaterThan(30)
    for (const name of NEVER_KEPT) expect(refusalOf(withChild('', name, 'x'))).toEqual([name, 'never-kept'])
    for (const name of ['Ethnicity', 'FSMeligible', 'SENprovision', 'ExclusionReason', 'Attendance', 'Religion']) {
      expect(NEVER_KEPT.has(name)).toBe(true)
    }
  })

  it('is refused with its line, and with its record id if that is usable', () => {
    const refused = (tree: XmlElement) => schoolCensus.readRow(tree, HEADER, 8, TODAY).refusal
    const expected = { line: 8, recordId: 'SC0000000001', field: 'DOB', code: 'missing-field' }
    expect(refused(without('DOB'))).toEqual(expected)
    expect(refused(withText('PupilMatchingRef', 'Seán O’Brien'))?.recordId).toBeNull()
    expect(refused(withChild('', 'PupilMatchingRef', 'SC2'))?.recordId).toBeNull()
  })
})

const leaves = (element: XmlElement, path = ''): string[] =>
  element.children.flatMap((child) => {
    const below = path === '' ? child.name : `${path}/${child.name}`
    return child.children.length > 0 ? [below, ...leaves(child, below)] : [below]
  })

describe('always', () => {
  const paths = [...new Set(['', ...leaves(pupil)])]
  const corruptions: ((element: XmlElement, value: string) => unknown)[] = [
    (element, value) => (element.text = value),
    (element, value) => (element.name = value),
    (element, value) => element.children.push({ name: value, line: 1, text: value, children: [] }),
    (element, value) => (element.children = [{ name: 'Surname', line: 1, text: value, children: [] }]),
    (element) => (element.children = []),
    (element) => element.children.push(...structuredClone(element.children)),
  ]
  const value = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.constantFrom('2015-02-30', 'H801200001002', "'; DROP TABLE", '00000000000', 'SC 1', '__proto__', 'Ethnicity'),
  )

  it('any damage to one element leaves a record or a refusal, and a refusal does not repeat what was there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...corruptions), value, (path, corrupt, raw) => {
        const secret = NEVER_KEPT.has(raw) ? raw : `${raw}\u2603`
        const { record, refusal } = schoolCensus.readRow(
          changed(path, (element) => corrupt(element, secret)),
          HEADER,
          8,
          TODAY,
        )
        expect((record === undefined) !== (refusal === undefined)).toBe(true)
        if (!NEVER_KEPT.has(raw)) expect(JSON.stringify(refusal ?? {})).not.toContain('\u2603')
        if (refusal) {
          expect(refusal.field).toMatch(/^[A-Za-z/_]+$/)
          expect(refusal.code).toMatch(/^[a-z-]+$/)
          expect([null, 'SC0000000001']).toContain(refusal.recordId)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a refusal does not repeat a value that is wrong though well formed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.string({ minLength: 5, maxLength: 30 }), (path, text) => {
        const field = JSON.stringify({ line: 8, path, recordId: 'SC0000000001', words: NEVER_KEPT })
        const { refusal } = schoolCensus.readRow(withText(path, text), HEADER, 8, TODAY)
        fc.pre(!field.includes(text))
        if (refusal) expect(JSON.stringify(refusal)).not.toContain(text.trim() === '' ? '\u2603' : text)
      }),
      { numRuns: 1000 },
    )
  })
})
