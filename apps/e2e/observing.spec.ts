import { api, pathTo, type EnquiryResult } from '@contactpoint/contracts'
import { type App, eventually, until } from '@contactpoint/stack'
import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setOut } from './outset.trip.ts'

const trip = setOut()
const pupil = aPupil()
let childId: string

beforeAll(async () => {
  await trip.census.deliver(pupil)
  childId = await trip.census.childIdOf(pupil)
  expect((await trip.practitioner.disclose(childId)).status).toBe(200)
})

describe('metrics', () => {
  const pageOf = async (service: App) =>
    (await fetch(`http://127.0.0.1:${trip.stack.address.metricsPorts[service]}/metrics`)).text()

  it.each<[App, string]>([
    ['audit', 'contactpoint_ledger_waiting'],
    ['audit', 'contactpoint_checkpoint_lag_entries'],
    ['ingestion', 'contactpoint_batches_under_way'],
    ['ingestion', 'contactpoint_inbox_rows'],
    ['shielding', 'contactpoint_outbox_waiting'],
    ['shielding', 'contactpoint_outbox_set_aside'],
    ['shielding', 'contactpoint_outbox_oldest_seconds'],
  ])('of %s say how far behind it is: %s, nothing when nobody asks anything', async (service, name) => {
    const values = async () => [...(await pageOf(service)).matchAll(new RegExp(`^${name}(?:\\{.*\\})? (.+)$`, 'gm'))]
    expect(await until(async () => (await values()).every(([, value]) => value === '0'), 10_000)).toBe(true)
    expect(await pageOf(service)).toContain(`# HELP ${name} `)
  })

  it.each<[App, string[]]>([
    ['audit', ['checkpoints', 'sequencer']],
    ['ingestion', ['delivery']],
    ['shielding', ['outbox']],
  ])('of %s say until when each single writer holds its lease', async (service, leases) => {
    const found = [...(await pageOf(service)).matchAll(/^contactpoint_lease_seconds\{lease="([^"]+)".*\} (.+)$/gm)]
    expect(found.map(([, lease]) => lease)).toEqual(expect.arrayContaining(leases))
    for (const [, , seconds] of found) expect(Number(seconds)).not.toBeNaN()
  })
})

describe('the trace of a request', () => {
  const logOf = (service: string) => readFile(join(trip.stack.folder, 'logs', `${service}.log`), 'utf8')
  const searchPath = api.searches.run.path

  it('is in the answer, in the problem and in the log line, so that one leads to the other', async () => {
    const { headers, status } = await trip.practitioner.post(searchPath, { reason: 'because' })
    const trace = headers.get('trace-id')!
    expect(status).toBe(400)
    expect(await until(async () => (await logOf('gateway')).includes(`"trace":"${trace}"`), 5_000)).toBe(true)
  })

  it('is in the entry of whatever was done, also of what is recorded later, so that an entry leads to its log lines', async () => {
    const criteria = { familyName: pupil.surname, givenName: pupil.forename, dateOfBirth: pupil.dob }
    const about = (path: string, body: object) => trip.practitioner.post(path, { reason: 'assessment', ...body })
    const done = [
      await about(searchPath, { criteria }),
      await about(pathTo(api.children.disclose, { childId }), {}),
      await trip.practitioner.shield(childId),
    ]
    const traces = done.map(({ headers }) => headers.get('trace-id'))
    const recorded = async () => {
      const { body } = await trip.auditor.post<EnquiryResult>(api.audit.enquire.path, { childId, limit: 200 })
      return body.entries.map(({ trace }) => trace)
    }
    await eventually(
      async () => (await recorded()).filter((trace) => traces.includes(trace)).length === done.length,
      10_000,
    )
    expect(await recorded()).toEqual(expect.arrayContaining(traces))
    expect(new Set(traces).size).toBe(done.length)
  })

  it('is that of the client, when it sent one, and never other text of theirs', async () => {
    const own = '4bf92f3577b34da6a3ce929d0e0e4736'
    const traced = (traceparent: string) => trip.practitioner.post(searchPath, {}, { traceparent })
    expect((await traced(`00-${own}-00f067aa0ba902b7-01`)).headers.get('trace-id')).toBe(own)
    for (const wrong of ['Quillfeather', `00-${own.toUpperCase()}-00f067aa0ba902b7-01`, '00-Quillfeather-x-01', ''])
      expect((await traced(wrong)).headers.get('trace-id')).toMatch(/^[0-9a-f]{32}$/)
  })
})
