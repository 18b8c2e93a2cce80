import type { AdmittedSupplier, Stack, StackAddress } from '@contactpoint/stack'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiClient } from './api-client.ts'
import { demoAccount } from './credentials.ts'

/** A whole ContactPoint that runs: what a spec needs of it, whoever started it. */
export interface RunningStack extends Pick<Stack, 'address' | 'secrets'> {
  folder: string
  /** Where it is as things are now: after a kill a process has another id. */
  now(): Promise<StackAddress>
  /** Kills a process with -9, as a crash would; the stack starts it again. Servers in containers are none of its processes. */
  kill(name: string): Promise<void>
  /** A client of the REST API who has not signed in. */
  api: ApiClient
  /** Signed in as one of the demo accounts; see `libs/demo/demo-people.ts` for their names. */
  signIn(username: string): Promise<ApiClient>
  /** Signed in as the supplier of a feed. */
  supplier(source?: string): Promise<ApiClient>
}

/** @param running where the stack is and what it keeps there */
export function clientsOf(running: Pick<RunningStack, 'address' | 'secrets' | 'folder' | 'kill'>): RunningStack {
  const { address, secrets, folder, kill } = running
  const api = new ApiClient(address.gatewayUrl)
  return {
    address,
    secrets,
    folder,
    now: async () => JSON.parse(await readFile(join(folder, 'stack.json'), 'utf8')) as StackAddress,
    kill,
    api,
    signIn: async (username) => api.signIn(await demoAccount({ folder }, username)),
    supplier: async (source = 'school-census') => {
      const clients = JSON.parse(await readFile(join(folder, 'demo-clients.json'), 'utf8')) as AdmittedSupplier[]
      return api.signInClient(clients.find((one) => one.source === source)!)
    },
  }
}
