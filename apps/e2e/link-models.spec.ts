import {
  api,
  MOST_MODEL_BYTES,
  pathTo,
  type EnquiryResult,
  type LinkModelRead,
  type LinkModelsListed,
  type LinkModelVersion,
} from '@contactpoint/contracts'
import { asAdministrator, sharedStack, type ApiClient, type RunningStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'

let stack: RunningStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let [steward, desk, team, auditor, practitioner]: ApiClient[] = []

beforeAll(async () => {
  stack = await sharedStack()
  databases = await asAdministrator(stack)
  const people = ['data-steward', 'cpmt-national', 'cpmt', 'auditor', 'practitioner']
  ;[steward, desk, team, auditor, practitioner] = await Promise.all(people.map((name) => stack.signIn(name)))
})
afterAll(() => databases?.close())

const { find, get, propose, activate } = api.linkModels
type Refused = { title: string; detail: string; current: object; places: object[] }

const list = async () => (await auditor!.get<LinkModelsListed>(find.path)).body.items
const read = async (version: number) =>
  (await steward!.get<LinkModelRead>(pathTo(get, { version: String(version) }))).body
const offer = (document: string | Uint8Array, query = '?report=E2E/2026/1', type = 'application/octet-stream') =>
  steward!.post<LinkModelVersion & Refused>(`${propose.path}${query}`, document, { 'content-type': type })
const step = (who: ApiClient, version: number) =>
  who.post<LinkModelVersion & Refused>(pathTo(activate, { version: String(version) }), {})

/** That which is in force, made as if by another seed: another version, which decides as the one before. */
async function another(change: object = {}): Promise<string> {
  const { version } = (await list()).find(({ inForce }) => inForce)!
  const model = JSON.parse((await read(version)).document) as { made: { seed: number } }
  return JSON.stringify({ ...model, made: { ...model.made, seed: model.made.seed + 1 }, ...change })
}

const trial = (version: number, rows: number) =>
  databases
    .db('directory')
    .collection<{ _id: number }>('link_models')
    .updateOne({ _id: version }, { $set: { 'trial.same.same': rows - 1, 'trial.same.another': 1 } })

describe('the model by which rows are linked', () => {
  it('is there from the start, with what it says and how it was made', async () => {
    const first = await read(1)
    expect(first).toMatchObject({ version: 1, proposed: { by: 'founding' }, facts: { rounds: 2 } })
    expect(createHash('sha256').update(first.document).digest('hex')).toBe(first.digest)
    expect((await list()).filter(({ inForce }) => inForce)).toHaveLength(1)
    expect((await practitioner!.get(find.path)).status).toBe(403)
  })

  it('is for the national desk alone to put in force, and each step for whose it is', async () => {
    const { version } = (await offer(await another())).body
    expect((await step(team!, version)).status).toBe(403)
    expect((await step(steward!, version)).status).toBe(403)
    expect((await step(desk!, 999_999)).status).toBe(404)
    const file = { 'content-type': 'application/octet-stream' }
    expect((await desk!.post(`${propose.path}?report=E/1`, await another(), file)).status).toBe(403)
  })

  it.each([
    ['a certain prior', { prior: 1 }, 'isPrior'],
    ['other fields', { fields: [] }, 'isOfFields'],
    ['more than a model says', { note: 'Harrowgate' }, 'unknownField'],
  ])('is refused with %s, by a rule and without what stood there', async (_what, change, rule) => {
    const { status, body } = await offer(await another(change))
    expect([status, body.places]).toEqual([400, [{ field: 'body', rule }]])
    expect(JSON.stringify(body)).not.toContain('Harrowgate')
  })

  it('is refused as what is no text, too long, of another type, or without saying where its making is written', async () => {
    expect(await offer(Uint8Array.of(0xc3, 0x28))).toMatchObject({
      status: 400,
      body: { places: [{ rule: 'isUtf8' }] },
    })
    expect(await offer('{')).toMatchObject({ status: 400, body: { places: [{ rule: 'isJson' }] } })
    expect((await offer(' '.repeat(MOST_MODEL_BYTES + 1))).status).toBe(413)
    expect((await offer('{}', '?report=E/1', 'text/plain')).status).toBe(415)
    expect((await offer(await another(), '')).body.places).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'report' })]),
    )
    expect((await offer(await another(), '?report=She%20told%20me')).status).toBe(400)
  })

  // The last: no model is on trial in the stack afterwards, which others share.
  it('comes into force proposed by a data steward, tried, and activated by the national desk; recorded', async () => {
    const { status, body } = await offer(await another())
    const { version } = body
    expect([status, body.state]).toEqual([201, 'on-trial'])
    await trial(version, 1_000)
    expect(await step(desk!, version)).toMatchObject({ status: 200, body: { version, state: 'in-force' } })
    const [newest] = await list()
    expect(newest).toMatchObject({ version, inForce: true, digest: body.digest })
    expect(newest!.trial.rows).toBeGreaterThanOrEqual(1_000)
    expect(newest!.trial.moves).toContainEqual({ inForce: 'same', onTrial: 'another', rows: expect.any(Number) })
    expect(await step(desk!, version)).toMatchObject({ status: 409, body: { current: { state: 'in-force', version } } })
    const asked = { organisation: 'National shield desk (demo)' }
    expect((await auditor!.post<EnquiryResult>(api.audit.enquire.path, asked)).body.entries).toContainEqual(
      expect.objectContaining({ action: 'link-model-activate', outcome: 'done' }),
    )
  })
})
