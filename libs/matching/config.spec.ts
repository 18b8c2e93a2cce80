import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MatchConfigError, readMatchConfig } from './config.ts'

const SURNAME = { type: 'family-name', column: 'surname' }

function config(fields: unknown, more: object = {}): unknown {
  return { id: 'id', fields, ...more }
}

describe('a match config', () => {
  it('maps columns to fields', () => {
    const read = readMatchConfig(
      config([
        { type: 'given-name', column: 'first_name' },
        { type: 'address', columns: ['number', 'street'] },
        { type: 'date-of-birth', column: 'dob', format: 'YYYYMMDD' },
        { type: 'identifier', column: 'nhs', scheme: 'nhs-number' },
        { type: 'identifier', column: 'key', name: 'local key' },
      ]),
    )
    expect(read.fields).toEqual([
      { type: 'given-name', name: 'given-name' },
      { type: 'address', name: 'address' },
      { type: 'date-of-birth', name: 'date-of-birth' },
      { type: 'identifier', name: 'identifier nhs', scheme: 'nhs-number' },
      { type: 'identifier', name: 'local key', scheme: 'other' },
    ])
    expect(read.left.id).toBe('id')
    expect(read.left.sources.slice(0, 3)).toEqual([
      { kind: 'text', columns: ['first_name'] },
      { kind: 'text', columns: ['number', 'street'] },
      { kind: 'date', column: 'dob', format: 'YYYYMMDD' },
    ])
    expect(read.right).toBe(read.left)
  })

  it('takes a date from three columns, and reads one column as YYYY-MM-DD when it does not say', () => {
    const columns = { day: 'd', month: 'm', year: 'y' }
    expect(readMatchConfig(config([{ type: 'date-of-birth', columns }])).left.sources).toEqual([
      { kind: 'date-parts', ...columns },
    ])
    expect(readMatchConfig(config([{ type: 'date-of-birth', column: 'dob' }])).left.sources).toEqual([
      { kind: 'date', column: 'dob', format: 'YYYY-MM-DD' },
    ])
  })

  it.each(['YYYY-MM-DD', 'DD/MM/YYYY', 'YYYYMMDD', 'MM.DD.YYYY', 'DD MM YYYY', 'D/M/YY'])(
    'knows the format %s',
    (format) => {
      expect(() => readMatchConfig(config([{ type: 'date-of-birth', column: 'dob', format }]))).not.toThrow()
    },
  )

  it('lets the right list have its own columns, and takes from the left what it does not say', () => {
    const right = { id: 'key', fields: [{ type: 'family-name', column: 'last' }] }
    expect(readMatchConfig(config([SURNAME], { right })).right).toEqual({
      id: 'key',
      sources: [{ kind: 'text', columns: ['last'] }],
    })
    expect(readMatchConfig(config([SURNAME], { right: { id: 'key' } })).right).toEqual({
      id: 'key',
      sources: [{ kind: 'text', columns: ['surname'] }],
    })
    expect(readMatchConfig(config([SURNAME], { right: { fields: right.fields } })).right.id).toBe('id')
  })

  const WRONG: readonly [string, unknown, RegExp][] = [
    ['text', 'surname', /must be an object like/],
    ['a list', [], /must be an object like/],
    ['without id', { fields: [SURNAME] }, /"id" is missing in the config/],
    ['without fields', { id: 'id' }, /"fields" must be a list of at least one field/],
    ['with no field', config([]), /"fields" must be a list of at least one field/],
    ['with an unknown key', config([SURNAME], { treshold: 0.9 }), /There is no "treshold" in the config/],
    [
      'with an unknown type',
      config([{ type: 'surename', column: 'a' }]),
      /no type "surename" \(fields\[0\]\)\..*There are: given-name, middle-name/,
    ],
    ['with a mistyped type', config([{ type: 'givenname', column: 'a' }]), /Did you mean "given-name"\?/],
    [
      'with a mistyped key',
      config([{ type: 'text', colum: 'a' }]),
      /no "colum" in fields\[0\] \(text\)\. Did you mean "column"\?/,
    ],
    ['without a column', config([{ type: 'text' }]), /fields\[0\] \(text\) needs either "column" or "columns"/],
    [
      'with column and columns',
      config([{ type: 'text', column: 'a', columns: ['b'] }]),
      /either "column" or "columns"/,
    ],
    [
      'with an empty column',
      config([{ type: 'text', column: ' ' }]),
      /"column" in fields\[0\] \(text\) must be a text/,
    ],
    ['with no columns', config([{ type: 'address', columns: [] }]), /must be a list of column names/],
    ['with date parts of a name', config([{ type: 'text', columns: { day: 'd' } }]), /must be a list of column names/],
    [
      'with a date part too few',
      config([{ type: 'date-of-birth', columns: { day: 'd', month: 'm' } }]),
      /"year" is missing/,
    ],
    [
      'with a format of a name',
      config([{ ...SURNAME, format: 'YYYY-MM-DD' }]),
      /"format" .* is for dates of birth only/,
    ],
    [
      'with a format nobody knows',
      config([{ type: 'date-of-birth', column: 'a', format: 'yyyy-mm-dd' }]),
      /YYYY \(or YY\), MM \(or M\) and DD \(or D\) once each/,
    ],
    ['with a scheme of a name', config([{ ...SURNAME, scheme: 'upn' }]), /"scheme" .* is for identifiers only/],
    [
      'with an unknown scheme',
      config([{ type: 'identifier', column: 'a', scheme: 'nhs' }]),
      /no scheme "nhs".*nhs-number, upn, other/,
    ],
    [
      'with a column twice',
      config([SURNAME, { type: 'text', column: 'surname' }]),
      /fields\[0\] and fields\[1\] read the same column \(surname\)/,
    ],
    [
      'with a name twice',
      config([SURNAME, { type: 'text', column: 'b', name: 'family-name' }]),
      /Two fields are called "family-name"/,
    ],
    [
      'with a right list of other types',
      config([SURNAME], { right: { fields: [{ type: 'text', column: 'b' }] } }),
      /right\.fields\[0\] is of type "text" and fields\[0\] of type "family-name"/,
    ],
    [
      'with a longer right list',
      config([SURNAME], { right: { fields: [SURNAME, { type: 'text', column: 'b' }] } }),
      /"right.fields" has 2 fields and "fields" has 1/,
    ],
    [
      'with an unknown key in right',
      config([SURNAME], { right: { field: [] } }),
      /no "field" in "right"\. Did you mean "fields"\?/,
    ],
  ]

  it.each(WRONG)('that is wrong is explained: %s', (_name, json, message) => {
    expect(() => readMatchConfig(json)).toThrow(MatchConfigError)
    expect(() => readMatchConfig(json)).toThrow(message)
  })

  it('is read or refused with a sentence, whatever it holds', () => {
    const anything = fc.object({ key: fc.constantFrom('id', 'fields', 'right', 'type', 'column', 'columns', 'x') })
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          anything.map((one) => config([one])),
          fc.anything(),
        ),
        (json) => {
          try {
            readMatchConfig(json)
          } catch (error) {
            expect(error).toBeInstanceOf(MatchConfigError)
            expect((error as Error).message).toMatch(/[.]$/)
          }
        },
      ),
    )
  })
})
