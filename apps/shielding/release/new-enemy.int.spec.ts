import {
  appendEntry,
  changeKeptInvolvement,
  checkOverrideGrant,
  endOverrideGrant,
  Fault,
  findInvolvement,
  listDesks,
  listInvolvements,
  newChildId,
  readRecord,
  releaseChild,
  restrictChild,
  revokeOverrides,
  stepUp,
  type FullChild,
  type InvolvementFound,
} from '@contactpoint/contracts'
import { aCaller, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { shielding } from '../app.module.ts'
import { DisclosuresService } from '../disclosures/disclosures.service.ts'
import { InvolvementsService } from '../involvements/involvements.service.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { OverrideGrantsService } from '../override-grants/override-grants.service.ts'
import { OverridesService } from '../overrides/overrides.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'

/**
 * What a step hides must not arrive after the step was acknowledged, however reading, recording and the step are mixed: the "new enemy" of access
 * control lists. The whole proof is `npm run jest -- --selectProjects integration --testPathPatterns new-enemy --globals
 * '{"INTERLEAVINGS":10000,"SEED":1}'`.
 */
const { INTERLEAVINGS = 120, SEED = 12 } = globalThis as { INTERLEAVINGS?: number; SEED?: number }
const AT_ONCE = 25
const MOST_TRIES = 5

/** What is acknowledged. */
const KINDS = ['shield', 'override-left', 'grant-ended', 'no-grounds', 'consent-withdrawn'] as const
const ms = fc.nat(60)
const interleaving = fc.record({
  kind: fc.constantFrom(...KINDS),
  stepAfter: fc.nat(900),
  /** When each reader begins, and how long its record and its entry take. */
  readers: fc.array(fc.tuple(fc.nat(600), ms, ms), { minLength: 3, maxLength: 6 }),
})
type Interleaving = typeof interleaving extends fc.Arbitrary<infer One> ? One : never

let room: Room<'directory' | 'audit' | 'identity'>
/** What the neighbours know of each child: how slow they are about it, and whether its one consent stands. */
const slowness = new Map<string, [number, number][]>()
const withdrawn = new Set<string>()
const revoked = new Set<string>()

const HIDDEN = 'Cutwater'
const whole = (childId: string): FullChild => ({
  ...aVisibleChild(childId),
  ...{ formerNames: [], address: { lines: [HIDDEN], postcode: 'BD5 0AA' }, carers: [], education: null },
  ...{ gpPracticeCode: null, dateOfDeath: null, authority: null, involvements: [] },
})
const sensitive = (childId: string) => ({
  ...{ involvementId: childId, version: 1, service: 'mental-health' as const, organisation: null, personName: HIDDEN },
  ...{ phone: null, email: null, startDate: null, endDate: null, leadProfessional: false, hasAssessment: false },
  ...{ contactAsOf: null, consent: null },
})
const found = (childId: string): InvolvementFound => ({
  ...{ childId, isChildShown: true, childAuthority: '380', isSensitive: true, isWithdrawn: withdrawn.has(childId) },
  ...{ owner: { authority: '383', organisation: 'Leeds' }, recordedBy: 'p-1' },
})
const slow = (childId: string, which: 0 | 1): Promise<void> => {
  const known = slowness.get(childId) ?? [[0, 0]]
  return sleep(known[randomInt(known.length)]![which])
}

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const { directory, audit, identity } = room.fakes
  identity.answers(listDesks, async () => ({ desks: [{ authority: '380', officers: 2 }] }))
  for (const question of [stepUp, checkOverrideGrant]) identity.answers<object, object>(question, async () => ({}))
  identity.answers(endOverrideGrant, async ({ grantId }) => {
    return { grantId, personId: grantId, until: '2027-01-01T00:00:00Z', state: 'ended' }
  })
  identity.answers(revokeOverrides, async ({ personId }) => (revoked.add(personId), {}))
  directory.answers(restrictChild, async () => ({ hidden: [], authority: '380' }))
  directory.answers(releaseChild, async () => ({}))
  directory.answers(readRecord, async ({ childId, view }) => {
    await slow(childId, 0)
    return view === 'visible' ? { full: false, child: aVisibleChild(childId) } : { full: true, child: whole(childId) }
  })
  directory.answers(findInvolvement, async ({ involvementId }) => found(involvementId))
  directory.answers(changeKeptInvolvement, async ({ involvementId }) => {
    withdrawn.add(involvementId)
    return { involvementId, version: 2 }
  })
  directory.answers(listInvolvements, async ({ childId }) => {
    const items = withdrawn.has(childId) ? [] : [sensitive(childId)]
    await slow(childId, 0)
    return { authority: '380', items }
  })
  audit.answers(appendEntry, async ({ children: [child] }) => {
    if (child) await slow(child.childId, 1)
    return { log: 'england', index: 1, leafHash: 'ab' }
  })
})

