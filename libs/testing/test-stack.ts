import { environmentVariable } from '@contactpoint/runtime'
import { makeDemo } from '@contactpoint/demo'
import { stackSecrets, startStack, type Stack, type StackOptions } from '@contactpoint/stack'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerImages } from './container-images.ts'
import type { ServerContainers } from './containers.ts'
import { asAdministrator } from './database.ts'
import { clientsOf, type RunningStack } from './running-stack.ts'
import { noteServers } from './servers-used.ts'

/** A ContactPoint of a spec's own: real servers, real processes, empty databases, free ports. */
export interface TestStack extends Stack, RunningStack {
  /** Stops everything and removes its folder. */
  remove(): Promise<void>
}

/** What `npm test -- --containers` asks for: the images, and what marks the containers of the run. */
interface ContainersWanted {
  images: ServerImages
  run: string
}

/** Our few people do the work of thousands. */
const FEW_PEOPLE = { BUDGET_POLICY: 'exercise' }

/** What became of a file is told when it is known: our files are many and small. */
const AT_ONCE = { REPORT_AFTER_MS: '0', REPORT_ROW_MS: '0' }

export interface TestStackOptions extends Partial<StackOptions> {
  /** Nobody is there yet. Where not all apps run, nobody is anyway. */
  isEmpty?: boolean
}

/** Starts one for a spec file (about fifteen seconds with its demo accounts); call `remove` in `afterAll`. */
export async function startTestStack({ isEmpty, ...options }: TestStackOptions = {}): Promise<TestStack> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-test-'))
  const wanted = environmentVariable('CONTACTPOINT_CONTAINERS')
  const containers = wanted ? (JSON.parse(wanted) as ContainersWanted) : undefined
  const own = containers && (await containersFor(folder, containers))
  const removeAll = async (): Promise<void> => {
    await own?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const stack = await startStack({
      folder,
      gatewayPort: 0,
      servers: own?.servers,
      ...options,
      settings: {
        ...options.settings,
        shielding: { ...FEW_PEOPLE, ...options.settings?.shielding },
        ingestion: { ...AT_ONCE, ...options.settings?.ingestion },
      },
    })
    const { mongoAdminUri } = stack
    await noteServers({ natsUrl: stack.address.natsUrl, mongoAdminUri }, containers?.images)
    if (!options.apps && !isEmpty) await withDemo(stack, folder)
    return {
      ...stack,
      ...clientsOf({ ...stack, folder, kill: async (name) => stack.children.get(name)!.kill() }),
      remove: async () => {
        await stack.stop()
        await removeAll()
      },
    }
  } catch (error) {
    await own?.stop()
    throw error
  }
}

/** With its people let in, none of whom has used a code yet: specs remember which they have used themselves. */
async function withDemo(stack: Stack, folder: string): Promise<void> {
  const { address, mongoAdminUri } = stack
  try {
    await makeDemo({ gatewayUrl: address.gatewayUrl, mongoAdminUri, folder })
    await using databases = await asAdministrator(stack)
    const authenticators = databases.db('identity').collection('authenticators')
    await authenticators.updateMany({}, { $set: { lastStep: 0 } })
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Loads the library that runs containers only here: it is large, and few runs have need of it. */
async function containersFor(folder: string, { images, run }: ContainersWanted): Promise<ServerContainers> {
  const { startContainers } = await import('./containers.ts')
  const logs = join(folder, 'logs')
  await mkdir(logs, { recursive: true })
  return startContainers(images, run, logs, await stackSecrets(join(folder, 'secrets.json')))
}
