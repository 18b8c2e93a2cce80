import { api, pathTo, type BatchReport, type EnquiryResult } from '@contactpoint/contracts'
import { adminUri, until } from '@contactpoint/stack'
import { aPupil } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { consoleWith, type Said } from './console.trip.ts'
import { setOut } from './outset.trip.ts'

/** What a feed can do to a child, and what is known of it afterwards. */
describe('a file of a supplier (F6)', () => {
  const trip = setOut()
  const [pupil, another] = [aPupil(), aPupil()]
  const lastOf = async (personId: string) =>
    (await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, { personId, limit: 1 })).body.entries[0]

  it('makes nobody into somebody else: a reference that was given to another child waits for a person', async () => {
    await trip.census.deliver(pupil)
    const childId = await trip.census.childIdOf(pupil)
    const shown = async () => JSON.stringify((await trip.practitioner.disclose(childId)).body.child)
    const before = await shown()
    const { fates } = await trip.census.deliver({ ...another, ref: pupil.ref })
    expect([fates.parked, fates.updated, fates.created]).toEqual([1, 0, 0])
    expect(await shown()).toBe(before)
  })

  it('waits when it was sent for a preview, shows nothing until it is applied, and is taken back as if it had never come', async () => {
    const { client: supplier } = trip.census
    const { body } = await supplier.sendFeed(trip.census.nextFile([pupil, another]), 'school-census', '?preview=true')
    const at = { source: 'school-census' as const, batchId: body.batchId }
    const state = async () => (await supplier.get<BatchReport>(pathTo(api.feeds.report, at))).body
    const isNow = (wanted: string) => until(async () => (await state()).state === wanted, 30_000)
    expect(await isNow('staged')).toBe(true)
    expect((await state()).preview).toMatchObject({ known: 1, new: 1 })
    const search = async () =>
      (await trip.practitioner.search({ familyName: another.surname, dateOfBirth: another.dob })).body.hits.length
    expect(await search()).toBe(0)
    expect((await supplier.post(pathTo(api.feeds.apply, at), {})).status).toBe(204)
    expect(await isNow('applied')).toBe(true)
    expect(await search()).toBe(1)
    expect((await supplier.post(pathTo(api.feeds.rollBack, at), {})).status).toBe(204)
    expect(await isNow('rolled-back')).toBe(true)
    expect(await search()).toBe(0)
    expect((await trip.practitioner.disclose(await trip.census.childIdOf(pupil))).status).toBe(200)
  })

  it('is in the log: whose system sent it, and what became of it', async () => {
    const before = (await lastOf('demo-school-census'))?.index ?? -1
    await trip.census.deliver(aPupil())
    const after = async () => ((await lastOf('demo-school-census'))?.index ?? -1) > before
    expect(await until(after, 15_000)).toBe(true)
    const said = { action: 'feed-batch', outcome: 'done', role: 'feed-supplier', childIds: [] }
    expect(await lastOf('demo-school-census')).toMatchObject(said)
  })

  it('comes from a system that an operator has let in, by the last secret that it was given; recorded', async () => {
    const operator = { MONGODB_ADMIN_URI: adminUri(trip.stack.address.mongoPort, trip.stack.secrets) }
    const admit = (organisation: string) =>
      consoleWith(operator, 'supplier', 'census.north', '--source', 'school-census', '--organisation', organisation)
    const secretIn = ({ out }: Said): string => /census\.north {2}(\S+)/.exec(out)![1]!
    const signIn = async (clientSecret: string) =>
      (await trip.stack.api.post(api.clients.open.path, { clientId: 'census.north', clientSecret })).status
    const [first, second] = [secretIn(await admit('North')), secretIn(await admit('North'))]
    expect([await signIn(first), await signIn(second)]).toEqual([401, 201])
    const other = await admit('South')
    expect([other.status, other.out]).toEqual([1, ''])
    expect(other.err).toContain('census.north sends school-census for North')
    expect(await until(async () => (await lastOf('operator'))?.action === 'supplier-admit', 30_000)).toBe(true)
  })
})
