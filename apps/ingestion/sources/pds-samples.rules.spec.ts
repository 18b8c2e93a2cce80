import { describe, expect, it } from '@jest/globals'
import { pdsSamples } from '@contactpoint/testing'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'
/** When the last of the adults among them was a child. */
const LONG_AGO = '2012-06-01'

async function outcomeOf(one: object, today = TODAY): Promise<LocatedOutcome> {
  async function* once(): AsyncGenerator<Uint8Array> {
    const header = { feed: 'pds', extractDate: today, serial: '001' }
    yield Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(one)}\n`)
  }
  const { value } = await FEEDS.pds.read(once(), today)[Symbol.asyncIterator]().next()
  return value as LocatedOutcome
}
const told = ({ record, refusal }: LocatedOutcome): string =>
  record ? `${record.kind} ${record.recordId}` : `${refusal.field} ${refusal.code}`

const NHS_NUMBER = (value: string) => [{ scheme: 'nhs-number', value }]
const KNOWS_NOTHING = { address: null, carers: [], education: null, gpPracticeCode: null }

describe('the samples of the Personal Demographics Service', () => {
  const samples = pdsSamples()

  it.each([
    ['Patient', 'died 9000000009'],
    ['PatientCompoundName', 'died 9000000015'],
    ['Minimal_Patient', 'birthDate missing-field'],
    ['Sensitive_Patient', 'died 9000000025'],
    ['patient_9000000025', 'died 9000000025'],
    ['Sensitive_PatientSearch', 'birthDate not-a-child'],
    ['patient_9733162043', 'birthDate not-a-child'],
    ['new_patient', 'birthDate not-a-child'],
    ['new_pds_record_at_birth', 'present 5900016374'],
    ['request_create_patient', 'meta missing-field'],
    ['cuff_superseded_searchset', 'birthDate not-a-child'],
    ['dateOfDeath_searchset', 'birthDate not-a-child'],
    ['general_practitioner_searchset', 'present 9733162337'],
    ['fuzzy_single_searchset', 'birthDate not-a-child'],
    ['TOO_MANY_MATCHES', 'unknown unknown-field'],
    ['INVALIDATED_RESOURCE', 'unknown unknown-field'],
    ['related_person', 'unknown unknown-field'],
  ])('%s is %s', async (name, outcome) => {
    expect(told(await outcomeOf(samples[name]!))).toBe(outcome)
  })

  it('are all of the file', () => {
    expect(Object.keys(samples)).toHaveLength(17)
  })

  it('a restricted patient is held back, with nothing but who it is', async () => {
    const { record } = await outcomeOf(samples.Sensitive_Patient!)
    expect(record).toEqual({
      ...KNOWS_NOTHING,
      ...{ kind: 'died', protect: true, recordId: '9000000025', identifiers: NHS_NUMBER('9000000025') },
      ...{ version: '0000000002.2026-11-01.001', asOf: TODAY, dateOfDeath: '2010-10-22' },
      ...{ name: { given: ['Janet'], family: 'Smythe' }, formerFamilyNames: [] },
      ...{ dateOfBirth: '2010-10-22', gender: 'female' },
    })
  })

  it('the same patient, but for the label, without an address that is over', async () => {
    const { record } = await outcomeOf(samples.Patient!)
    expect(record).toEqual({
      ...KNOWS_NOTHING,
      ...{ kind: 'died', recordId: '9000000009', identifiers: NHS_NUMBER('9000000009') },
      ...{ version: '0000000002.2026-11-01.001', asOf: TODAY, dateOfDeath: '2010-10-22' },
      ...{ name: { given: ['Jane'], family: 'Smith' }, formerFamilyNames: [] },
      ...{ dateOfBirth: '2010-10-22', gender: 'female' },
    })
  })

  it('and while it was not over, with it and its practice', async () => {
    const { record } = await outcomeOf(samples.Patient!, '2021-06-01')
    expect(record).toMatchObject({
      address: {
        lines: ['1 Trevelyan Square', 'Boar Lane', 'City Centre', 'Leeds, West Yorkshire'],
        postcode: 'LS1 6AE',
      },
      gpPracticeCode: 'Y12345',
    })
  })

  it('a child of today, field by field', async () => {
    const { record } = await outcomeOf(samples.general_practitioner_searchset!)
    expect(record).toEqual({
      ...{ kind: 'present', recordId: '9733162337', identifiers: NHS_NUMBER('9733162337') },
      ...{ version: '0000000001.2026-11-01.001', asOf: TODAY },
      ...{ name: { given: ['Bart', 'Nathan'], family: 'MEEK' }, formerFamilyNames: [] },
      ...{ dateOfBirth: '2015-10-22', gender: 'male' },
      address: { lines: ['3 ECCLES COURT', 'WRAWBY', 'BRIGG', 'S HUMBERSIDE'], postcode: 'DN20 8TD' },
      ...{ carers: [], education: null, gpPracticeCode: 'A20047' },
    })
  })

  it('of an adult of today who was a child then', async () => {
    expect(told(await outcomeOf(samples.fuzzy_single_searchset!, LONG_AGO))).toBe('present 5900022366')
  })
})
