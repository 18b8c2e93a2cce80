import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { api, ProblemError } from '@contactpoint/client'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { setTimeout } from 'node:timers/promises'
import { GatewayClient } from '../../gateway.client.ts'
import { msLeftOf } from '../../session/session.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'

/** Between two tries: the gateway may be away for a while, and a stream may end as soon as it began. */
const PAUSE_MS = 1_000

/** Tells how many cases wait, for as long as somebody's session goes on: the gateway's own stream ends with each token. */
@Injectable()
export class CaseStreamService implements OnModuleDestroy {
  private readonly closing = new AbortController()

  constructor(private readonly gateway: GatewayClient) {}

  onModuleDestroy(): void {
    this.closing.abort()
  }

  /** Ends when whoever listens is gone, when these pages stop, and when the session is over: listening does not prolong it. */
  async *openCases(person: SignedIn, gone: AbortSignal): AsyncGenerator<number> {
    const over = AbortSignal.timeout(msLeftOf(person, Date.now()))
    const signal = AbortSignal.any([gone, over, this.closing.signal])
    while (!signal.aborted) {
      try {
        yield* this.untilTokenEnds(person, signal)
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'unauthenticated') return
      }
      await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  private async *untilTokenEnds(person: SignedIn, signal: AbortSignal): AsyncGenerator<number> {
    const bytes = await this.gateway.watch(person, api.overrides.watchCases, signal)
    const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
    for await (const { event, data } of events) if (event === 'open') yield (JSON.parse(data) as { open: number }).open
  }
}
