import { Injectable } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { getHealth, type Readiness, type ServicesReady } from '@contactpoint/contracts'

/** Longest a service may take to say how it is, in milliseconds. */
const PATIENCE_MS = 2_000

@Injectable()
export class HealthService {
  constructor(private readonly bus: Bus) {}

  /** Ready is a service whose own NATS connection and MongoDB answered it just now. */
  async readiness(): Promise<Readiness> {
    const services = Object.keys(getHealth) as (keyof typeof getHealth)[]
    const states = await Promise.all(services.map(async (service) => [service, await this.stateOf(service)] as const))
    const isReady = states.every(([, state]) => state === 'ready')
    return {
      status: isReady ? 'ready' : 'not-ready',
      services: Object.fromEntries(states) as unknown as ServicesReady,
    }
  }

  private async stateOf(service: keyof typeof getHealth): Promise<'ready' | 'not-ready'> {
    const health = await withCall(ownCall(PATIENCE_MS), () => this.bus.ask(getHealth[service], {})).catch(() => null)
    return health?.nats && health.mongo ? 'ready' : 'not-ready'
  }
}
