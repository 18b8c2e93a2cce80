import { environmentVariable } from '@contactpoint/runtime'
import type { StackAddress, StackSecrets } from '@contactpoint/stack'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { clientsOf, type RunningStack } from './running-stack.ts'
import { TokenSigner } from './token-signer.ts'

/**
 * The stack that the specs of one Jest worker share, one after another; the first that asks waits until it is started. What
 * others left is still there: look for what is your own. Whoever kills a process waits until all are ready again. A demo account's code is good for one sign-in, so whoever signs in
 * here is handed a token that identity's key signed.
 */
export async function sharedStack(): Promise<RunningStack> {
  const keeper = environmentVariable('CONTACTPOINT_SHARED_STACKS')
  if (!keeper) throw new Error('Shared stacks are kept for the project e2e only: see jest.config.mjs')
  const asked = async (path: string): Promise<string> => {
    const answer = await fetch(`${keeper}/${environmentVariable('JEST_WORKER_ID')}${path}`)
    if (!answer.ok) throw new Error(await answer.text())
    return answer.text()
  }
  const folder = await asked('')
  const read = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(folder, name), 'utf8')) as T
  const [address, secrets] = [await read<StackAddress>('stack.json'), await read<StackSecrets>('secrets.json')]
  const stack = clientsOf({ address, secrets, folder, kill: async (name) => void (await asked(`/${name}`)) })
  await stack.supplier()
  const signer = await TokenSigner.of(stack)
  return { ...stack, signIn: (username) => signer.clientOf(username) }
}
