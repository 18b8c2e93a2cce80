import { describe, expect, it } from '@jest/globals'
import type { DiedRecord } from '@contactpoint/contracts'
import { deathSamples } from '@contactpoint/testing'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'
const samples = deathSamples()

const adult = 'DeceasedBirthDate/ns1:PersonBirthDate not-a-child'
const nameless = 'DeceasedName/ns4:PersonFamilyName missing-field'
const undated = 'DeceasedBirthDate missing-field'
const [bornAbout, diedAbout] = ['PartialYearOfBirth partial-date', 'PartialYearOfDeath partial-date']
const wrongWayRound = 'DeceasedDeathDate/ns1:PersonDeathDate before-birth'
const wrongPostcode = 'DeceasedAddress/ns3:Postcode not-a-postcode'

async function outcomesOf(text: string): Promise<{ told: string[]; records: DiedRecord[] }> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
  }
  const [told, records]: [string[], DiedRecord[]] = [[], []]
  for await (const { record, refusal } of FEEDS.deaths.read(once(), TODAY)) {
    told.push(record ? record.kind : `${refusal.field} ${refusal.code}`)
    if (record?.kind === 'died') records.push(record)
  }
  return { told, records }
}
/** The same of somebody who was a child. */
const ofAChild = (text: string): string =>
  text
    .replaceAll(/(PersonBirthDate>)\d{4}-\d\d-\d\d/g, '$12015-03-02')
    .replaceAll(/(PersonDeathDate>)\d{4}-\d\d-\d\d/g, '$12022-03-01')

/** What becomes of each registration as it is, and of the same one if it were about a child. */
const EXPECTED: Record<string, [asTheyAre: string[], ofChildren: string[]]> = {
  characterCount: [
    [bornAbout, adult, adult, bornAbout, bornAbout, adult, adult, bornAbout, adult, adult],
    [bornAbout, nameless, 'died', bornAbout, bornAbout, 'died', diedAbout, bornAbout, 'died', wrongPostcode],
  ],
  fieldOccurances: [
    [adult, 'died', adult],
    ['died', 'died', 'died'],
  ],
  noDeathRegistrations: [[], []],
  nonAsciiCharacters: [
    [adult, adult, bornAbout, adult, bornAbout, adult, bornAbout, bornAbout, bornAbout, adult, adult, nameless, adult],
    [
      ...[diedAbout, 'died', bornAbout, 'died', bornAbout, diedAbout, bornAbout],
      ...[bornAbout, bornAbout, 'died', 'died', nameless, 'died'],
    ],
  ],
  onlyRequiredFields: [Array<string>(9).fill(undated), Array<string>(9).fill(undated)],
  updatedRecords: [
    [wrongWayRound, adult, adult, adult, adult],
    ['died', 'died', diedAbout, 'moved', 'died'],
  ],
}

describe('the samples of the death extract', () => {
  it.each(Object.keys(EXPECTED))('%s: each registration is taken or refused as the page says', async (name) => {
    const [asTheyAre, ofChildren] = EXPECTED[name]!
    expect((await outcomesOf(samples[name]!)).told).toEqual(asTheyAre)
    expect((await outcomesOf(ofAChild(samples[name]!))).told).toEqual(ofChildren)
  })

  it('of one day: the five of children are taken, and of the adults nothing', async () => {
    const { told, records } = await outcomesOf(samples.DWP_D_20220301!)
    expect([told.length, told.filter((one) => one === adult).length]).toEqual([33, 28])
    expect(records.map(({ recordId, dateOfBirth }) => [recordId, dateOfBirth])).toEqual(
      Array(5).fill([expect.stringMatching(/^\d+$/), '2022-02-28']),
    )
    expect((await outcomesOf(ofAChild(samples.DWP_D_20220301!))).told).toEqual(Array(33).fill('died'))
  })

  it('are all here', () => {
    expect(Object.keys(samples).sort()).toEqual([...Object.keys(EXPECTED), 'DWP_D_20220301'].sort())
  })
})
