import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  compareRecords,
  Fault,
  findOpenRecords,
  isChildId,
  MOST_DUPLICATES_LISTED,
  newChildId,
  type AnswerDuplicate,
  type DuplicateNow,
  type DuplicatesListed,
  type DuplicateState,
  type DuplicateViewed,
  type LinkAnswer,
  type NameDuplicate,
  type Nothing,
  type RecordsCompared,
} from '@contactpoint/contracts'
import { firstKept } from '@contactpoint/mongo'
import { randomInt } from 'node:crypto'
import { MergingService } from '../merging/merging.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'
import { ReleaseService, type Released } from '../release/release.service.ts'
import { DuplicatesRepository } from './duplicates.repository.ts'
import {
  answerAsked,
  isOneStill,
  isOpen,
  LIST_ASKED,
  NAME_ASKED,
  NO_PAIR,
  ofOne,
  pairsListed,
  recordsShown,
  toBeDoneTo,
  toDuplicate,
  undoAsked,
  viewAsked,
  whenSame,
} from './duplicates.rules.ts'
import type { DuplicatePair } from './duplicates.schema.ts'
import { PairStandingService } from './pair-standing.service.ts'

const randomId = (): string => newChildId((most) => randomInt(most))
/** Ids of two children that there are not. */
const NOBODYS = { childIds: [randomId(), randomId()] }

/**
 * Records that may be of one child, and that nothing protects: two people say that they are, one that they are not. A pair in which a child is shielded,
 * or not shown for another one's shield, does not exist for them.
 */
