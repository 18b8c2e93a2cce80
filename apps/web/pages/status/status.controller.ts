import { Controller, Get, Res } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type { Response } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { Page } from '../../layout/pages.rules.ts'
import { ForEverybody } from '../../session/signed-in.guard.ts'

/** Whether ContactPoint works: open to everybody, and shown when nothing else is. */
@ForEverybody()
@Controller()
export class StatusController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get('status')
  async status(): Promise<Page> {
    const health = await this.gateway
      .open()
      .call(api.health.ready)
      .catch(() => null)
    return new Page('pages/status/status', { services: health?.services ?? null, isReady: health?.status === 'ready' })
  }

  /** For whoever watches over processes: the pages run, whatever else does. */
  @Get('health/live')
  live(@Res() response: Response): void {
    response.json({ status: 'live' })
  }
}
