import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack, type Stack, type StackOptions } from '@contactpoint/stack'
import { clientsOf, type RunningStack } from './running-stack.ts'

/** A ContactPoint of a spec's own: real servers, real processes, empty databases, free ports. */
export interface TestStack extends Stack, RunningStack {
  /** Kills a process with -9, as a crash would; the stack starts it again. */
  kill(name: string): void
  /** Stops everything and removes its folder. */
  remove(): Promise<void>
}

/** Starts one for a spec file (about eight seconds); call `remove` in `afterAll`. */
export async function startTestStack(options: Partial<StackOptions> = {}): Promise<TestStack> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-test-'))
  const stack = await startStack({ folder, gatewayPort: 0, ...options })
  return {
    ...stack,
    ...clientsOf({ ...stack, folder }),
    kill: (name) => stack.children.get(name)!.kill(),
    remove: async () => {
      await stack.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