afterAll(() => room?.close())

/** A busy machine may not hear a neighbour in time, and it is asked again. */
async function heard<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++)
    try {
      return await inACall(ask)
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof Fault) || error.code !== 'unavailable') throw error
    }
}

/** A step that was carried out, though its answer was not heard in time, is one that conflicts when it is asked again. */
async function stepped(step: () => Promise<object>): Promise<void> {
  let asked = 0
  await heard(() => (asked++, step())).catch((error: unknown) => {
    if (asked === 1 || !(error instanceof Fault) || error.code !== 'conflict') throw error
  })
}

/** What a child is before the step, how it is looked at, and the step. */
async function setOut(kind: Interleaving['kind'], childId: string) {
  // Each child has people of its own: whoever looks at thousands comes to the end of a budget.
  const team = aCaller({ personId: `m-${childId}`, role: 'cpmt', authority: '380' })
  const owner = aCaller({ personId: `o-${childId}` })
  const holder = aCaller({ personId: `p-${childId}`, sessionId: childId, mayOverride: true })
  const shield = () => room.get(ShieldsService).request(owner, { childId, ground: 'other', channel: 'user' })
  const disclose = () => room.get(DisclosuresService).open(holder, { childId, reason: 'assessment' })
  if (kind === 'shield') return { look: disclose, step: shield }
  if (kind === 'consent-withdrawn') {
    const review = () => room.get(InvolvementsService).review(team, { childId, reason: 'assessment' })
    const change = { involvementId: childId, version: 1, consentWithdrawn: true } as const
    return { look: review, step: () => room.get(InvolvementsService).change(owner, change) }
  }
  await heard(shield)
  const { attemptId } = await heard(() => room.get(OverridesService).attempt(holder, { childId, reason: 'assessment' }))
  await heard(() => room.get(OverridesService).begin(holder, { childId, attemptId, pin: '1', code: '2' }))
  const steps = {
    'override-left': () => room.get(OverridesService).end(holder, attemptId),
    'grant-ended': () => room.get(OverrideGrantsService).end(team, { grantId: holder.personId }),
    'no-grounds': () =>
      room.get(OverrideCasesService).answer(team, { caseId: attemptId, answer: 'not-legitimate', code: 'other' }),
  }
  return { look: disclose, step: steps[kind] }
}

const shows = (answer: object | null): boolean => JSON.stringify(answer).includes(HIDDEN)

/** @returns how many answers showed what is hidden after the step was acknowledged; before it, whoever looks sees it */
async function play({ kind, stepAfter, readers }: Interleaving): Promise<number> {
  const childId = newChildId(randomInt)
  const { look, step } = await setOut(kind, childId)
  if (!shows(await heard<object>(look))) throw new Error(`Nothing was there to be hidden: ${kind}`)
  slowness.set(
    childId,
    readers.map(([, record, entry]) => [record, entry]),
  )
  let [isAcknowledged, told] = [false, 0]
  const reading = readers.map(async ([begins]) => {
    await sleep(begins)
    const answer = await inACall<Promise<object>>(look).catch(() => null)
    if (isAcknowledged && shows(answer)) told += 1
  })
  await sleep(stepAfter)
  await stepped(step)
  isAcknowledged = true
  if (shows(await inACall<Promise<object>>(look).catch(() => null))) told += 1
  await Promise.all(reading)
  return told
}

describe('What a step hides', () => {
  it(`arrives nowhere after the step was acknowledged, in ${INTERLEAVINGS} interleavings of seed ${SEED} (I3)`, async () => {
    const all = fc.sample(interleaving, { seed: SEED, numRuns: INTERLEAVINGS })
    const told: Interleaving[] = []
    let next = 0
    const worker = async (): Promise<void> => {
      for (let one = all[next++]; one; one = all[next++]) if ((await play(one)) > 0) told.push(one)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    expect(told).toEqual([])
  }, 3_600_000)
})
