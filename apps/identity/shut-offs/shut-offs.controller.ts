import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutShutOff,
  listShutOffs,
  ListShutOffs,
  makeShutOff,
  MakeShutOff,
  orderShutOff,
  readRevocations,
  ReadRevocations,
  reopenShutOff,
  type RevocationsRead,
  type ShutOff,
  type ShutOffsListed,
} from '@contactpoint/contracts'
import { ShutOffsService } from './shut-offs.service.ts'

@Controller()
export class ShutOffsController {
  constructor(private readonly shutOffs: ShutOffsService) {}

  @Answers(makeShutOff)
  @Allow('accreditor', 'operator')
  make(@Payload() ask: MakeShutOff, @CurrentCaller() caller: Caller): Promise<ShutOff> {
    return this.shutOffs.make(caller, ask)
  }

  @Answers(orderShutOff)
  order(@Payload() ask: MakeShutOff): Promise<ShutOff> {
    return this.shutOffs.order(ask)
  }

  @Answers(reopenShutOff)
  @Allow('accreditor')
  reopen(@Payload() ask: AboutShutOff, @CurrentCaller() caller: Caller): Promise<ShutOff> {
    return this.shutOffs.reopen(caller, ask.shutOffId)
  }

  @Answers(listShutOffs)
  @Allow('accreditor', 'operator')
  list(@Payload() _ask: ListShutOffs): Promise<ShutOffsListed> {
    return this.shutOffs.list()
  }

  @Answers(readRevocations)
  read(@Payload() { since }: ReadRevocations): Promise<RevocationsRead> {
    return this.shutOffs.read(since)
  }
}
