import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  openDisclosure,
  OpenDisclosure,
  requestShield,
  RequestShield,
  ShieldRequested,
  type ComposedDisclosure,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'
import { withNotice } from './children.rules.ts'

@Controller()
export class ChildrenController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.children.disclose)
  async disclose(@Asked() ask: OpenDisclosure): Promise<ComposedDisclosure> {
    return withNotice(await this.bus.ask(openDisclosure, ask))
  }

  @Serves(api.children.requestShield)
  requestShield(@Asked() ask: RequestShield): Promise<ShieldRequested> {
    return this.bus.ask(requestShield, ask)
  }
}
