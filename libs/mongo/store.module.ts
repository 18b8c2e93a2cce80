import { Module, type DynamicModule } from '@nestjs/common'
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose'
import type { Connection } from 'mongoose'
import { assertSafeAddress, assertSafeConcerns, SAFE_CONCERNS } from './concerns.ts'
import { Leases } from './leases.ts'
import { StorePing } from './store-ping.ts'

const SAFE = Symbol('safe concerns')

async function refuseUnsafe(connection: Connection): Promise<void> {
  await assertSafeConcerns(connection).catch(async (refusal: unknown) => {
    await connection.close()
    throw refusal
  })
}

/** One service's connection to its own database, with safe concerns or not at all (I10). */
@Module({})
export class StoreModule {
  /** @param uri with the service's own user and database; a secret */
  static forRoot(uri: string): DynamicModule {
    assertSafeAddress(uri)
    return {
      module: StoreModule,
      global: true,
      imports: [
        MongooseModule.forRoot(uri, {
          ...SAFE_CONCERNS,
          autoIndex: false,
          autoCreate: false,
          maxPoolSize: 100,
          serverSelectionTimeoutMS: 2_000,
          socketTimeoutMS: 30_000,
          retryAttempts: 5,
          retryDelay: 1_000,
        }),
      ],
      providers: [
        // Not where the connection is made: what is tried again there is a store that is not there yet, not a refusal.
        { provide: SAFE, useFactory: refuseUnsafe, inject: [getConnectionToken()] },
        {
          provide: Leases,
          useFactory: (connection: Connection) => new Leases(connection),
          inject: [getConnectionToken()],
        },
        {
          provide: StorePing,
          useFactory: (connection: Connection) => new StorePing(connection),
          inject: [getConnectionToken()],
        },
      ],
      exports: [Leases, StorePing],
    }
  }
}
