import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core'
import { listKeys } from '@contactpoint/contracts'
import type { NatsConnection } from '@nats-io/transport-node'
import { AccessGuard } from './access.guard.ts'
import { Bus } from './bus.ts'
import { ownCall, withCall } from './call.ts'
import { TokenVerifier } from './caller.ts'
import { FaultFilter } from './fault.filter.ts'
import { tokenKeys } from './token-keys.ts'
import { ShapePipe } from './shape.pipe.ts'

/** Asking (`Bus`), and token verification with identity's keys. */
@Module({})
export class BusModule {
  /** For a service that answers on the bus: with the locks on every door. */
  static forService(connection: NatsConnection): DynamicModule {
    const locks = [
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_PIPE, useValue: new ShapePipe('tolerant') },
      { provide: APP_FILTER, useClass: FaultFilter },
    ]
    const { providers = [], ...plain } = BusModule.forAsker(connection)
    return { ...plain, providers: [...providers, ...locks] }
  }

  /** For the gateway and the console, which only ask. */
  static forAsker(connection: NatsConnection): DynamicModule {
    const bus = new Bus(connection)
    const verifier = new TokenVerifier(tokenKeys(() => withCall(ownCall(3_000), () => bus.ask(listKeys, {}))))
    return {
      module: BusModule,
      global: true,
      providers: [
        { provide: Bus, useValue: bus },
        { provide: TokenVerifier, useValue: verifier },
      ],
      exports: [Bus, TokenVerifier],
    }
  }
}
