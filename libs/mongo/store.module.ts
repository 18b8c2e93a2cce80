import { Module, type DynamicModule } from '@nestjs/common'
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose'
import type { Connection } from 'mongoose'
import { assertSafeConcerns, SAFE_CONCERNS } from './concerns.ts'
import { Leases } from './leases.ts'
import { StorePing } from './store-ping.ts'

/** One service's connection to its own database, with safe concerns or not at all (I10). */
@Module({})
export class StoreModule {
  /** @param uri with the service's own user and database; a secret */
  static forRoot(uri: string): DynamicModule {
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
          connectionFactory: async (connection: Connection) => {
            await assertSafeConcerns(connection)
            return connection
          },
        }),
      ],
      providers: [
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
