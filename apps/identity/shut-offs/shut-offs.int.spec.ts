import { MOST_SHUT_OFFS_LISTED, REVOCATIONS_KEPT_MS, type MakeShutOff } from '@contactpoint/contracts'
import { aCaller, aRoom, codeOf, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { identity } from '../app.module.ts'
import { ShutOffsService } from './shut-offs.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(identity)
  await letIn(room.db)
})

beforeEach(async () => {
  for (const name of ['shut_offs', 'revocations']) await room.db.collection(name).deleteMany({})
})

afterAll(() => room?.close())

const accreditor = (n: number, authority = '383') => aCaller({ personId: `a-${n}`, role: 'accreditor', authority })
const operator = aCaller({ personId: 'op-1', role: 'operator', authority: '380' })
const asked = <T>(work: (shutOffs: ShutOffsService) => Promise<T>) => inACall(() => work(room.get(ShutOffsService)))
const make = (caller: ReturnType<typeof aCaller>, ask: MakeShutOff) => asked((shutOffs) => shutOffs.make(caller, ask))
const reopen = (n: number, shutOffId: string, authority = '383') =>
  asked((shutOffs) => shutOffs.reopen(accreditor(n, authority), shutOffId))
const read = () => asked((shutOffs) => shutOffs.read())

describe('Shutting off', () => {
  it('takes one person, ends every token, and is answered when no copy can serve what it knew before', async () => {
    const began = performance.now()
    const { shutOffId, scope } = await make(operator, { scope: 'all' })
    expect(performance.now() - began).toBeGreaterThanOrEqual(REVOCATIONS_KEPT_MS)
    expect(scope).toBe('all')
    const { revocations, shutOffs } = await read()
    expect(revocations).toMatchObject([{ kind: 'everybody', subject: '' }])
    expect(shutOffs.map((one) => one.shutOffId)).toEqual([shutOffId])
  })

  it.each([
    [{ scope: 'authority', subject: '383' }, 'done'],
    [{ scope: 'organisation', subject: 'o-1' }, 'done'],
    [{ scope: 'authority', subject: '380' }, 'forbidden'],
    [{ scope: 'all' }, 'forbidden'],
    [{ scope: 'feed', subject: 'school-census' }, 'forbidden'],
    [{ scope: 'feed', subject: 'no-such-feed' }, 'invalid-request'],
    [{ scope: 'organisation', subject: 'o-9' }, 'invalid-request'],
    [{ scope: 'authority' }, 'invalid-request'],
  ] as [MakeShutOff, string][])('%j is for an accreditor of the authority: %s', async (ask, code) => {
    expect(await codeOf(make(accreditor(1), ask))).toBe(code)
  })

  it('is over when two different people say so, and not before; neither counts twice (S03)', async () => {
    const { shutOffId } = await make(operator, { scope: 'authority', subject: '383' })
    expect(await codeOf(reopen(3, shutOffId, '380'))).toBe('not-found')
    const twice = await Promise.all([codeOf(reopen(1, shutOffId)), codeOf(reopen(1, shutOffId))])
    expect(twice.sort()).toEqual(['conflict', 'done'])
    expect((await read()).shutOffs).toMatchObject([{ shutOffId, reopenings: 1 }])
    expect(await reopen(2, shutOffId)).toMatchObject({ reopenings: 2 })
    expect((await read()).shutOffs).toEqual([])
    expect(await codeOf(reopen(3, shutOffId))).toBe('conflict')
  })

  it('is passed over by nobody, however much else is shut off after it, and the same twice is once', async () => {
    const { shutOffId } = await make(operator, { scope: 'all' })
    expect(await make(operator, { scope: 'all' })).toMatchObject({ shutOffId })
    const stored = room.db.collection<{ _id: string }>('shut_offs')
    const later = { scope: 'organisation', by: 'a-1', at: new Date(), reopenedBy: [], endedAt: null }
    const many = Array.from({ length: MOST_SHUT_OFFS_LISTED + 1 }, (_, n) => ({ _id: `s-${n}`, subject: `383/${n}` }))
    await stored.insertMany(many.map((one) => ({ ...later, ...one })))
    expect((await read()).shutOffs.map((one) => one.scope)).toContain('all')
    expect(await asked((shutOffs) => shutOffs.covers({ authority: '201', organisation: 'Any' }))).toBe(true)
    await stored.deleteMany({ _id: /^s-/ as never })
    for (const n of [1, 2]) await reopen(n, shutOffId, '000')
  })

  it('of an organisation is reopened by accreditors of its authority, who shut it off', async () => {
    const { shutOffId } = await make(accreditor(1), { scope: 'organisation', subject: 'o-1' })
    expect(await codeOf(reopen(3, shutOffId, '380'))).toBe('not-found')
    for (const n of [1, 2]) expect(await codeOf(reopen(n, shutOffId))).toBe('done')
    expect((await read()).shutOffs).toEqual([])
  })

  it('can be ordered at the operator’s machine when nobody can sign in', async () => {
    await asked((shutOffs) => shutOffs.order({ scope: 'feed', subject: 'school-census' }))
    const { revocations, shutOffs } = await read()
    expect(shutOffs).toMatchObject([{ scope: 'feed', subject: 'school-census' }])
    expect(revocations).toEqual([])
  })
})
