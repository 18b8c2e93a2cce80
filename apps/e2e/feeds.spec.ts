import { api, type EnquiryResult } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aPupil } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'

/** What a feed can do to a child, and what is known of it afterwards. */
describe('a file of a supplier (F6)', () => {
  const trip = setOut()
  const [pupil, another] = [aPupil(), aPupil()]

  it('makes nobody into somebody else: a reference that was given to another child waits for a person', async () => {
    await trip.census.deliver(pupil)
    const childId = await trip.census.childIdOf(pupil)
    const shown = async () => JSON.stringify((await trip.practitioner.disclose(childId)).body.child)
    const before = await shown()
    const { fates } = await trip.census.deliver({ ...another, ref: pupil.ref })
    expect([fates.parked, fates.updated, fates.created]).toEqual([1, 0, 0])
    expect(await shown()).toBe(before)
  })

  it('is in the log: whose system sent it, and what became of it', async () => {
    const personId = 'demo-school-census'
    const last = async () =>
      (await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, { personId, limit: 1 })).body.entries[0]
    expect(await until(async () => (await last())?.action === 'feed-batch', 15_000)).toBe(true)
    expect(await last()).toMatchObject({ outcome: 'done', role: 'feed-supplier', childIds: [] })
  })
})
