import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  appendChunk,
  applyBatch,
  AppendChunk,
  closeBatch,
  CloseBatch,
  getBatch,
  GetBatch,
  listBatches,
  ListBatches,
  openBatch,
  OpenBatch,
  retryBatch,
  rollBackBatch,
  tallyBatch,
  TallyBatch,
  type BatchesListed,
  type BatchOpened,
  type BatchReport,
  type BatchTally,
  type Nothing,
  type RetriedRows,
} from '@contactpoint/contracts'
import { BatchesService } from './batches.service.ts'

@Controller()
export class BatchesController {
  constructor(private readonly batches: BatchesService) {}

  @Answers(openBatch)
  @Allow('feed-supplier')
  open(@Payload() ask: OpenBatch, @CurrentCaller() caller: Caller): Promise<BatchOpened> {
    return this.batches.open(caller, ask)
  }

  @Answers(appendChunk)
  @Allow('feed-supplier')
  append(@Payload() ask: AppendChunk, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.batches.append(caller, ask)
  }

  @Answers(closeBatch)
  @Allow('feed-supplier')
  close(@Payload() ask: CloseBatch, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.batches.close(caller, ask)
  }

  @Answers(listBatches)
  @Allow('data-steward', 'operator')
  history(@Payload() ask: ListBatches): Promise<BatchesListed> {
    return this.batches.history(ask)
  }

  @Answers(getBatch)
  @Allow('feed-supplier', 'data-steward', 'operator')
  report(@Payload() ask: GetBatch, @CurrentCaller() caller: Caller): Promise<BatchReport> {
    return this.batches.report(caller, ask)
  }

  @Answers(applyBatch)
  @Allow('feed-supplier', 'data-steward')
  apply(@Payload() ask: GetBatch, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.batches.apply(caller, ask)
  }

  @Answers(rollBackBatch)
  @Allow('feed-supplier', 'data-steward')
  rollBack(@Payload() ask: GetBatch, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.batches.rollBack(caller, ask)
  }

  @Answers(retryBatch)
  retry(@Payload() ask: TallyBatch): Promise<RetriedRows> {
    return this.batches.retry(ask)
  }

  @Answers(tallyBatch)
  tally(@Payload() ask: TallyBatch): Promise<BatchTally> {
    return this.batches.tally(ask)
  }
}
