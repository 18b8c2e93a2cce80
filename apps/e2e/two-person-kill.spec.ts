import {
  api,
  pathTo,
  type Account,
  type Action,
  type AuthorityReadiness,
  type OverrideGrant,
  type ShutOff,
} from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { TokenSigner, type ApiClient } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { setOut } from './outset.trip.ts'

const SEED = 14
const ROUNDS = 1
/** How many milliseconds after a step was asked for identity is killed, in each round. */
const KILLS = fc.sample(fc.nat(60), { seed: SEED, numRuns: ROUNDS * 20 })
const LEEDS = '383'

/** An account, as far as it matters here. */
interface Stored {
  _id: string
  username: string
  organisationId: string
  suspendedBy?: string[]
  overrideUntil: Date | null
}

describe(`identity is killed with -9 in every act of two people, seed ${SEED} (I8)`, () => {
  const trip = setOut({ own: true })
  const who: Record<string, ApiClient> = {}
  let nth = 0

  beforeAll(async () => {
    const names = [
      'accreditor',
      'accreditor-2',
      'accreditor-national',
      'accreditor-national-2',
      'cpmt',
      'shield-officer-1',
    ]
    const signer = await TokenSigner.of(trip.stack)
    for (const name of names) who[name] = await signer.clientOf(name)
  })

  const entriesOf = (by: string, action: Action) =>
    trip.databases
      .db('audit')
      .collection('entries')
      .countDocuments({ action, outcome: 'done', personId: who[by]!.personId })

  /** Asks again and again while identity is killed once, until it is done: by an answer, or as somebody is told who asks for it again. */
  async function killedIn(by: string, path: string): Promise<void> {
    const statuses: number[] = []
    const asking = until(
      async () => {
        const answer = await who[by]!.post(path, {}).catch(() => null)
        statuses.push(answer?.status ?? 0)
        return answer !== null && [200, 201, 409].includes(answer.status)
      },
      60_000,
      20,
    )
    await sleep(KILLS[nth++]!)
    await trip.stack.kill('identity')
    expect({ path, done: await asking, statuses }).toEqual({ path, done: true, statuses })
  }

  /** The same, of what is committed with its entry: whichever way it went, it is done, and said once. */
  async function killedOnce(by: string, action: Action, path: string): Promise<void> {
    const before = await entriesOf(by, action)
    await killedIn(by, path)
    expect(await until(async () => (await entriesOf(by, action)) > before, 30_000, 50)).toBe(true)
    const outbox = trip.databases.db('identity').collection('outbox')
    expect(await until(async () => (await outbox.countDocuments()) === 0, 30_000, 50)).toBe(true)
    expect([action, await entriesOf(by, action)]).toEqual([action, before + 1])
  }

  /** Once identity is there again. */
  const ok = async <T extends object>(by: string, path: string, body: object = {}): Promise<T> => {
    let answer = await who[by]!.post<T>(path, body)
    const isAnswered = async () => {
      if (answer.status >= 500) answer = await who[by]!.post<T>(path, body)
      return answer.status < 500
    }
    await eventually(isAnswered, 30_000, 200)
    // 409: it was done by one whose answer was lost.
    if (answer.status >= 300 && answer.status !== 409)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const read = async <T extends object>(by: string, path: string): Promise<T> => {
    let answer = await who[by]!.get<T>(path)
    const isRead = async () => {
      if (answer.status !== 200) answer = await who[by]!.get<T>(path)
      return answer.status === 200
    }
    expect([path, await until(isRead, 30_000, 200)]).toEqual([path, true])
    return answer.body
  }
  const people = () => trip.databases.db('identity').collection<Stored>('people')

  it('an account is approved once, and let in again once, or is as it was', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { organisationId } = (await people().findOne({ _id: who.accreditor!.personId }))!
      const made = await ok<Account>('accreditor', api.people.create.path, {
        ...{ username: `killed-${round}`, role: 'practitioner', need: 'works-with-children', organisationId },
        ...{
          givenName: 'Ann',
          familyName: 'Patel',
          postcode: 'LS1 4AP',
          phone: '0113 496 0123',
          email: 'a@example.org',
        },
      })
      const about = { personId: made.personId }
      await killedOnce('accreditor-2', 'person-approve', pathTo(api.people.approve, about))
      expect(await people().findOne({ _id: made.personId })).toMatchObject({
        approvedBy: who['accreditor-2']!.personId,
      })
      await ok('accreditor', pathTo(api.people.suspend, about), { code: 'other' })
      await killedOnce('accreditor-2', 'person-reinstate', pathTo(api.people.reinstate, about))
      expect((await people().findOne({ _id: made.personId }))!.suspendedBy).toEqual([])
    }
  })

  it('a grant to override shields is approved once, and said before', async () => {
    const { personId } = trip.practitioner
    for (let round = 0; round < ROUNDS; round++) {
      const lastDay = '2027-05-31T00:00:00.000Z'
      const { grantId } = await ok<OverrideGrant>('cpmt', api.overrides.propose.path, { personId, until: lastDay })
      const before = await entriesOf('shield-officer-1', 'override-grant')
      await killedIn('shield-officer-1', pathTo(api.overrides.approve, { grantId }))
      expect(await entriesOf('shield-officer-1', 'override-grant')).toBeGreaterThan(before)
      expect(await people().findOne({ _id: personId })).toMatchObject({ overrideUntil: new Date(lastDay) })
      const withdraw = async () => (await who.cpmt!.delete(pathTo(api.overrides.withdraw, { grantId }))).status === 200
      expect(await until(withdraw, 30_000, 200)).toBe(true)
    }
  })

  it('what one has shut off stays so until two have opened it, each of whom is counted once', async () => {
    const { organisationId } = (await people().findOne({ username: 'practitioner-other' }))!
    for (let round = 0; round < ROUNDS; round++) {
      const made = await ok<ShutOff>('accreditor-national', api.shutOffs.make.path, {
        ...{ scope: 'organisation', subject: organisationId },
      })
      const path = pathTo(api.shutOffs.reopen, made)
      await killedOnce('accreditor-national', 'reopening', path)
      const left = await read<{ items: ShutOff[] }>('accreditor-national', api.shutOffs.overview.path)
      expect(left.items).toMatchObject([{ shutOffId: made.shutOffId, reopenings: 1 }])
      await killedOnce('accreditor-national-2', 'reopening', path)
      const none = await read<{ items: ShutOff[] }>('accreditor-national', api.shutOffs.overview.path)
      expect(none.items).toEqual([])
    }
  })

  it('an authority is attested by two, once each, and goes live once', async () => {
    const code = LEEDS
    for (let round = 0; round < ROUNDS; round++) {
      await ok('accreditor', pathTo(api.authorities.suspend, { code }))
      for (const by of ['cpmt', 'shield-officer-1'])
        await killedOnce(by, 'authority-attest', pathTo(api.authorities.attest, { code }))
      const { items } = await read<AuthorityReadiness>('cpmt', pathTo(api.authorities.readiness, { code }))
      expect(items).toContainEqual({ name: 'attested-by-two', count: 2, isMet: true })
      await killedOnce('accreditor-national', 'authority-activate', pathTo(api.authorities.activate, { code }))
    }
  })
})
