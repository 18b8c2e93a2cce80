import { expect, it } from '@jest/globals'
import type { IncomingRecord } from '@contactpoint/contracts'
import {
  acceptanceEdifact,
  gpLinksFooter,
  gpLinksHeader,
  GpLists,
  gpRecordId,
  syntheticChildren,
} from '@contactpoint/synthetic'
import { foldName } from '@contactpoint/text'
import { FEEDS } from './feeds.rules.ts'

const SENT = '2026-10-01'
const lists = new GpLists(7, SENT)
const registered = [...syntheticChildren({ children: 500, seed: 7 })].flatMap((child) => {
  const registration = lists.registrationOf(child)
  return registration ? [{ child, registration }] : []
})

async function* written(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(gpLinksHeader(SENT))
  for (const { child, registration } of registered) yield Buffer.from(acceptanceEdifact(child, registration))
  yield Buffer.from(gpLinksFooter(registered.length))
}

it('made-up children who are registered with practices are read as they were made', async () => {
  const records: IncomingRecord[] = []
  for await (const { record, refusal } of FEEDS['gp-links'].read(written(), '2026-11-01'))
    if (record) records.push(record)
    else throw new Error(`${refusal.field} ${refusal.code}`)
  expect(records).toHaveLength(registered.length)
  for (const [index, { child, registration }] of registered.entries()) {
    const record = records[index]!
    if (record.kind !== 'present') throw new Error(record.kind)
    const { recordId, gpPracticeCode, dateOfBirth, gender, address, identifiers, name } = record
    expect({ recordId, gpPracticeCode, dateOfBirth, gender, postcode: address?.postcode }).toEqual({
      recordId: gpRecordId(registration),
      gpPracticeCode: registration.practice,
      dateOfBirth: child.dateOfBirth,
      gender: child.sex ? { M: 'male', F: 'female' }[child.sex] : 'unspecified',
      postcode: child.address?.postcode,
    })
    expect(address?.lines).toEqual(child.address?.lines.map((line) => line.toUpperCase()))
    expect(identifiers.map(({ value }) => value)).toEqual(registration.nhsNumber ? [registration.nhsNumber] : [])
    const whole = [child.givenName, ...child.middleNames, child.familyName]
    expect(foldName([...name.given, name.family].join(' '))).toBe(foldName(whole.join(' ')))
    expect(record.formerFamilyNames.map(foldName)).toEqual(child.formerSurname ? [foldName(child.formerSurname)] : [])
  }
})
