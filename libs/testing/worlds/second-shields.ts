import { api, pathTo } from '@contactpoint/contracts'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiClient } from '../api-client.ts'
import type { Fixed } from './asking.ts'
import type { Callers } from './callers.ts'

/** A busy machine says so, and is asked again. */
const TRIES = 8

/** @returns the receipt of an entry about the child. @throws Error when it is not shielded */
export async function shieldOne(childId: string, { practitioner }: Callers): Promise<Fixed['receipt']> {
  const { status } = await untilFree(() => practitioner.shield(childId))
  if (status !== 201) throw new Error(`A shield is not to be had: ${status}`)
  return seenShielded(childId, practitioner)
}

/** Three people end a shield that nobody had placed. @throws Error when what another shield hides of the child shows then */
export async function refuseOne(childId: string, callers: Callers): Promise<void> {
  for (const name of ['shield-officer-1', 'shield-officer-2', 'cpmt'])
    await decided(callers.clientOf(name), pathTo(api.shields.refuse, { childId }), { code: 'no-risk-found' })
  await seenShielded(childId, callers.practitioner)
}

/** Officers say for one shield that somebody near may be seen. @throws Error when what another shield hides of them shows then */
export async function justifyOne(childId: string, otherId: string, callers: Callers): Promise<void> {
  const body = { decision: 'justified', code: 'school-confirms' }
  await decided(callers.clientOf('shield-officer-1'), pathTo(api.shields.decideNear, { childId, otherId }), body)
  await seenShielded(otherId, callers.practitioner)
}

async function decided(who: ApiClient, path: string, body: object): Promise<void> {
  const { status } = await untilFree(() => who.post(path, body))
  if (status >= 300) throw new Error(`An officer's step was not taken: ${status}`)
}

async function seenShielded(childId: string, practitioner: ApiClient): Promise<Fixed['receipt']> {
  const { status, body } = await untilFree(() => practitioner.disclose(childId))
  if (status !== 200 || !body.shielded) throw new Error(`Somebody of a plot is not shielded: ${status}`)
  const { log, index } = body.receipt
  return { log, index }
}

async function untilFree<Answer extends { status: number }>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (answer.status !== 503 || tries === TRIES) return answer
    await sleep(500)
  }
}