@Injectable()
export class DuplicatesService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly releases: ReleaseService,
    private readonly merging: MergingService,
    private readonly pairs: DuplicatesRepository,
    private readonly standing: PairStandingService,
  ) {}

  async list(caller: Caller): Promise<DuplicatesListed> {
    const { content, account } = await this.releases.release(caller, LIST_ASKED, async () =>
      pairsListed(await this.findOpen(caller.identity)),
    )
    return { items: content, next: null, receipt: account.receipt }
  }

  /** Recorded before it takes effect; it has none where somebody has said that they are two, or they are one already. */
  async name(caller: Caller, { childId, otherId }: NameDuplicate): Promise<DuplicateNow> {
    const childIds = [...new Set([childId, otherId])].toSorted()
    const { content, account } = await this.recorded(caller, NAME_ASKED, childIds, () => this.nameable(childIds))
    const { _id: duplicateId, state } = content ?? (await this.say(caller, childIds))
    return { duplicateId, state, ...account }
  }

  async view(caller: Caller, duplicateId: string): Promise<DuplicateViewed> {
    const pair = await this.pairs.find(duplicateId)
    const read = () => this.read(pair)
    const { content, account } = await this.recorded(caller, viewAsked(duplicateId), pair?.childIds ?? [], read)
    return { duplicate: toDuplicate(pair!), ...content, ...account }
  }

  /** Recorded before it takes effect. @throws Fault `conflict` for who has said so already, and where it was decided meanwhile */
  async answer(caller: Caller, ask: AnswerDuplicate): Promise<DuplicateNow> {
    const { duplicateId, answer } = ask
    const pair = await this.pairs.find(duplicateId)
    const read = async () => toBeDoneTo(await this.read(pair))
    const { content, account } = await this.recorded(caller, answerAsked(ask), pair?.childIds ?? [], read)
    return { duplicateId, state: await this.decide(caller, pair!, answer, content), ...account }
  }

  /** Recorded before it takes effect. @throws Fault `conflict` where it was decided anew meanwhile */
  async undo(caller: Caller, duplicateId: string): Promise<Nothing> {
    const pair = await this.pairs.find(duplicateId)
    await this.recorded(caller, undoAsked(duplicateId), pair?.childIds ?? [], async () => {
      const { childIds } = pair ?? NOBODYS
      const reading = await this.decidedOf(childIds, await this.standing.wholesOf(childIds))
      return pair && pair.state !== 'open' ? reading : NO_PAIR
    })
    const open = async (): Promise<void> => assertDone(await this.pairs.open(pair!, caller.personId))
    if (!(await this.standing.isOne(pair!))) await open()
    else
      await this.merging.split(caller, pair!.joined!, async () => {
        await this.standing.assertOpen(pair!.childIds)
        if (!(await this.standing.isOne(pair!))) throw Fault.notFound()
        await open()
      })
    return {}
  }

  /** Of what is known already nothing changes. */
  async found(childIds: string[]): Promise<void> {
    await this.pairs.findOrAdd(childIds.toSorted(), 'model')
  }

  /**
   * Notes that this person says that two records are of one child; where somebody else has said so, whoever is second looks at both first.
   *
   * @param linkId of the answer about a row by which they say so; missing: they say it of the two
   * @returns the pair as it is then: what is decided stays, but for two that became one and were parted by others
   */
  async say(
    { personId, identity }: Caller,
    childIds: string[],
    linkId?: string,
  ): Promise<Pick<DuplicatePair, '_id' | 'state'>> {
    const pair = await this.pairs.findOrAdd(childIds, 'person')
    if (pair.state === 'different' || (await this.standing.isOne(pair))) return pair
    if (pair.state === 'merged') await this.pairs.open(pair, personId)
    if (linkId) await this.pairs.sayBy(linkId, pair._id, { personId, identity })
    else await this.pairs.say(pair._id, { personId, identity })
    return { _id: pair._id, state: 'open' }
  }

  /** Whoever takes an answer about a row back does not say any more what it said of two records. */
  async unsay(linkId: string): Promise<void> {
    await this.pairs.unsay(linkId)
  }

  /** Two that may be named; a pair where they are one already, for whoever knows both ids. As much is looked up whatever they are. */
  private async nameable(childIds: string[]): Promise<Reading<DuplicatePair | undefined>> {
    if (childIds.length < 2 || !childIds.every(isChildId)) return NO_PAIR
    const pair = await this.pairs.findOf(childIds)
    const both = await this.compared(childIds)
    const wholes = await this.standing.wholesOf(childIds)
    const decided = await this.decidedOf(childIds, wholes)
    if (both.content !== null) return { ...toBeDoneTo(both), content: undefined }
    return pair && isOneStill(pair, wholes) && decided.content !== null ? { ...decided, content: pair } : NO_PAIR
  }

  /** Recorded of each by itself: no entry leads from one to the other. @throws Fault as `release`, once all are recorded */
  private async recorded<Content>(
    caller: Caller,
    asked: Asked,
    childIds: readonly string[],
    read: () => Promise<Reading<Content>>,
  ): Promise<Released<Content>> {
    const readings = childIds.map((childId) => async () => ofOne(await read(), childId))
    const all = readings.length > 0 ? readings : [read]
    const released = all.map((reading) => this.releases.release(caller, asked, reading))
    await Promise.allSettled(released)
    return (await Promise.all(released))[0]!
  }

  private findOpen(identity: string): Promise<DuplicatePair[]> {
    return firstKept(
      MOST_DUPLICATES_LISTED,
      (most, after) => this.pairs.findOpen(identity, most, after),
      (found) => this.withoutProtected(found),
    )
  }

  private async withoutProtected(pairs: readonly DuplicatePair[]): Promise<DuplicatePair[]> {
    if (pairs.length === 0) return []
    const childIds = [...new Set(pairs.flatMap((pair) => pair.childIds))]
    const [stances, shown] = await Promise.all([
      this.protection.stances(childIds),
      this.bus.ask(findOpenRecords, { childIds }),
    ])
    const open = new Set(shown.childIds.filter((childId) => isOpen(stances.get(childId)!)))
    return pairs.filter((pair) => pair.childIds.every((childId) => open.has(childId)))
  }

  /** As much is looked up where there is no pair. */
  private async read(pair: DuplicatePair | null): Promise<Reading<RecordsCompared>> {
    const reading = await this.compared((pair ?? NOBODYS).childIds)
    return pair?.state === 'open' ? reading : NO_PAIR
  }

  private async compared(childIds: string[]): Promise<Reading<RecordsCompared>> {
    const read = await ifFound(this.bus.ask(compareRecords, { childIds }))
    return read ? recordsShown(read, await this.protection.stances(childIds)) : NO_PAIR
  }

  /** Of a decided pair, what goes on for each of the two, be it one for both: nothing of either is shown. */
  private async decidedOf(childIds: string[], wholes: ReadonlyMap<string, string>): Promise<Reading<true>> {
    const there = [...new Set(wholes.values())]
    const stances = [...(await this.protection.stances(there)).values()]
    const shown = await this.bus.ask(findOpenRecords, { childIds: there })
    if (!stances.every(isOpen) || shown.childIds.length < there.length) return NO_PAIR
    return toBeDone(...childIds)
  }

  private async decide(
    caller: Caller,
    pair: DuplicatePair,
    answer: LinkAnswer,
    both: RecordsCompared,
  ): Promise<DuplicateState> {
    if (answer === 'same') return this.same(caller, pair, both)
    if (answer === 'unsure') await this.pairs.putBack(pair._id, caller.identity)
    else assertDone(await this.pairs.part(pair._id, caller.personId))
    return answer === 'unsure' ? 'open' : answer
  }

  private async same(caller: Caller, pair: DuplicatePair, both: RecordsCompared): Promise<DuplicateState> {
    const { personId, identity } = caller
    const turn = whenSame(pair, identity)
    if (turn === 'again') throw new Fault('conflict', 'You have said so already: it takes somebody else')
    await this.standing.assertNowhereTwo(pair)
    if (turn === 'first') {
      assertDone(await this.pairs.say(pair._id, { personId, identity }))
      return 'open'
    }
    const [into, joined] = [both.goesOn.childId, both.other.childId]
    await this.merging.merge(caller, joined, into, async () => {
      await this.standing.assertOpen(pair.childIds)
      await this.standing.assertNowhereTwo(pair)
      assertDone(await this.pairs.merge(pair, joined, personId))
    })
    return 'merged'
  }
}

function assertDone(isDone: boolean): void {
  if (!isDone) throw new Fault('conflict', 'Somebody else has answered meanwhile: look again')
}
