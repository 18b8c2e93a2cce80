import { describe, expect, it } from '@jest/globals'
import type { IncomingRecord } from '@contactpoint/contracts'
import { FileFault } from '@contactpoint/feed-formats'
import { gpLinksSamples } from '@contactpoint/testing'
import { toPostcode } from '@contactpoint/text'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'
const NHS_NUMBER = '9990000018'

/** What becomes of each sample as it is, and of the same one if it were about a child and counted its segments rightly. */
const EXPECTED: Record<string, [asItIs: string, ofAChild: string]> = {
  ...{
    'inbound/amendment/amend-all': ['count-differs', 'present'],
    'inbound/amendment/amend-erase-mixed': ['count-differs', 'NAD+PAT/postcode missing-field'],
    'inbound/amendment/app-j-1': ['PNA+PAT not-an-nhs-number', 'moved'],
    'inbound/amendment/erase-all-1': same('NAD+PAT/postcode missing-field'),
    'inbound/amendment/erase-all-2': same('NAD+PAT/postcode missing-field'),
    'inbound/amendment/live-1': same('NAD+PAT/postcode missing-field'),
    'inbound/approval/app-j-with-nhs-number': ['PNA+PAT not-an-nhs-number', 'moved'],
    'inbound/approval/app-j-without-nhs-number': same('S01 nothing-told'),
    'inbound/close_quarter_notification/close-quarter-notification': ['truncated', 'RFF+950 not-for-us'],
    'inbound/close_quarter_notification/close-quarter-notification-other-transactions': [
      'count-differs',
      'reference-differs',
    ],
    'inbound/deduction/app-j-1': ['PNA+PAT not-an-nhs-number', 'moved'],
    'inbound/deduction/app-j-2': ['PNA+PAT not-an-nhs-number', 'moved'],
    'inbound/deduction_rejection/app-j-1': ['truncated', 'S01 nothing-told'],
    'inbound/deduction_rejection/live-1': same('S01 nothing-told'),
    'inbound/fp69_flag_removal/app-j-1': same('RFF+950 not-for-us'),
    'inbound/fp69_flag_removal/live-1': same('RFF+950 not-for-us'),
    'inbound/fp69_prior_notification/app-j-1': same('RFF+950 not-for-us'),
    'inbound/fp69_prior_notification/min': ['count-differs', 'RFF+950 not-for-us'],
    'inbound/rejection/app-j-1': same('RFF+950 not-for-us'),
    'inbound/rejection/full-character-set': same('RFF+950 not-for-us'),
  },
  ...{
    'outbound/acceptance/type1-birth-all': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type1-birth-app-j': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type1-birth-mandatory': ['DTM+329 not-a-child', 'born'],
    'outbound/acceptance/type2-first-all': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type2-first-app-j': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type2-first-mandatory-with-birthplace': same('DTM+329 missing-field'),
    'outbound/acceptance/type2-first-mandatory-with-nhs': same('DTM+329 missing-field'),
    'outbound/acceptance/type3-transferin-all': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type3-transferin-app-j': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type3-transferin-mandatory-birthplace': same('DTM+329 missing-field'),
    'outbound/acceptance/type3-transferin-mandatory-nhs-number': same('DTM+329 missing-field'),
    'outbound/acceptance/type4-immigrant-all': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type4-immigrant-app-j': ['DTM+329 not-a-child', 'present'],
    'outbound/acceptance/type4-immigrant-mandatory-birthplace': same('DTM+329 missing-field'),
    'outbound/acceptance/type4-immigrant-mandatory-nhs-number': same('DTM+329 missing-field'),
  },
  ...{
    'outbound/amendment/address-erase-1': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/address-erase-2': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/amend-all': ['DTM+329 not-a-child', 'present'],
    'outbound/amendment/amend-erase-mixed': ['DTM+329 not-a-child', 'NAD+PAT/postcode missing-field'],
    'outbound/amendment/app-j-1': ['PNA+PAT check-digit', 'moved'],
    'outbound/amendment/app-j-2': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/app-j-3': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/erase-all-1': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/erase-all-2': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/house-street-names-only': same('NAD+PAT/postcode missing-field'),
    'outbound/amendment/live-1': ['PNA+PAT check-digit', 'moved'],
    'outbound/amendment/name-change': same('PNA+PAT incomplete'),
    'outbound/amendment/name-erase1': same('S01 nothing-told'),
    'outbound/deduction/app-j-1': ['PNA+PAT not-an-nhs-number', 'moved'],
    'outbound/deduction/live-1': ['PNA+PAT check-digit', 'moved'],
    'outbound/removal/app-j-1': ['PNA+PAT not-an-nhs-number', 'moved'],
  },
}

function same(outcome: string): [string, string] {
  return [outcome, outcome]
}

/** The record of a file of one row, or how it was refused. */
async function outcomeOf(edifact: string): Promise<IncomingRecord | string> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(edifact, 'latin1')
  }
  const outcomes: (IncomingRecord | string)[] = []
  try {
    for await (const { record, refusal } of FEEDS['gp-links'].read(once(), TODAY))
      outcomes.push(record ?? `${refusal.field} ${refusal.code}`)
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return error.code
  }
  expect(outcomes).toHaveLength(1)
  return outcomes[0]!
}

const kindOf = (outcome: IncomingRecord | string): string => (typeof outcome === 'string' ? outcome : outcome.kind)

