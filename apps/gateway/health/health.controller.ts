import { Controller, Res } from '@nestjs/common'
import { api, Liveness, Nothing, Readiness } from '@contactpoint/contracts'
import type { Response } from 'express'
import { Asked, Serves } from '../access/route.pipe.ts'
import { HealthService } from './health.service.ts'

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Serves(api.health.live)
  live(): Liveness {
    return { status: 'live' }
  }

  @Serves(api.health.ready)
  async ready(@Asked() _ask: Nothing, @Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.health.readiness()
    if (readiness.status !== 'ready') response.status(api.health.ready.otherwise!).setHeader('Retry-After', '2')
    return readiness
  }
}
