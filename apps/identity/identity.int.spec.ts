import { TokenVerifier, tokenKeys } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import { makeFirstAccounts, projectRoot } from '@contactpoint/stack'
import {
  aRoom,
  codeShown,
  firstAccounts,
  firstSettings,
  inACall,
  type Room,
  type TestAccount,
} from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { randomUUID } from 'node:crypto'
import { identity } from './app.module.ts'
import { ACCOUNT_LIMIT, ADDRESS_LIMIT } from './authenticators/authenticators.rules.ts'
import { EnrolmentsService } from './enrolments/enrolments.service.ts'
import { SessionsRepository } from './sessions/sessions.repository.ts'
import { KEY_LIVES_MS, KEY_SIGNS_MS } from './sessions/sessions.rules.ts'
import type { SigningKey } from './sessions/sessions.schema.ts'
import { SessionsService } from './sessions/sessions.service.ts'
import { TokensService } from './sessions/tokens.service.ts'

let room: Room
let first: TestAccount
let outcomes: PromiseSettledResult<TestAccount[]>[]
let codes: string[]
let address: string

const settings = (given: Record<string, string> = {}) => ({ ...firstSettings(room.stack), ...given })
const make = (given?: Record<string, string>) => makeFirstAccounts(projectRoot, settings(given))
const enrol = (choice: { enrolmentCode: string }) => {
  codes.push(choice.enrolmentCode)
  return inACall(() => room.get(EnrolmentsService).complete(choice))
}

beforeAll(async () => {
  room = await aRoom(identity)
  codes = []
  outcomes = await Promise.allSettled([firstAccounts(settings(), enrol), firstAccounts(settings(), enrol)])
  const [made] = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  first = made![0]!
})

beforeEach(() => {
  address = randomUUID()
})

afterAll(() => room?.close())

const signIn = ({ username, password, pin }: TestAccount, code: string, from = address) =>
  inACall(() => room.get(SessionsService).open({ username, password, pin, code }), from)
const kept = async (...names: string[]) =>
  JSON.stringify(await Promise.all(names.map((name) => room.db.collection(name).find().toArray())))
const tokens = (masterKey = room.stack.secrets.masterKey) =>
  new TokensService(new MasterKey(masterKey), room.get(SessionsRepository))

describe('the first accounts', () => {
  it('are made once, also of two that begin at the same moment, and never beside another', async () => {
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(make({ FIRST_USERNAME: 'third' })).rejects.toThrow(/account already/)
    expect(await room.db.collection('people').countDocuments()).toBe(2)
  })

  it('let their holders in as accreditors of the national desk, who may override nothing, for ninety days', async () => {
    const { accessToken } = await signIn(first, codeShown(first))
    expect(decodeJwt(accessToken)).toMatchObject({ role: 'accreditor', authority: '000', override: false })
    const person = await room.db.collection('people').findOne({ username: 'first' })
    for (const until of Object.values(person!.preconditions as Record<string, Date>)) {
      const days = (until.getTime() - Date.now()) / (24 * 60 * 60 * 1000)
      expect(days).toBeGreaterThan(89)
      expect(days).toBeLessThanOrEqual(90)
    }
  })

  it('are made with codes, and have secrets of their own, which are told once and kept nowhere', async () => {
    const stored = await kept('people', 'authenticators', 'enrolments', 'outbox')
    for (const secret of [first.password, first.pin, first.totpSecret, ...codes]) {
      expect(stored).not.toContain(secret)
    }
  })

  it('are not made with settings that are wrong: they are named, and not told', async () => {
    const wrong = make({ FIRST_USERNAME: 'Not A Name', SECOND_USERNAME: 'no' })
    await expect(wrong).rejects.toThrow(/FIRST_USERNAME.*SECOND_USERNAME/)
    await expect(wrong).rejects.not.toThrow(/Not A Name/)
  })
})

