import { Controller, Res } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  decideNearRecord,
  DecideNearRecord,
  decideWaitingRow,
  DecideWaitingRow,
  NearReviewed,
  reviewNear,
  ReviewNear,
  AgreeLift,
  ConfirmShield,
  DecideLift,
  ListShields,
  PlaceShield,
  PlaceShields,
  ProposeLift,
  ReadShield,
  RefuseShield,
  ReviewShield,
  RowsDecided,
  ShieldNow,
  ShieldRead,
  ShieldsListed,
  ShieldsPlaced,
  agreeLift,
  confirmShield,
  decideLift,
  listShields,
  placeShield,
  placeShields,
  proposeLift,
  readShield,
  refuseShield,
  reviewShield,
  setTier,
  SetTier,
  TierSet,
  type Nothing,
} from '@contactpoint/contracts'
import type { Response } from 'express'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class ShieldsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.shields.reviewNear)
  reviewNear(@Asked() ask: ReviewNear): Promise<NearReviewed> {
    return this.bus.ask(reviewNear, ask)
  }

  @Serves(api.shields.setTier)
  setTier(@Asked() ask: SetTier): Promise<TierSet> {
    return this.bus.ask(setTier, ask)
  }

  @Serves(api.shields.decideNear)
  decideNear(@Asked() ask: DecideNearRecord): Promise<Nothing> {
    return this.bus.ask(decideNearRecord, ask)
  }

  @Serves(api.shields.decideRow)
  async decideRow(
    @Asked() ask: DecideWaitingRow,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RowsDecided> {
    const decided = await this.bus.ask(decideWaitingRow, ask)
    if (decided.rows) response.status(api.shields.decideRow.otherwise!)
    return decided
  }

  @Serves(api.shields.find)
  find(@Asked() ask: ListShields): Promise<ShieldsListed> {
    return this.bus.ask(listShields, ask)
  }

  @Serves(api.shields.get)
  get(@Asked() ask: ReadShield): Promise<ShieldRead> {
    return this.bus.ask(readShield, ask)
  }

  @Serves(api.shields.place)
  place(@Asked() ask: PlaceShield): Promise<ShieldNow> {
    return this.bus.ask(placeShield, ask)
  }

  @Serves(api.shields.placeMany)
  placeMany(@Asked() ask: PlaceShields): Promise<ShieldsPlaced> {
    return this.bus.ask(placeShields, ask)
  }

  @Serves(api.shields.confirm)
  confirm(@Asked() ask: ConfirmShield): Promise<ShieldNow> {
    return this.bus.ask(confirmShield, ask)
  }

  @Serves(api.shields.refuse)
  refuse(@Asked() ask: RefuseShield): Promise<ShieldNow> {
    return this.bus.ask(refuseShield, ask)
  }

  @Serves(api.shields.review)
  review(@Asked() ask: ReviewShield): Promise<ShieldNow> {
    return this.bus.ask(reviewShield, ask)
  }

  @Serves(api.shields.proposeLift)
  proposeLift(@Asked() ask: ProposeLift): Promise<ShieldNow> {
    return this.bus.ask(proposeLift, ask)
  }

  @Serves(api.shields.agreeLift)
  agreeLift(@Asked() ask: AgreeLift): Promise<ShieldNow> {
    return this.bus.ask(agreeLift, ask)
  }

  @Serves(api.shields.decideLift)
  decideLift(@Asked() ask: DecideLift): Promise<ShieldNow> {
    return this.bus.ask(decideLift, ask)
  }
}
