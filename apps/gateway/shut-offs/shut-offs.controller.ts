import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutShutOff,
  api,
  ListShutOffs,
  listShutOffs,
  MakeShutOff,
  makeShutOff,
  reopenShutOff,
  ShutOff,
  ShutOffsListed,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class ShutOffsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.shutOffs.overview)
  overview(@Asked() ask: ListShutOffs): Promise<ShutOffsListed> {
    return this.bus.ask(listShutOffs, ask)
  }

  @Serves(api.shutOffs.make)
  make(@Asked() ask: MakeShutOff): Promise<ShutOff> {
    return this.bus.ask(makeShutOff, ask)
  }

  @Serves(api.shutOffs.reopen)
  reopen(@Asked() ask: AboutShutOff): Promise<ShutOff> {
    return this.bus.ask(reopenShutOff, ask)
  }
}
