import { describe, expect, it } from '@jest/globals'
import type { IncomingRecord, PresentRecord, RowRefusal } from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { aGpLinksFile, GP_ACCEPTANCE, GP_AMENDMENT, type GpLinksMessage } from '@contactpoint/testing'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'
const NUMBER = '9990000018'

const PATIENT = GP_ACCEPTANCE.find((segment) => segment.startsWith('PNA+PAT'))!
const BORN = 'DTM+329:20150302:102'
const HOME = GP_AMENDMENT.at(-1)!

async function outcomesOf(file: string, today = TODAY): Promise<(IncomingRecord | RowRefusal)[]> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(file, 'latin1')
  }
  const outcomes: (IncomingRecord | RowRefusal)[] = []
  for await (const { record, refusal } of FEEDS['gp-links'].read(once(), today)) outcomes.push(record ?? refusal)
  return outcomes
}

const recordOf = async (said: GpLinksMessage): Promise<PresentRecord> =>
  (await outcomesOf(aGpLinksFile(said)))[0] as PresentRecord
const refusalOf = async (said: GpLinksMessage, today?: string): Promise<unknown> => {
  const [outcome] = await outcomesOf(aGpLinksFile(said), today)
  return outcome && 'code' in outcome ? [outcome.field, outcome.code] : outcome
}
/** An acceptance with another segment in place of the one that begins so; without it where there is none. */
const other = (start: string, segment?: string, of = GP_ACCEPTANCE): string[] => {
  expect(of.some((one) => one.startsWith(start))).toBe(true)
  return of.flatMap((one) => (one.startsWith(start) ? (segment ?? []) : one))
}

