import {
  api,
  DESK_STEPS,
  Fault,
  getPlace,
  listContactTasks,
  listDesks,
  listNear,
  locateChild,
  mergeRecords,
  newChildId,
  releaseChild,
  splitRecord,
  type AnyRoute,
  type DeskStep,
  type Role,
  type ShieldRead,
} from '@contactpoint/contracts'
import { aCaller, answerAsUsual, aRoom, aVisibleChild, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { shielding } from '../app.module.ts'
import * as stages from '../deciding/deciding.rules.ts'
import { DecidingService } from '../deciding/deciding.service.ts'
import { ProposalsService } from '../proposals/proposals.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { STAGE_KINDS } from '../protection/stages.rules.ts'
import type { Stage } from '../protection/stages.service.ts'
import { ShieldsService } from '../shields/shields.service.ts'
import { TiersService } from '../tiers/tiers.service.ts'
import { RegisterService } from './register.service.ts'

type Who = ReturnType<typeof aCaller>

let room: Room<'directory' | 'audit' | 'identity'>
let [childId, otherId] = ['', '']
const who = (personId: string, role: Role, identity = personId): Who =>
  aCaller({ personId, role, authority: '383', identity })
/** The second is whoever asked for the shield, under another account; the last is an officer too. */
const PEOPLE = [
  ...[who('o-1', 'shield-officer'), who('p-9', 'shield-officer', 'p-1'), who('o-2', 'shield-officer')],
  ...[who('m-1', 'cpmt'), who('m-2', 'cpmt'), who('m-3', 'cpmt', 'o-2')],
]

const deciding = (stage: Stage) => (caller: Who) => room.get(DecidingService).take(caller, childId, stage)
const setting = (tier: 'standard' | 'sealed') => (caller: Who) => room.get(TiersService).set(caller, { childId, tier })
const proposing = (kind: 'merge' | 'split') => (caller: Who) =>
  room.get(ProposalsService).propose(caller, childId, { kind, otherChildId: otherId, authority: null })
const agreeing = (kind: 'merge' | 'split') => (caller: Who) => room.get(ProposalsService).agree(caller, childId, kind)

/** Each step as its door takes it. */
const DOORS: Record<DeskStep, { route: AnyRoute; take: (caller: Who) => Promise<object> }> = {
  place: { route: api.shields.place, take: deciding(stages.PLACING) },
  confirm: { route: api.shields.confirm, take: deciding(stages.CONFIRMING) },
  'propose-refusal': { route: api.shields.refuse, take: deciding(stages.refusing('other')) },
  'agree-refusal': { route: api.shields.refuse, take: deciding(stages.refusing('other')) },
  refuse: { route: api.shields.refuse, take: deciding(stages.refusing('other')) },
  'review-keep': { route: api.shields.review, take: deciding(stages.reviewing('keep')) },
  'review-lift': { route: api.shields.review, take: deciding(stages.reviewing('propose-lift')) },
  'propose-lift': { route: api.shields.proposeLift, take: deciding(stages.proposing('other')) },
  'agree-lift': { route: api.shields.agreeLift, take: deciding(stages.AGREEING) },
  keep: { route: api.shields.decideLift, take: deciding(stages.decidingLift('keep')) },
  lift: { route: api.shields.decideLift, take: deciding(stages.decidingLift('lift')) },
  seal: { route: api.shields.setTier, take: setting('sealed') },
  unseal: { route: api.shields.setTier, take: setting('standard') },
  'propose-merge': { route: api.proposals.merge, take: proposing('merge') },
  'agree-merge': { route: api.proposals.agreeMerge, take: agreeing('merge') },
  'propose-split': { route: api.proposals.split, take: proposing('split') },
  'agree-split': { route: api.proposals.agreeSplit, take: agreeing('split') },
  'offer-handover': {
    route: api.proposals.offerHandover,
    take: (caller) => room.get(ProposalsService).offer(caller, childId, '380'),
  },
  'refuse-proposal': {
    route: api.proposals.refuse,
    take: (caller) => room.get(ProposalsService).refuse(caller, childId),
  },
}

/** What comes of a step: it is taken, or with which code it is refused. */
async function comesOf(step: DeskStep, caller: Who): Promise<string> {
  const { route, take } = DOORS[step]
  if (!route.asks!.roles.includes(caller.role)) return 'forbidden'
  return inACall(() => take(caller)).then(
    () => 'taken',
    (error: Fault) => error.code,
  )
}

const stored = (id: string) => room.db.collection<Protection>('protections').findOne({ _id: id })
const read = (caller: Who): Promise<ShieldRead> => inACall(() => room.get(RegisterService).read(caller, childId))
/** No answer is under way here, and no step need wait for one. */
const nobodyReads = () => room.db.collection<Protection>('protections').updateMany({}, { $set: { guardedAt: null } })

beforeAll(async () => {
  room = await aRoom(shielding, ['directory', 'audit', 'identity'], { shieldAnswerMs: 0 })
  const { directory, identity } = room.fakes
  const desks = ['383', '380'].map((authority) => ({ authority, officers: 2 }))
  identity.answers(listDesks, async () => ({ desks }))
  answerAsUsual(room.fakes, () => ({ full: false, child: aVisibleChild(childId) }))
  directory.answers(releaseChild, async () => ({}))
  directory.answers(getPlace, async ({ code }) => ({ code, name: 'Somewhere' }))
  directory.answers(locateChild, async () => ({ authority: '383' }))
  directory.answers(listNear, async () => ({ authority: '383', records: [] }))
  for (const contract of [mergeRecords, splitRecord]) directory.answers(contract, async () => ({ hidden: [] }))
  directory.answers(listContactTasks, async () => ({ tasks: [] }))
})

afterAll(() => room?.close())

async function begin(): Promise<void> {
  ;[childId, otherId] = [newChildId(randomInt), newChildId(randomInt)]
  const ask = { childId, ground: 'fleeing-abuse', channel: 'user' } as const
  await inACall(() => room.get(ShieldsService).request(who('p-1', 'practitioner'), ask))
}

interface Draw {
  who: number
  pick: number
  among: 'stages' | 'open' | 'all'
}
const draws = fc.array(
  fc.record<Draw>({
    ...{ who: fc.nat(PEOPLE.length - 1), pick: fc.nat(1_000) },
    among: fc.constantFrom('stages', 'stages', 'open', 'all'),
  }),
  { minLength: 8, maxLength: 16 },
)

/** Mostly a step that is open, which brings the shield from one state to another; else anything. */
function stepOf({ pick, among }: Draw, open: readonly DeskStep[]): DeskStep {
  const staged = open.filter((step) => (STAGE_KINDS as readonly string[]).includes(step))
  const from = [...(among === 'stages' ? staged : among === 'open' ? open : [])]
  const some = from.length > 0 ? from : DESK_STEPS
  return some[pick % some.length]!
}

describe('What the answer about a shield calls open', () => {
  it('is taken, and every other step is refused or changes nothing, whatever happened before and whoever asks', async () => {
    await fc.assert(
      fc.asyncProperty(draws, async (all) => {
        await begin()
        for (const draw of all) {
          const caller = PEOPLE[draw.who]!
          const { open, current, version } = await read(caller)
          await nobodyReads()
          const step = stepOf(draw, open!)
          const outcome = await comesOf(step, caller)
          const after = await stored(childId)
          const isOpen = open!.includes(step)
          if (isOpen) expect([step, current, outcome]).toEqual([step, current, 'taken'])
          else if (outcome === 'taken') expect(expectedOf(step, open!, isAsBefore(step, after!, version))).toBe(true)
          else expect(['forbidden', 'conflict', 'not-found']).toContain(outcome)
          if (!after!.shield) return
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })
})

/** Whoever seals what is sealed is kept as one more who does not open it: the shield is as it was. */
function isAsBefore(step: DeskStep, { version, shield }: Protection, before: number): boolean {
  return step === 'seal' ? shield!.tier === 'sealed' : version === before
}

/** What one request may be depends on the state, and a tier that a shield has can be set again. */
function expectedOf(step: DeskStep, open: readonly DeskStep[], isUnchanged: boolean): boolean {
  if (step === 'seal' || step === 'unseal') return isUnchanged
  return open.some((one) => DOORS[one].route === DOORS[step].route && one.includes('refus'))
}
