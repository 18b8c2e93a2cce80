import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { requestsCounted, type RequestsCounted } from '@contactpoint/contracts'
import { createHash, randomUUID } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { GatewayConfig } from '../gateway.config.ts'

/** What is left to a caller of its window. */
export interface Allowance {
  limit: number
  remaining: number
  /** Seconds until all of it is there again. */
  resetSeconds: number
  isOver: boolean
}

const WINDOW_SECONDS = 10
/** Callers of one message. */
const MOST_TOLD = 1_000

/**
 * Counts the requests of each caller. Copies of the gateway keep one limit together: each tells the others what it let in, so all of
 * them let in no more than the limit and what arrived since they told last.
 */
@Injectable()
export class SharedLimitsService implements OnModuleInit, OnModuleDestroy {
  private readonly copy = randomUUID()
  private readonly limiter: RateLimiterMemory
  private untold = new Map<string, number>()
  private telling: NodeJS.Timeout | null = null

  constructor(
    private readonly bus: Bus,
    private readonly config: GatewayConfig,
  ) {
    this.limiter = new RateLimiterMemory({ points: config.requestsPerTenSeconds, duration: WINDOW_SECONDS })
  }

  onModuleInit(): void {
    this.bus.hear(requestsCounted, (news) => this.take(news))
  }

  onModuleDestroy(): void {
    if (this.telling) clearTimeout(this.telling)
  }

  async count(caller: string): Promise<Allowance> {
    const key = createHash('sha256').update(caller).digest('hex')
    const { consumedPoints, remainingPoints, msBeforeNext } = await this.limiter.penalty(key)
    const limit = this.limiter.points
    const isOver = consumedPoints > limit
    if (!isOver) this.tellSoon(key)
    return { limit, remaining: remainingPoints, resetSeconds: Math.ceil(msBeforeNext / 1000), isOver }
  }

  private tellSoon(key: string): void {
    this.untold.set(key, (this.untold.get(key) ?? 0) + 1)
    this.telling ??= setTimeout(() => this.tell(), this.config.tellCountsEveryMs)
  }

  private tell(): void {
    this.telling = null
    const counted = [...this.untold].map(([key, requests]) => ({ key, requests }))
    this.untold = new Map()
    for (let at = 0; at < counted.length; at += MOST_TOLD)
      this.bus.tell(requestsCounted, { copy: this.copy, counted: counted.slice(at, at + MOST_TOLD) })
  }

  private take({ copy, counted }: RequestsCounted): void {
    if (copy === this.copy) return
    for (const { key, requests } of counted) void this.limiter.penalty(key, requests)
  }
}