describe('an acceptance', () => {
  it('becomes a record in the directory’s own terms', async () => {
    expect(await recordOf({ segments: GP_ACCEPTANCE })).toEqual({
      kind: 'present',
      recordId: `${NUMBER}-TES5`,
      version: '2026-10-01T14:38.00000017',
      asOf: '2026-10-01',
      name: { given: ['SEAN', 'PATRICK', 'JAMES', 'JOHN'], family: "O'BRIEN" },
      formerFamilyNames: ['MURPHY'],
      dateOfBirth: '2015-03-02',
      gender: 'male',
      address: { lines: ['12 HIGH STREET', 'LEEDS', 'WEST YORKSHIRE'], postcode: 'LS1 4AP' },
      identifiers: [{ scheme: 'nhs-number', value: NUMBER }],
      carers: [],
      education: null,
      gpPracticeCode: 'A81001',
    })
  })

  it('of a birth is of a newborn while there is only a baby’s name', async () => {
    const birth = other('HEA+ATP', 'HEA+ATP+1:ZZZ')
    expect((await recordOf({ segments: birth })).kind).toBe('present')
    for (const forename of ['', '+TI:MISS', '+FO:BABY', '+FO:BABY GIRL', '+FO:BABY+MI:BOY']) {
      const segments = other('PNA+PAT', `PNA+PAT+${NUMBER}:OPI+++SU:MURPHY${forename}`, birth)
      expect(await recordOf({ segments })).toMatchObject({ kind: 'born', name: { given: ['Baby'], family: 'MURPHY' } })
    }
    const second = other('PNA+PAT', 'PNA+PAT++++SU:MURPHY+MI:JOHN', birth)
    expect(await refusalOf({ segments: second })).toEqual(['PNA+PAT/FO', 'missing-field'])
    const named = other('PNA+PAT', 'PNA+PAT++++SU:MURPHY+FO:BABYLON', birth)
    expect((await recordOf({ segments: named })).kind).toBe('present')
    const segments = other('PNA+PAT', 'PNA+PAT++++SU:MURPHY')
    expect(await refusalOf({ segments })).toEqual(['PNA+PAT/FO', 'missing-field'])
  })

  it.each(['9999999999', '1234567890', 'N/10/10', 'ABCDE1234', ''])(
    'with %j for an NHS number is told by its transaction, and has no number',
    async (number) => {
      const pat = PATIENT.replace(`${NUMBER}:OPI`, number && `${number}:OPI`)
      const record = await recordOf({ segments: other('PNA+PAT', pat) })
      expect(record).toMatchObject({ kind: 'present', recordId: 'TES5-XX11-00000017', identifiers: [] })
      expect(JSON.stringify(record)).not.toContain(number || NUMBER)
    },
  )

  it('without postcode has no address', async () => {
    const record = await recordOf({ segments: other('NAD+PAT', 'NAD+PAT++??:12 HIGH STREET::LEEDS') })
    expect(record).toMatchObject({ kind: 'present', address: null })
  })

  it.each([
    ['RFF+TN', undefined, 'RFF+TN', 'missing-field'],
    ['RFF+TN', 'RFF+TN:123456789', 'RFF+TN', 'format'],
    ['RFF+TN', 'RFF+TN:17:8', 'RFF+TN/unknown', 'unknown-field'],
    ['NAD+GP', undefined, 'NAD+GP', 'missing-field'],
    ['NAD+GP', 'NAD+GP+A81001:900', 'NAD+GP', 'format'],
    ['HEA+ATP', undefined, 'HEA+ATP', 'missing-field'],
    ['HEA+ATP', 'HEA+ATP+5:ZZZ', 'HEA+ATP', 'format'],
    ['DTM+329', undefined, 'DTM+329', 'missing-field'],
    ['DTM+329', 'DTM+329:20150230:102', 'DTM+329', 'not-a-date'],
    ['DTM+329', 'DTM+329:20150302:203', 'DTM+329', 'format'],
    ['DTM+329', 'DTM+329:20261002:102', 'DTM+329', 'in-the-future'],
    ['PDI', undefined, 'PDI', 'missing-field'],
    ['PDI', 'PDI+3', 'PDI', 'not-in-list'],
    ['PNA+PAT', undefined, 'PNA+PAT', 'missing-field'],
    ['PNA+PAT', 'PNA+PAT++++FO:SEAN', 'PNA+PAT/SU', 'missing-field'],
    ['PNA+PAT', 'PNA+PAT++++SU:O2+FO:SEAN', 'PNA+PAT/SU', 'not-a-name'],
    ['PNA+PAT', 'PNA+PAT++++SU:MURPHY+FO:SEAN+FO:PAT', 'PNA+PAT/FO', 'repeated-field'],
    ['PNA+PAT', 'PNA+PAT++++SU:MURPHY+FO:SEAN+XX:NOTE', 'PNA+PAT/unknown', 'unknown-field'],
    ['PNA+PAT', 'PNA+PAT++++SU:MURPHY+FO:A+FS:B C D E F G H I J K', 'PNA+PAT/FS', 'too-many'],
    ['PNA+PAT', `PNA+PAT+${NUMBER}:XXX+++SU:MURPHY+FO:SEAN`, 'PNA+PAT', 'format'],
    ['NAD+PAT', 'NAD+PAT++12 HIGH STREET+++++LEEDS', 'NAD+PAT/postcode', 'not-a-postcode'],
    ['NAD+PAT', 'NAD+PAT+++++++LS1 4AP', 'NAD+PAT', 'missing-field'],
    ['NAD+PAT', 'NAD+PAT++%:LEEDS+++++LS1 4AP', 'NAD+PAT', 'format'],
    ['NAD+PAT', 'NAD+PAT++1:2:3:4:5:6+++++LS1 4AP', 'NAD+PAT', 'too-many'],
  ])('is refused with %j as %j: %s %s', async (start, segment, field, code) => {
    expect(await refusalOf({ segments: other(start, segment) })).toEqual([field, code])
  })

  it('is refused from the day on which the patient is eighteen, before anything else of them is read', async () => {
    const segments = other('DTM+329', 'DTM+329:20081102:102', other('PNA+PAT', 'PNA+PAT++++SU:O2'))
    expect(await refusalOf({ segments }, '2026-11-01')).toEqual(['PNA+PAT/SU', 'not-a-name'])
    expect(await refusalOf({ segments }, '2026-11-02')).toEqual(['DTM+329', 'not-a-child'])
    const [refusal] = await outcomesOf(aGpLinksFile({ segments }), '2026-11-02')
    expect(refusal).toEqual({ line: 7, recordId: null, field: 'DTM+329', code: 'not-a-child' })
  })

  it('is refused with a segment nobody knows, whose name is not repeated, and with one too many', async () => {
    for (const segment of ['XYZ+SECRET', 'NAD+SECRET', 'HEA+SECRET', 'PNA+SECRET', 'DTM+137:202610011438:203'])
      expect(await refusalOf({ segments: [...GP_ACCEPTANCE, segment] })).toEqual(['unknown', 'unknown-field'])
    expect(await refusalOf({ segments: [...GP_ACCEPTANCE, BORN] })).toEqual(['DTM+329', 'repeated-field'])
    expect(await refusalOf({ segments: [...GP_ACCEPTANCE, 'S02+2'] })).toEqual(['S02', 'too-many'])
  })
})

