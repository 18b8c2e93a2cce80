import { Injectable } from '@nestjs/common'
import type { NearKind } from '@contactpoint/contracts'
import { kindsOf, type RestrictedAround } from '@contactpoint/matching'
import type { Settled } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { EffectsService, idOf, isOpenFor, type Cause } from './effects.service.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import type { NearRow } from './restrictions.schema.ts'

/** How a child is to be kept, and why. */
export interface Judged extends Settled {
  causes: readonly Cause[]
  /** Whether people see already that they have to decide about all of that. */
  isKnown: boolean
}

/** How children are to be kept as long as nothing else is restricted. */
export interface Judgement {
  judged: Judged[]
  /** See `RestrictionsRepository.assertLast`. */
  sequence: number
}

/** How records are to be kept, by all restricted children around them. */
@Injectable()
export class JudgingService {
  constructor(
    private readonly parts: PartsService,
    private readonly effects: EffectsService,
    private readonly restrictedChildren: RestrictedChildrenService,
  ) {}

  /**
   * How each is to be kept, by what restricted children do to it of which nobody has decided, and by what lasts of before; a restricted one is
   * covered by its own shield, and nothing new is done to it. What many of them meet costs hardly more than nothing: the time tells no supplier
   * what it has guessed.
   *
   * @param released a child that is restricted no more: nothing that it did lasts
   */
  async judge(children: readonly Child[], released?: string): Promise<Judgement> {
    const known = children.filter((child) => !isNew(child)).map(({ childId }) => childId)
    const [own, rows] = await Promise.all([this.idsOf(children, known), this.effects.openOf(known)])
    const { around, sequence } = await this.restrictedChildren.look(children, own)
    const met = children.map((child, n) => ({ child, causes: child.restricted ? [] : causesOf(around[n]!) }))
    const undecided = await this.effects.undecidedOf(met)
    const judged = children.map((child, n) => {
      const lasts = ({ restricted }: NearRow): boolean => restricted !== released && !own[n]!.includes(restricted)
      return asJudged(child, undecided[n]!, (rows.get(child.childId) ?? []).filter(lasts))
    })
    return { judged, sequence }
  }

  /** What each is: its own shield, and those of its parts, do nothing to it. */
  private async idsOf(children: readonly Child[], known: string[]): Promise<string[][]> {
    const parts = Map.groupBy(await this.parts.wholesOf(known), ([, whole]) => whole)
    return children.map(({ childId }) => [childId, ...(parts.get(childId) ?? []).map(([id]) => id)])
  }
}

/** Nobody has written it yet, so nothing lasts of before. */
function isNew({ version, visibility }: Child): boolean {
  return version === 1 && visibility === 'hidden'
}

function asJudged(child: Child, causes: Cause[], open: NearRow[]): Judged {
  const effects = new Set([...causes, ...open].map(({ effect }) => effect))
  // Its own shield shows four things of it, whatever it looks like: one that nobody sees stays so, and comes to be so without that shield.
  const mayHide = !child.restricted || child.visibility === 'quarantined'
  const visibility = mayHide && effects.has('invisible') ? 'quarantined' : 'visible'
  const rows = new Map(open.map((row) => [row._id, row]))
  const isKnown = causes.every((cause) => isOpenFor(rows.get(idOf(child, cause)), cause))
  return { child, causes, visibility, covered: effects.has('covered'), isKnown }
}

function causesOf({ near, household, toTell }: RestrictedAround): Cause[] {
  return [
    ...near.map(({ id, nearness }) => causeOf(id, 'invisible', kindsOf(nearness))),
    ...household.map(({ id, kinds }) => causeOf(id, 'covered', kinds)),
    ...toTell.map(({ id, nearness }) => causeOf(id, 'told', kindsOf(nearness))),
  ]
}

export function causeOf(restricted: string, effect: Cause['effect'], kinds: readonly string[]): Cause {
  return { restricted, effect, common: kinds as NearKind[] }
}
