import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { api, listAccesses, ListAccesses, OwnAccessesListed } from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class AccessesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.accesses.mine)
  mine(@Asked() ask: ListAccesses): Promise<OwnAccessesListed> {
    return this.bus.ask(listAccesses, ask)
  }
}
