import { Injectable } from '@nestjs/common'
import { Bus, currentCall, DEFAULT_BUDGET_MS, withCall, type Call } from '@contactpoint/bus'
import { appendChunk, closeBatch, openBatch, type BatchOpened, type OpenBatch } from '@contactpoint/contracts'
import { createHash } from 'node:crypto'
import { inChunks } from './feeds.rules.ts'

@Injectable()
export class FeedsService {
  constructor(private readonly bus: Bus) {}

  /** Hands a file on piece by piece as it arrives; what stays in memory does not grow with it. */
  async send(ask: OpenBatch, file: AsyncIterable<Uint8Array>): Promise<BatchOpened> {
    const call = currentCall()!
    const { batchId } = await this.bus.ask(openBatch, ask)
    const hash = createHash('sha256')
    let chunks = 0
    for await (const chunk of inChunks(file)) {
      hash.update(chunk)
      const piece = { batchId, index: chunks++, content: chunk.toString('base64') }
      await withCall(freshTime(call), () => this.bus.ask(appendChunk, piece))
    }
    await withCall(freshTime(call), () => this.bus.ask(closeBatch, { batchId, chunks, sha256: hash.digest('hex') }))
    return { batchId }
  }
}

/** A long upload is many short questions, each with time of its own. */
function freshTime(call: Call): Call {
  return { ...call, deadline: performance.now() + DEFAULT_BUDGET_MS }
}
