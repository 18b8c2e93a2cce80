import { asService } from './bus-client.ts'
import { asAdministrator } from './database.ts'
import { FakeService } from './fake-service.ts'
import { aService, settingsIn } from './service.ts'
import { startTestStack, type TestStack } from './test-stack.ts'
import type { Service } from '@contactpoint/contracts'
import { provisionStore } from '@contactpoint/mongo'
import type { ServiceConfig } from '@contactpoint/runtime'
import type { ServicePlan } from '@contactpoint/service'
import { adminUri } from '@contactpoint/stack'
import type { Db } from 'mongodb'

/** One service as it runs, in this process, on servers of its own; those that it asks are fakes. */
export interface Room<Neighbour extends Service = never> {
  stack: TestStack
  /** Stands for the services it asks, each on the real bus. */
  fakes: Record<Neighbour, FakeService>
  /** What the service keeps, as an administrator sees it. */
  db: Db
  /** A provider of the service, wherever it stands in there. */
  get<T>(provider: new (...given: never[]) => T): T
  /** Ends everything; call it in `afterAll`. */
  close(): Promise<void>
}

/** Opens one for a spec file (about three seconds). @param own settings of the service that are not the default ones */
export async function aRoom<Config extends ServiceConfig, Neighbour extends Service = never>(
  plan: ServicePlan<Config>,
  neighbours: readonly Neighbour[] = [],
  own: Partial<Config> = {},
): Promise<Room<Neighbour>> {
  const ends = new AsyncDisposableStack()
  try {
    const stack = await startTestStack({ apps: [] })
    ends.defer(() => stack.remove())
    const settings = settingsIn(stack, plan.name)
    const password = stack.secrets.storePasswords[plan.name]
    await provisionStore(adminUri(stack.address.mongoPort, stack.secrets), password, plan.store)
    const databases = await asAdministrator(stack)
    ends.defer(() => databases.close())
    const fakes = {} as Record<Neighbour, FakeService>
    for (const name of neighbours) {
      const fake = await FakeService.of(stack, name)
      ends.defer(() => fake.stop())
      fakes[name] = fake
    }
    const { connection } = await asService(stack, plan.name)
    ends.defer(() => connection.close())
    const copy = await aService(plan, { settings: { ...settings, ...own }, connection })
    ends.defer(() => copy.close())
    const db = databases.db(plan.store.database)
    return { stack, fakes, db, get: (one) => copy.get(one, { strict: false }), close: () => ends.disposeAsync() }
  } catch (error) {
    await ends.disposeAsync()
    throw error
  }
}
