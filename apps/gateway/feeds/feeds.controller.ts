import { Controller, Req } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  applyBatch,
  BatchesListed,
  BatchOpened,
  BatchReport,
  getBatch,
  GetBatch,
  listBatches,
  ListBatches,
  OpenBatch,
  rollBackBatch,
} from '@contactpoint/contracts'
import type { Request } from 'express'
import { Asked, Serves } from '../access/route.pipe.ts'
import { FeedsService } from './feeds.service.ts'

@Controller()
export class FeedsController {
  constructor(
    private readonly bus: Bus,
    private readonly feeds: FeedsService,
  ) {}

  @Serves(api.feeds.send)
  send(@Asked() ask: OpenBatch, @Req() request: Request): Promise<BatchOpened> {
    return this.feeds.send(ask, request as AsyncIterable<Uint8Array>)
  }

  @Serves(api.feeds.history)
  history(@Asked() ask: ListBatches): Promise<BatchesListed> {
    return this.bus.ask(listBatches, ask)
  }

  @Serves(api.feeds.report)
  report(@Asked() ask: GetBatch): Promise<BatchReport> {
    return this.bus.ask(getBatch, ask)
  }

  @Serves(api.feeds.apply)
  async apply(@Asked() ask: GetBatch): Promise<void> {
    await this.bus.ask(applyBatch, ask)
  }

  @Serves(api.feeds.rollBack)
  async rollBack(@Asked() ask: GetBatch): Promise<void> {
    await this.bus.ask(rollBackBatch, ask)
  }
}