describe('tries to sign in', () => {
  it('are refused before anything is looked at when too many from one address failed, and from no other', async () => {
    const pseudonym = new MasterKey(room.stack.secrets.masterKey).pseudonym('identity/attempts', address)
    const full = { failures: ADDRESS_LIMIT, until: new Date(Date.now() + 60_000) }
    await room.db.collection<{ _id: string }>('attempts').insertOne({ _id: `address:${pseudonym}`, ...full } as never)
    await expect(signIn(first, '000000')).rejects.toMatchObject({ code: 'too-many-requests' })
    await expect(signIn(first, '000000', randomUUID())).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('of a name that nobody has are counted and refused as those of an account are: they tell nobody who has one', async () => {
    const nobody = { ...first, username: 'nobody' }
    const refusals = []
    for (const account of [first, nobody])
      for (let n = 0; n <= ACCOUNT_LIMIT; n++)
        refusals.push(await signIn(account, '000000').catch((error: unknown) => JSON.stringify(error)))
    expect(new Set(refusals).size).toBe(1)
    const counts = await room.db
      .collection('attempts')
      .find({ _id: /^account:/ as never })
      .toArray()
    expect(counts.map(({ failures }) => failures as number)).toEqual([ACCOUNT_LIMIT + 1, ACCOUNT_LIMIT + 1])
    expect(await kept('attempts')).not.toMatch(/first|nobody/)
  })
})

describe('the keys that access tokens are signed with', () => {
  const keys = () => room.db.collection<SigningKey>('signing_keys')
  const signed = (by: TokensService) => by.sign({ sub: 'p-1', sid: 's-1', role: 'practitioner' }, 60, new Date())
  const verifies = (token: string, by: TokensService) =>
    new TokenVerifier(tokenKeys(() => by.publicKeys())).verify(token).then(
      () => true,
      () => false,
    )
  const madeAgo = (kid: string, ms: number) =>
    keys().updateOne({ _id: kid }, { $set: { createdAt: new Date(Date.now() - ms) } })

  beforeEach(async () => {
    await keys().deleteMany({})
  })

  it('are kept sealed, and published without their private half', async () => {
    const service = tokens()
    await signed(service)
    const [published] = (await service.publicKeys()).keys
    expect(Object.keys(published!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'x', 'y'])
    expect(await kept('signing_keys')).not.toContain('"d"')
  })

  it('sign a token that ends when it was said to, however long signing took: nobody outlives a check that lapses (I7)', async () => {
    const judged = new Date(Date.now() - 20_000)
    const claims = { sub: 'p-1', sid: 's-1', role: 'practitioner' }
    const { exp } = decodeJwt(await tokens().sign(claims, 30, judged))
    expect(exp! * 1000).toBeLessThanOrEqual(judged.getTime() + 30_000)
  })

  it('are used by every copy, and after a restart', async () => {
    const [one, other] = [tokens(), tokens()]
    const token = await signed(one)
    expect(decodeProtectedHeader(await signed(other)).kid).toBe(decodeProtectedHeader(token).kid)
    expect(await verifies(token, other)).toBe(true)
  })

  it('of copies that start at the same moment are each known to all', async () => {
    const copies = [tokens(), tokens(), tokens()]
    const made = await Promise.all(copies.map(signed))
    for (const token of made) for (const copy of copies) expect(await verifies(token, copy)).toBe(true)
  })

  it('sign for a day; the old one is published until its last token has ended, and then no more', async () => {
    const token = await signed(tokens())
    const { kid } = decodeProtectedHeader(token)
    await madeAgo(kid!, KEY_SIGNS_MS + 1_000)
    const next = tokens()
    expect(decodeProtectedHeader(await signed(next)).kid).not.toBe(kid)
    expect(await verifies(token, next)).toBe(true)
    await madeAgo(kid!, KEY_LIVES_MS + 1_000)
    expect(await verifies(token, next)).toBe(false)
  })

  it('cannot be used without the master key: a copy with another signs nothing and makes none', async () => {
    await signed(tokens())
    await expect(signed(tokens(Buffer.alloc(32, 9).toString('base64')))).rejects.toThrow()
    expect(await keys().countDocuments()).toBe(1)
  })
})
