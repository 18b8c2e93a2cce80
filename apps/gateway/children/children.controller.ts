import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  beginMediation,
  BeginMediation,
  openDisclosure,
  OpenDisclosure,
  requestShield,
  RequestShield,
  ShieldRequested,
  type ComposedDisclosure,
  type Mediation,
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

  @Serves(api.children.mediate)
  mediate(@Asked() ask: BeginMediation): Promise<Mediation> {
    return this.bus.ask(beginMediation, ask)
  }

  @Serves(api.children.requestShield)
  requestShield(@Asked() ask: RequestShield): Promise<ShieldRequested> {
    return this.bus.ask(requestShield, ask)
  }
}
