import { Injectable } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { getHealth, type Health, type Readiness, type ServicesReady } from '@contactpoint/contracts'

/** Longest a service may take to say how it is, in milliseconds. */
const PATIENCE_MS = 2_000

@Injectable()
export class HealthService {
  constructor(private readonly bus: Bus) {}

  /** Ready is a service whose own NATS connection and MongoDB answered it just now. */
  async readiness(): Promise<Readiness> {
    const names = Object.keys(getHealth) as (keyof typeof getHealth)[]
    const healths = await Promise.all(names.map((name) => this.healthOf(name)))
    const states = healths.map((health) => (health?.nats && health.mongo ? 'ready' : 'not-ready'))
    return {
      status: states.every((state) => state === 'ready') ? 'ready' : 'not-ready',
      services: Object.fromEntries(names.map((name, n) => [name, states[n]])) as unknown as ServicesReady,
      waiting: healths.flatMap((health) =>
        Object.entries(health?.waiting ?? {}).map(([what, count]) => ({ what, count: Math.round(count) })),
      ),
    }
  }

  private healthOf(service: keyof typeof getHealth): Promise<Health | null> {
    return withCall(ownCall(PATIENCE_MS), () => this.bus.ask(getHealth[service], {})).catch(() => null)
  }
}
