import { api, newChildId, pathTo, type ShutOff } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import type { ApiClient, RunningStack } from '@contactpoint/testing'
import { expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { criteria } from './routes.trip.ts'

/** Shuts a stack off and opens it again: whoever else uses it is shut out too. */
export function shutsOff(stack: () => RunningStack): void {
  const shutOff = (by: ApiClient, ask: object) => by.post<ShutOff>(api.shutOffs.make.path, ask)
  const reopen = (by: ApiClient, shutOffId: string) => by.post(pathTo(api.shutOffs.reopen, { shutOffId }), {})
  const titleOf = ({ body }: { body: unknown }) => (body as { title?: string }).title

  it('ends every session and every read when it is answered, and lets shields be asked for; two people open it again (S03)', async () => {
    const practitioner = await stack().signIn('practitioner')
    expect((await practitioner.search(criteria)).status).toBe(200)
    const { status, body } = await shutOff(await stack().signIn('operator'), { scope: 'all' })
    expect(status).toBe(201)
    expect((await practitioner.disclose(newChildId(randomInt))).status).toBe(401)
    const again = await stack().signIn('practitioner')
    const refused = await Promise.all([again.search(criteria), again.disclose(newChildId(randomInt))])
    expect(refused.map((one) => [one.status, titleOf(one)])).toEqual([1, 2].map(() => [503, 'shut-off']))
    // It is asked for: that there is no such child is another matter.
    expect((await again.shield(newChildId(randomInt))).status).toBe(404)
    const [one, other] = [await stack().signIn('accreditor-national'), await stack().signIn('accreditor-national-2')]
    expect([(await reopen(one, body.shutOffId)).status, (await reopen(one, body.shutOffId)).status]).toEqual([200, 409])
    expect(titleOf(await again.search(criteria))).toBe('shut-off')
    expect((await reopen(other, body.shutOffId)).status).toBe(200)
    // Copies hear of it by news, which may be lost: then they look within two seconds.
    await eventually(async () => (await again.search(criteria)).status === 200, 10_000, 100)
  })

  it('of one authority leaves all others as they are', async () => {
    const [own, elsewhere] = [await stack().signIn('practitioner-other'), await stack().signIn('practitioner-override')]
    const { body } = await shutOff(await stack().signIn('operator'), { scope: 'authority', subject: '380' })
    expect([(await own.search(criteria)).status, (await elsewhere.search(criteria)).status]).toEqual([401, 200])
    for (const name of ['accreditor-national', 'accreditor-national-2'])
      await reopen(await stack().signIn(name), body.shutOffId)
  })
}
