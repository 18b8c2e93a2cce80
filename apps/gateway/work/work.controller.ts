import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { api, listWork, ListWork, WorkListed } from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class WorkController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.work.mine)
  mine(@Asked() ask: ListWork): Promise<WorkListed> {
    return this.bus.ask(listWork, ask)
  }
}
