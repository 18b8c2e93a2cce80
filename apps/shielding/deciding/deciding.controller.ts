import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  agreeLift,
  AgreeLift,
  confirmShield,
  ConfirmShield,
  decideLift,
  DecideLift,
  placeShield,
  placeShields,
  PlaceShield,
  PlaceShields,
  proposeLift,
  ProposeLift,
  refuseShield,
  RefuseShield,
  reviewShield,
  ReviewShield,
  type ShieldNow,
  type ShieldsPlaced,
} from '@contactpoint/contracts'
import { STEPS } from '../protection/steps.rules.ts'
import { AGREEING, CONFIRMING, decidingLift, PLACING, proposing, refusing, reviewing } from './deciding.rules.ts'
import { DecidingService } from './deciding.service.ts'
import { ListsService } from './lists.service.ts'

@Controller()
export class DecidingController {
  constructor(
    private readonly deciding: DecidingService,
    private readonly lists: ListsService,
  ) {}

  @Answers(placeShields)
  @Allow(...STEPS.place.by)
  placeList(@Payload() { rows }: PlaceShields, @CurrentCaller() caller: Caller): Promise<ShieldsPlaced> {
    return this.lists.place(caller, rows)
  }

  @Answers(placeShield)
  @Allow(...STEPS.place.by)
  place(@Payload() { childId }: PlaceShield, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, PLACING)
  }

  @Answers(confirmShield)
  @Allow(...STEPS.confirm.by)
  confirm(@Payload() { childId }: ConfirmShield, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, CONFIRMING)
  }

  @Answers(refuseShield)
  @Allow(...STEPS['propose-refusal'].by, ...STEPS.refuse.by)
  refuse(@Payload() { childId, code }: RefuseShield, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, refusing(code))
  }

  @Answers(reviewShield)
  @Allow(...STEPS['review-keep'].by)
  review(@Payload() { childId, decision }: ReviewShield, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, reviewing(decision))
  }

  @Answers(proposeLift)
  @Allow(...STEPS['propose-lift'].by)
  proposeLift(@Payload() { childId, code }: ProposeLift, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, proposing(code))
  }

  @Answers(agreeLift)
  @Allow(...STEPS['agree-lift'].by)
  agreeLift(@Payload() { childId }: AgreeLift, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, AGREEING)
  }

  @Answers(decideLift)
  @Allow(...STEPS.lift.by)
  decideLift(@Payload() { childId, decision }: DecideLift, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.deciding.take(caller, childId, decidingLift(decision))
  }
}
