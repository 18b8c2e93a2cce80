import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common'
import { Bus, checkShape } from '@contactpoint/bus'
import { BatchOpened, BatchReport, Fault, getBatch, GetBatch } from '@contactpoint/contracts'
import type { Request } from 'express'
import { Describe } from '../docs/route.rules.ts'
import { assertFile, toSource } from './feeds.rules.ts'
import { FeedsService } from './feeds.service.ts'

@Controller('v1/feeds/:source/batches')
export class FeedsController {
  constructor(
    private readonly bus: Bus,
    private readonly feeds: FeedsService,
  ) {}

  @Post()
  @HttpCode(202)
  @Describe({
    summary: 'Send a file of your feed',
    fileBody: 'application/xml',
    answer: BatchOpened,
    status: 202,
    faults: ['not-found', 'unsupported-media-type'],
  })
  send(@Param('source') source: string, @Req() request: Request): Promise<BatchOpened> {
    const known = toSource(source)
    assertFile(request.headers['content-type'])
    return this.feeds.send(known, request as AsyncIterable<Uint8Array>)
  }

  @Get(':batchId')
  @Describe({ summary: 'What became of a file', answer: BatchReport, status: 200, faults: ['not-found'] })
  async report(@Param('source') source: string, @Param('batchId') batchId: string): Promise<BatchReport> {
    const ask = await checkShape(GetBatch, { source: toSource(source), batchId }).catch(() => {
      throw Fault.notFound()
    })
    return this.bus.ask(getBatch, ask)
  }
}