/** Every birth in 2015 and every message of 2020, a real NHS number, and segments counted and ended as they should be. */
function ofAChild(edifact: string): string {
  const mended = edifact
    .replaceAll(/DTM\+329:\d{4}/g, 'DTM+329:2015')
    .replaceAll(/DTM\+137:\d{4}/g, 'DTM+137:2020')
    .replaceAll(/(PNA\+(?:PAT|PER)\+)[^:+']+:/g, `$1${NHS_NUMBER}:`)
    .replace(/(UNZ[^']*?)'?\s*$/, "$1'")
  return mended.replaceAll(/UNH.*?UNT\+\d+/gs, (message) =>
    message.replace(/UNT\+\d+/, `UNT+${message.match(/\n/g)!.length + 1}`),
  )
}

interface Patient {
  name?: { family?: string; given?: string[] }[]
  gender?: string
  birthDate?: string
  address?: { line: (string | null)[]; postalCode?: string }[]
  identifier?: { value: string }[]
  generalPractitioner: { identifier: { value: string } }[]
}
interface Twin {
  parameter?: { name: string; resource?: Patient }[]
  patches?: { op: string; path: string; value?: unknown }[]
  gpCode?: string
}

/** What the twin of a sample says, in the directory's terms; as if of a child. */
function saidBy(fhir: unknown) {
  const { parameter, patches, gpCode } = fhir as Twin
  const patient = parameter?.find(({ name }) => name === 'patient')?.resource
  const [name, former] = patient?.name ?? []
  const [address] = patient?.address ?? []
  const patched = (path: string) => patches?.find((patch) => patch.path === path && patch.op !== 'remove')?.value
  const all = <T>(value: T, paths: string[]) => (patches ? paths.map(patched) : value)
  const [family, formerFamily, gender, birth] = all(
    [name?.family, former?.family, patient?.gender, patient?.birthDate],
    ['/name/0/family', '/name/1/family', '/gender', '/birthDate'],
  ) as (string | undefined)[]
  const given = all(
    name?.given ?? [],
    [0, 1, 2].map((at) => `/name/0/given/${at}`),
  ) as (string | null)[]
  const lines = all(
    address?.line ?? [],
    [0, 1, 2, 3, 4].map((at) => `/address/0/line/${at}`),
  ) as (string | null)[]
  const postcode = toPostcode(patches ? patched('/address/0/postalCode') : address?.postalCode)
  const local = (gpCode ?? patient!.generalPractitioner[0]!.identifier.value).split(',')[1]!
  return {
    name: { given: given.filter(Boolean).join(' '), family },
    formerFamilyNames: formerFamily ? [formerFamily] : [],
    dateOfBirth: birth?.replace(/^\d{4}/, '2015'),
    gender: gender === 'unknown' ? 'unspecified' : gender,
    address: postcode === null ? null : { lines: lines.filter(Boolean), postcode },
    hasNumber: Boolean(patches ?? patient?.identifier),
    gpPracticeCode: /^[A-Z]\d{5}$/.test(local) ? local : null,
  }
}

const samples = gpLinksSamples()

describe('a message of the NHS', () => {
  it('is expected to become something, whichever it is', () => {
    expect(samples.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it.each(samples)('$name becomes what it should, and the same about a child too', async ({ name, edifact }) => {
    const [asItIs, asOfAChild] = EXPECTED[name]!
    expect(kindOf(await outcomeOf(edifact))).toBe(asItIs)
    expect(kindOf(await outcomeOf(ofAChild(edifact)))).toBe(asOfAChild)
  })

  const taken = samples.filter(({ name }) => ['present', 'born', 'moved'].includes(EXPECTED[name]![1]))
  it.each(taken)('$name says what its twin says, field by field', async ({ name, edifact, fhir }) => {
    const record = await outcomeOf(ofAChild(edifact))
    if (typeof record === 'string') throw new Error(record)
    if (record.kind === 'involved') throw new Error('Of nobody’s service')
    const { hasNumber, name: named, formerFamilyNames, dateOfBirth, gender, address, gpPracticeCode } = saidBy(fhir)
    const ended = /deduction|removal/.test(name)
    expect(record.recordId).toBe(hasNumber && !name.includes('approval') ? `${NHS_NUMBER}-TES5` : record.recordId)
    expect(record.ended).toEqual(ended ? ['gpPracticeCode'] : undefined)
    expect(record.gpPracticeCode).toBe(ended ? null : gpPracticeCode)
    expect(record.address).toEqual(address)
    const identifiers = [{ scheme: 'nhs-number', value: NHS_NUMBER }]
    expect(record.identifiers).toEqual(hasNumber && !ended ? identifiers : [])
    if (record.kind === 'moved') return
    const given = record.kind === 'born' ? '' : record.name.given.join(' ')
    expect({ ...record.name, given }).toEqual(named)
    expect(record).toMatchObject({ formerFamilyNames, dateOfBirth, gender })
  })

  it('keeps nothing of free text, of titles, and of what the directory does not hold', async () => {
    const left = 'GP NOTES|CENTRE|MAJORCA|MILES|SCOTLAND|BURY|PETERBOROUGH|DR BLACK|LNS|HAUNTED|LORD|MRS|1968|1992'
    for (const { edifact } of samples)
      expect(JSON.stringify(await outcomeOf(ofAChild(edifact)))).not.toMatch(new RegExp(left))
  })
})
