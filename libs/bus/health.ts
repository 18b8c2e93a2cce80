import { Controller, Inject } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Nothing, type Health, type RequestContract } from '@contactpoint/contracts'
import { Answers } from './answers.ts'
import { Bus } from './bus.ts'

/** Says whether the service's own store answers; a service provides it under this token. */
export const STORE_CHECK = Symbol('store check')
export type StoreCheck = () => Promise<boolean>

/** The door at which the gateway asks a service whether it can work. */
export function healthController(contract: RequestContract<Nothing, Health>): new (...args: never[]) => object {
  @Controller()
  class HealthController {
    constructor(
      private readonly bus: Bus,
      @Inject(STORE_CHECK) private readonly storeIsAlive: StoreCheck,
    ) {}

    @Answers(contract)
    async get(@Payload() _ask: Nothing): Promise<Health> {
      const [nats, mongo] = await Promise.all([this.bus.isAlive(), this.storeIsAlive()])
      return { nats, mongo }
    }
  }
  return HealthController
}