describe('an amendment', () => {
  const amended = (...segments: string[]): GpLinksMessage => ({
    type: 'G2',
    segments: [...GP_AMENDMENT.slice(0, 4), ...segments],
  })
  const who = `PNA+PAT+${NUMBER}:OPI`

  it('says what is new, from either side, of the patient on that practice’s list', async () => {
    const record = await recordOf({ type: 'G2', segments: GP_AMENDMENT })
    expect(record).toEqual({
      kind: 'moved',
      recordId: `${NUMBER}-TES5`,
      version: '2026-10-01T14:38.00000018',
      asOf: '2026-10-01',
      address: { lines: ['12 HIGH STREET', 'LEEDS', 'WEST YORKSHIRE'], postcode: 'LS1 4AP' },
      identifiers: [{ scheme: 'nhs-number', value: NUMBER }],
      carers: [],
      education: null,
      gpPracticeCode: 'A81001',
    })
    // From the authority to the practice, which is then the recipient.
    expect((await recordOf({ type: 'F1', segments: GP_AMENDMENT })).recordId).toBe(`${NUMBER}-XX11`)
  })

  it('with the whole name, birth date and gender says who the patient is', async () => {
    const record = await recordOf(amended(PATIENT, BORN, 'PDI+2', HOME))
    expect(record).toMatchObject({ kind: 'present', gender: 'female', address: { postcode: 'LS1 4AP' } })
    expect((await recordOf(amended(PATIENT, 'PDI+2', HOME))).kind).toBe('moved')
    expect((await recordOf(amended(PATIENT, BORN, HOME))).kind).toBe('moved')
    expect((await recordOf(amended(`${who}+++SU:MURPHY+FO:%`, BORN, 'PDI+2', HOME))).kind).toBe('moved')
  })

  it('takes back an address of which all is erased, and is refused with half of one', async () => {
    const gone = await recordOf(amended(who, 'NAD+PAT++%:%:%:%:%+++++%'))
    expect(gone).toMatchObject({ kind: 'moved', address: null, ended: ['address'] })
    for (const half of ['NAD+PAT++%:LEEDS+++++%', 'NAD+PAT++12 HIGH STREET:LEEDS'])
      expect(await refusalOf(amended(who, half))).toEqual(['NAD+PAT/postcode', 'missing-field'])
  })

  it('gives another NHS number', async () => {
    const record = await recordOf(amended(who, 'S02+2', 'PNA+PER+9990000026:API'))
    expect(record.identifiers.map(({ value }) => value)).toEqual([NUMBER, '9990000026'])
  })

  it.each([
    [[], 'PNA+PAT', 'missing-field'],
    [['PNA+PAT', HOME], 'PNA+PAT', 'missing-field'],
    [['PNA+PAT+9990000017:OPI', HOME], 'PNA+PAT', 'check-digit'],
    [['PNA+PAT+9999999999:OPI', HOME], 'PNA+PAT', 'check-digit'],
    [['PNA+PAT+N/10/10:OPI', HOME], 'PNA+PAT', 'not-an-nhs-number'],
    [[`${who}+++SU:MURPHY`], 'PNA+PAT', 'incomplete'],
    [[`${who}+++MI:JOHN`], 'PNA+PAT', 'incomplete'],
    [[who, 'DTM+329:20000101:102', HOME], 'DTM+329', 'not-a-child'],
  ])('of %j is refused: %s %s', async (segments, field, code) => {
    expect(await refusalOf(amended(...segments))).toEqual([field, code])
  })

  it('that says nothing is refused', async () => {
    const segments = other('NAD+GP', 'NAD+GP+4826940,281:900', GP_AMENDMENT.slice(0, 5))
    expect(await refusalOf({ type: 'F1', segments })).toEqual(['S01', 'nothing-told'])
  })
})

