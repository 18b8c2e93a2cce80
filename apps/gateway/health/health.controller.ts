import { Controller, Get, Res } from '@nestjs/common'
import { SkipThrottle } from '@nestjs/throttler'
import type { Response } from 'express'
import { Open } from '../access/signed-in.guard.ts'
import { Describe } from '../docs/route.rules.ts'
import { HealthService } from './health.service.ts'

@Controller('health')
@Open()
@SkipThrottle()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Describe({ summary: 'The gateway runs', status: 200 })
  live(): object {
    return { status: 'live' }
  }

  @Get('ready')
  @Describe({
    summary: 'Every service can work: 200, or 503 with those that cannot',
    status: 200,
    faults: ['unavailable'],
  })
  async ready(@Res() response: Response): Promise<void> {
    const services = await this.health.readiness()
    const isReady = Object.values(services).every((state) => state === 'ready')
    if (!isReady) response.setHeader('Retry-After', '2')
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not-ready', services })
  }
}
