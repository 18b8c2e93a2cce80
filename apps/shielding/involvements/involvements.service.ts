import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  changeKeptInvolvement,
  Fault,
  findInvolvement,
  getPlace,
  isChildId,
  keepInvolvement,
  listInvolvements,
  readRecord,
  reportWrongContact,
  type AddInvolvement,
  type ChangeInvolvement,
  type InvolvementFound,
  type InvolvementRecorded,
  type InvolvementsReviewed,
  type Nothing,
  type ReportContact,
  type ReviewedInvolvement,
  type ReviewInvolvements,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import {
  ADDING_ASKED,
  changeAsked,
  isTheirs,
  listOf,
  mayChange,
  mayReport,
  reportAsked,
  reviewAsked,
  reviewShown,
  stepTaken,
} from './involvements.rules.ts'

/** Who works with a child: recorded before it is kept, and answered alike whatever the child hides. */
@Injectable()
export class InvolvementsService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly releases: ReleaseService,
  ) {}

  async add(caller: Caller, ask: AddInvolvement): Promise<InvolvementRecorded> {
    await this.assertListed(ask.organisation)
    const { account } = await this.releases.release(caller, ADDING_ASKED, () => this.readChild(ask.childId))
    const { personId: by, authority, organisation } = caller
    const kept = await this.bus.ask(keepInvolvement, { ...ask, owner: { authority, organisation }, by })
    return { ...kept, ...account }
  }

  async change(caller: Caller, ask: ChangeInvolvement): Promise<InvolvementRecorded> {
    const { involvementId } = ask
    if (ask.organisation !== undefined) await this.assertListed(ask.organisation)
    const { account } = await this.releases.release(caller, changeAsked(involvementId), async () => {
      const reading = await this.readOne(involvementId, (found) => mayChange(caller, found))
      // Under a stance the answer would have to leave within a second; it waits until others have ended.
      return ask.consentWithdrawn ? { ...reading, stances: [] } : reading
    })
    const kept = await this.bus.ask(changeKeptInvolvement, { ...ask, by: caller.personId })
    if (ask.consentWithdrawn) {
      const { childId } = await this.bus.ask(findInvolvement, { involvementId })
      await this.protection.consentIsWithdrawn(childId, caller.personId)
    }
    return { ...kept, ...account }
  }

  async report(caller: Caller, { involvementId }: ReportContact): Promise<Nothing> {
    await this.releases.release(caller, reportAsked(involvementId), () =>
      this.readOne(involvementId, (found, stance) => mayReport(caller, found, stance)),
    )
    return this.bus.ask(reportWrongContact, { involvementId })
  }

  async review(caller: Caller, ask: ReviewInvolvements): Promise<InvolvementsReviewed> {
    const { content, account } = await this.releases.release(caller, reviewAsked(ask), () =>
      this.readAll(caller, ask.childId),
    )
    return { items: content, next: null, ...account }
  }

  /** Before anything about a child is looked at, so that this fault tells of none. */
  private async assertListed(code: string): Promise<void> {
    const listed = await ifFound(this.bus.ask(getPlace, { kind: listOf(code), code }))
    if (!listed) throw Fault.invalid('organisation', 'isListed')
  }

  private async readChild(childId: string): Promise<Reading<true>> {
    if (!isChildId(childId)) return nothingFound(childId)
    const stance = await this.protection.stance(childId)
    const record = await ifFound(this.bus.ask(readRecord, { childId, view: 'visible' }))
    return record && !stance.isSealed ? stepTaken(stance) : nothingFound(childId)
  }

  /** What is not for the caller is recorded without its child: the log, too, answers like for an id that never was. */
  private async readOne(
    involvementId: string,
    isTheirsToTake: (found: InvolvementFound, stance: Stance) => boolean,
  ): Promise<Reading<true>> {
    const find = (): Promise<InvolvementFound | null> => ifFound(this.bus.ask(findInvolvement, { involvementId }))
    const located = await find()
    if (!located) return nothingFound(involvementId)
    // The stance before what it is judged by, as for a record; of which child is known only when it was looked at once.
    const stance = await this.protection.stance(located.childId)
    const found = await find()
    const isStill = found?.childId === stance.childId && !stance.isSealed
    return found && isStill && isTheirsToTake(found, stance) ? stepTaken(stance) : nothingFound(involvementId)
  }

  private async readAll(caller: Caller, childId: string): Promise<Reading<ReviewedInvolvement[]>> {
    if (!isChildId(childId)) return nothingFound(childId)
    const stance = await this.protection.stance(childId)
    const listed = await ifFound(this.bus.ask(listInvolvements, { childId }))
    const isShown = listed && stance.view === 'full' && isTheirs(caller, listed.authority)
    return isShown ? reviewShown(listed, stance) : nothingFound(childId)
  }
}
