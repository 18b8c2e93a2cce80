import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { setTimeout } from 'node:timers/promises'
import { GatewayClient } from '../../gateway.client.ts'
import { msLeftOf } from '../../session/session.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { isProblem } from '../../layout/field-errors.rules.ts'

/** Between two tries: the gateway may be away for a while, and a stream may end as soon as it began. */
const PAUSE_MS = 1_000

/** What a page hears: how many cases wait, or that its session is over and asking again would change nothing. */
export type Heard = { event: 'open-cases'; data: number } | { event: 'ended'; data: 0 }

const ENDED: Heard = { event: 'ended', data: 0 }

/** Tells how many cases wait, for as long as somebody's session goes on: the gateway's own stream ends with each token. */
@Injectable()
export class CaseStreamService implements OnModuleDestroy {
  private readonly closing = new AbortController()

  constructor(private readonly gateway: GatewayClient) {}

  onModuleDestroy(): void {
    this.closing.abort()
  }

  /**
   * Ends when whoever listens is gone, when these pages stop, so that the page asks again, and when the session is over: listening does not
   * prolong it.
   */
  async *openCases(person: SignedIn, gone: AbortSignal): AsyncGenerator<Heard> {
    const over = AbortSignal.timeout(msLeftOf(person, Date.now()))
    const signal = AbortSignal.any([gone, over, this.closing.signal])
    while (!signal.aborted) {
      try {
        for await (const data of this.untilTokenEnds(person, signal)) yield { event: 'open-cases', data }
      } catch (error) {
        if (isProblem(error, 'unauthenticated')) return yield ENDED
      }
      await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined)
    }
    if (over.aborted) yield ENDED
  }

  private async *untilTokenEnds(person: SignedIn, signal: AbortSignal): AsyncGenerator<number> {
    const bytes = await this.gateway.watch(person, api.overrides.watchCases, signal)
    const events = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
    for await (const { event, data } of events) if (event === 'open') yield (JSON.parse(data) as { open: number }).open
  }
}
