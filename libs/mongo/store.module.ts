import { Module, type DynamicModule, type FactoryProvider, type InjectionToken } from '@nestjs/common'
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose'
import type { Connection } from 'mongoose'
import { assertSafeAddress, assertSafeConcerns, SAFE_CONCERNS } from './concerns.ts'
import { Leases } from './leases.ts'
import { assertMigrated } from './migrations.ts'
import { Outbox } from './outbox.ts'
import { outbox } from './outbox.schema.ts'
import type { StorePlan } from './provision.ts'
import { StorePing } from './store-ping.ts'

const SOUND = Symbol('a store that may be written to')

async function refuse(connection: Connection, { migrations = [] }: StorePlan): Promise<void> {
  try {
    await assertSafeConcerns(connection)
    await assertMigrated(connection, migrations)
  } catch (refusal) {
    await connection.close()
    throw refusal
  }
}

/** How every service is connected. */
const CONNECTION = {
  ...SAFE_CONCERNS,
  autoIndex: false,
  autoCreate: false,
  maxPoolSize: 100,
  serverSelectionTimeoutMS: 2_000,
  socketTimeoutMS: 30_000,
  retryAttempts: 5,
  retryDelay: 1_000,
}

/** One service's connection to its own database and its collections, with safe concerns or not at all (I10). */
@Module({})
export class StoreModule {
  /** @param uri with the service's own user and database; a secret */
  static forRoot(uri: string, plan: StorePlan): DynamicModule {
    assertSafeAddress(uri)
    const named = plan.collections.map(({ name, schema }) => ({ name, schema, collection: name }))
    const models = MongooseModule.forFeature(named)
    const ofPlan = plan.collections.includes(outbox) ? [Outbox] : []
    return {
      module: StoreModule,
      global: true,
      imports: [MongooseModule.forRoot(uri, CONNECTION), models],
      providers: [
        ...ofPlan,
        // Not where the connection is made: what is tried again there is a store that is not there yet, not a refusal.
        onConnection(SOUND, (connection) => refuse(connection, plan)),
        onConnection(Leases, (connection) => new Leases(connection)),
        onConnection(StorePing, (connection) => new StorePing(connection)),
      ],
      exports: [Leases, StorePing, models, ...ofPlan],
    }
  }
}

function onConnection<T>(provide: InjectionToken, useFactory: (connection: Connection) => T): FactoryProvider<T> {
  return { provide, useFactory, inject: [getConnectionToken()] } as FactoryProvider<T>
}
