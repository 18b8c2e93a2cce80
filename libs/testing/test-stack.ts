import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack, type Stack, type StackOptions } from '@contactpoint/stack'
import { ApiClient, type TestAccount } from './api-client.ts'

/** A whole ContactPoint of its own: real servers, real processes, empty databases, free ports. */
export interface TestStack extends Stack {
  folder: string
  /** A client of the REST API who has not signed in. */
  api: ApiClient
  /** Signed in as one of the demo accounts; see `apps/identity/demo-accounts.ts` for their names. */
  signIn(username: string): Promise<ApiClient>
  /** Signed in as the supplier of a feed. */
  supplier(source?: string): Promise<ApiClient>
  /** Kills a process with -9, as a crash would; the stack starts it again. */
  kill(name: string): void
  /** Stops everything and removes its folder. */
  remove(): Promise<void>
}

/** Starts one for a spec file (about eight seconds); call `remove` in `afterAll`. */
export async function startTestStack(options: Partial<StackOptions> = {}): Promise<TestStack> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-test-'))
  const stack = await startStack({ folder, gatewayPort: 0, ...options })
  const api = new ApiClient(stack.address.gatewayUrl)
  const read = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(folder, name), 'utf8')) as T
  return {
    ...stack,
    folder,
    api,
    signIn: async (username) => {
      const accounts = await read<TestAccount[]>('demo-accounts.json')
      const account = accounts.find((one) => one.username === username)
      if (!account) throw new Error(`There is no demo account ${username}`)
      return api.signIn(account)
    },
    supplier: async (source = 'school-census') => {
      const clients = await read<{ clientId: string; clientSecret: string; source: string }[]>('demo-clients.json')
      return api.signInClient(clients.find((one) => one.source === source)!)
    },
    kill: (name) => stack.children.get(name)!.kill(),
    remove: async () => {
      await stack.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
