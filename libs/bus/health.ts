import { Controller, Inject } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Nothing, type Health, type RequestContract } from '@contactpoint/contracts'
import { Answers } from './answers.ts'
import { Bus } from './bus.ts'

/** Says whether the service's own store answers; a service provides it under this token. */
export const STORE_CHECK = Symbol('store check')
export type StoreCheck = () => Promise<boolean>

/** Counts of work that waits in the service, by name; a service provides it under this token. */
export const WAITING = Symbol('work that waits')
export type Waiting = () => Promise<Record<string, number>>

/** The door at which the gateway asks a service whether it can work. */
export function healthController(contract: RequestContract<Nothing, Health>): new (...args: never[]) => object {
  @Controller()
  class HealthController {
    constructor(
      private readonly bus: Bus,
      @Inject(STORE_CHECK) private readonly storeIsAlive: StoreCheck,
      @Inject(WAITING) private readonly waiting: Waiting,
    ) {}

    @Answers(contract)
    async get(@Payload() _ask: Nothing): Promise<Health> {
      const [nats, mongo] = await Promise.all([this.bus.isAlive(), this.storeIsAlive()])
      return { nats, mongo, waiting: mongo ? await this.waiting() : {} }
    }
  }
  return HealthController
}
