import { provisionStore, type StorePlan } from '@contactpoint/mongo'
import { ProvisionConfig, runOnce } from '@contactpoint/runtime'

/**
 * Runs a service's provisioning as this process, with an administrator's address from the environment: see `provisionStore`.
 * What takes long is said on its output, one line of JSON each.
 *
 * @param fill what the service's store holds from the start; safe to run again
 */
export function provisionService(store: StorePlan, fill?: (config: ProvisionConfig) => Promise<void>): Promise<void> {
  return runOnce(ProvisionConfig, async (config) => {
    const say = (text: string): void =>
      void process.stdout.write(`${JSON.stringify({ app: store.database, step: text })}\n`)
    await provisionStore(config.mongodbAdminUri, config.mongodbPassword, store, say)
    await fill?.(config)
  })
}
