import { api, ProblemError, type ContactPointClient } from '@contactpoint/client'
import { newChildId } from '@contactpoint/contracts'
import { StackError } from '@contactpoint/stack/stack-error'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { signInDemo } from './demo-sign-in.service.ts'
import { orderShutOff } from './shut-off.service.ts'

/** What a drill has found; times in milliseconds. */
export interface ShutOffDrill {
  /** Since the order: when the last question of a session of before was answered. */
  lastShownMs: number
  /** How many were asked meanwhile. */
  asked: number
  /** Since the order: when it was answered that no copy shows anything. */
  followedMs: number
  /** Whether a shield could be asked for meanwhile. */
  protects: boolean
  readsRefused: boolean
  /** Since the second person said so. */
  reopenedMs: number
  /** So long anything may be shown at the most (S03). */
  goalMs: number
}

const GOAL_MS = 2_000
const ASK_EVERY_MS = 20
const REOPENED_WITHIN_MS = 20_000
const SEARCH = { criteria: { familyName: 'Drillson', dateOfBirth: '2015-01-01' }, reason: 'data-quality' } as const
const REOPENERS = ['accreditor-national', 'accreditor-national-2']

/** @throws StackError when the drill cannot begin, or what it shut off does not open again */
export async function drillShutOff(): Promise<ShutOffDrill> {
  const before = await signInDemo('practitioner')
  const watching = watch(before)
  const { shutOffId, seconds } = await orderShutOff({ scope: 'all' })
  const seen = await watching.end()
  try {
    const again = await signInDemo('practitioner-override')
    const readsRefused = (await codeOf(search(again))) === 'shut-off'
    const ask = { childId: newChildId(randomInt), ground: 'other', channel: 'user' } as const
    const protects = (await codeOf(again.call(api.children.requestShield, ask))) === 'not-found'
    for (const name of REOPENERS) await (await signInDemo(name)).call(api.shutOffs.reopen, { shutOffId })
    const reopenedMs = await untilOpen(again)
    return { ...seen, followedMs: Math.round(seconds * 1000), readsRefused, protects, reopenedMs, goalMs: GOAL_MS }
  } catch (error) {
    throw new StackError(`It is shut off still: two accreditors must reopen ${shutOffId}. ${(error as Error).message}`)
  }
}

/** Asks on and on, as somebody does who was signed in. */
function watch(client: ContactPointClient): { end: () => Promise<Pick<ShutOffDrill, 'lastShownMs' | 'asked'>> } {
  const began = performance.now()
  const over = new AbortController()
  let [asked, lastShown] = [0, began]
  const asking = (async () => {
    while (!over.signal.aborted) {
      asked++
      if ((await codeOf(search(client))) === null) lastShown = performance.now()
      await sleep(ASK_EVERY_MS)
    }
  })()
  return {
    end: async () => {
      over.abort()
      await asking
      return { lastShownMs: Math.round(lastShown - began), asked }
    },
  }
}

function search(client: ContactPointClient): Promise<unknown> {
  return client.call(api.searches.run, SEARCH)
}

/** What it was refused with; null: it was answered. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof ProblemError ? error.code : 'no-answer'),
  )
}

async function untilOpen(client: ContactPointClient): Promise<number> {
  const began = performance.now()
  while (performance.now() - began < REOPENED_WITHIN_MS) {
    if ((await codeOf(search(client))) === null) return Math.round(performance.now() - began)
    await sleep(ASK_EVERY_MS)
  }
  throw new StackError('It does not open again.')
}