describe('other messages', () => {
  const about = (...segments: string[]): string[] => [...GP_AMENDMENT.slice(0, 3), ...segments]
  const who = `PNA+PAT+${NUMBER}:OPI`

  it.each(['F2', 'G3', 'G5'])('of type %s end what a practice has said of itself', async (type) => {
    const record = await recordOf({ type, segments: about('GIS+1:ZZZ', 'DTM+961:20260901:102', 'S02+2', who) })
    expect(record).toMatchObject({ kind: 'moved', ended: ['gpPracticeCode'], gpPracticeCode: null, identifiers: [] })
    expect(await refusalOf({ type, segments: about(who.replace('18', '17')) })).toEqual(['PNA+PAT', 'check-digit'])
  })

  it('that refuse a practice what it asked for put it back', async () => {
    const record = await recordOf({ type: 'F11', segments: about('FTX+RGI+++NO', 'S02+2', who) })
    expect(record).toMatchObject({ kind: 'moved', recordId: `${NUMBER}-XX11`, gpPracticeCode: 'A81001' })
    expect(record.ended).toBeUndefined()
  })

  it('that approve an acceptance give its record the NHS number', async () => {
    const nameless = other('PNA+PAT', 'PNA+PAT++++SU:MURPHY+FO:SEAN')
    const { recordId } = await recordOf({ segments: nameless })
    const approved = aGpLinksFile({ type: 'F4', segments: other('RFF+TN', 'RFF+TN:17', about('S02+2', who)) })
    const [record] = await outcomesOf(approved.replace('TES5+XX11', 'XX11+TES5'))
    expect(record).toMatchObject({ recordId, kind: 'moved', identifiers: [{ scheme: 'nhs-number', value: NUMBER }] })
    expect(await refusalOf({ type: 'F4', segments: about() })).toEqual(['S01', 'nothing-told'])
    const wrong = about(who.replace('18', '17'))
    expect(await refusalOf({ type: 'F4', segments: wrong })).toEqual(['PNA+PAT', 'check-digit'])
  })

  it.each(['F3', 'F8', 'F9', 'F10', 'G4', 'F99'])('of type %s are not for us, whatever is in them', async (type) => {
    expect(await refusalOf({ type, segments: ['S01+1', 'XYZ+SECRET'] })).toEqual(['RFF+950', 'not-for-us'])
    expect(await refusalOf({ type, segments: [] })).toEqual(['RFF+950', 'not-for-us'])
  })

  it('may have many transactions, each a row on its line', async () => {
    const [first, second] = await outcomesOf(aGpLinksFile({ segments: [...GP_ACCEPTANCE, ...about(who)] }))
    expect(first).toMatchObject({ kind: 'present' })
    expect(second).toEqual({ line: 19, recordId: null, field: 'DTM+329', code: 'missing-field' })
  })
})

describe('a message', () => {
  const faultOf = (there: string, instead: string): Promise<unknown> =>
    outcomesOf(aGpLinksFile({ segments: GP_ACCEPTANCE }).replace(there, instead)).catch((error: unknown) => error)

  it.each([
    ['FHSREG', 'ORDERS'],
    ['DTM+137:202610011438', 'DTM+137:202611021438'],
    ['DTM+137:202610011438', 'DTM+137:202602301438'],
    ['DTM+137:202610011438', 'DTM+137:202610012460'],
    ['DTM+137:202610011438:203', 'DTM+137:20261001:102'],
    ['DTM+137', 'DTM+206'],
    ['RFF+950:G1', 'RFF+950:SECRET'],
    ['RFF+950:G1', 'RFF+TN:1'],
    ['BGM+++507', 'RFF+TN:1'],
    ['NAD+FHS', 'NAD+SECRET'],
    ['TES5', 'TES 5'],
  ])('refuses its file when %j is %j', async (there, instead) => {
    expect(await faultOf(there, instead)).toEqual(new FileFault('header-not-valid', 2))
  })
})
