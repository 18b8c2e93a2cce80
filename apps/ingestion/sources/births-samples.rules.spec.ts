import { describe, expect, it } from '@jest/globals'
import { birthSamples } from '@contactpoint/testing'
import { NEVER_KEPT } from './births.rules.ts'
import type { LocatedOutcome } from './feed.rules.ts'
import { FEEDS } from './feeds.rules.ts'

const TODAY = '2026-11-01'

async function outcomeOf(one: object, today = TODAY): Promise<LocatedOutcome> {
  async function* once(): AsyncGenerator<Uint8Array> {
    const header = { feed: 'births', extractDate: today, serial: '001' }
    yield Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(one)}\n`)
  }
  const { value } = await FEEDS.births.read(once(), today)[Symbol.asyncIterator]().next()
  return value as LocatedOutcome
}
const told = ({ record, refusal }: LocatedOutcome): string =>
  record ? `${record.kind} ${record.recordId}` : `${refusal.field} ${refusal.code}`

describe('the samples of the Home Office', () => {
  const { v1, v0 } = birthSamples()
  /** As it gives them to whoever may not see full details. */
  function redacted(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const never: string[] = Object.values(NEVER_KEPT).flat()
    const ofMother = (name: string): boolean => name === 'address' && !('maidenSurname' in value)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        (never.includes(name) && name !== 'address') || ofMother(name) ? null : redacted(one),
      ]),
    )
  }
  const blocked = 'status/blocked blocked'

  const WITH_DETAILS: Record<string, string> = {
    '999999920': blocked,
    '999999926': 'previousRegistration/registrar never-kept',
  }

  it.each([
    ['123456789', 'child/dateOfBirth not-a-child'],
    ['999999901', 'born 999999901'],
    ['999999902', 'born 999999902'],
    ['999999903', 'born 999999903'],
    ['999999910', 'born 999999910'],
    ['999999920', blocked],
    ['999999921', 'status/cancelled cancelled'],
    ['999999922', 'nextRegistration superseded'],
    ['999999923', 'status/marginalNote court-order'],
    ['999999924', 'status/potentiallyFictitious fictitious'],
    ['999999925', 'nextRegistration superseded'],
    ['999999926', blocked],
    ['999999930', 'nextRegistration superseded'],
    ['999999931', 'born 999999930'],
  ])('%s, without its full details, is %s', async (id, outcome) => {
    const sample = redacted(v1[id]) as object
    expect(told(await outcomeOf(sample))).toBe(outcome)
    expect(told(await outcomeOf(v1[id]!))).toBe(WITH_DETAILS[id] ?? 'registrar never-kept')
  })

  it('are all of the list, and of somebody of age nothing is kept', async () => {
    expect(Object.keys(v1)).toHaveLength(14)
    const sample = redacted(v1['999999901']) as object
    expect(told(await outcomeOf(sample, '2028-01-01'))).toBe('child/dateOfBirth not-a-child')
  })

  it('of the older version are refused: they do not say whether a court has ordered something', async () => {
    for (const sample of v0) expect(told(await outcomeOf(sample))).toBe('unknown unknown-field')
  })
})
