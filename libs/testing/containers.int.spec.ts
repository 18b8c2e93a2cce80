import { environmentVariable } from '@contactpoint/runtime'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { hostname } from 'node:os'
import { getContainerRuntimeClient } from 'testcontainers'
import { RUN_LABEL } from './container-engine.ts'
import { asAdministrator } from './database.ts'
import { startTestStack, type TestStack } from './test-stack.ts'

const wanted = environmentVariable('CONTACTPOINT_CONTAINERS')

/** Ids of the containers that this run was asked for and has started; none where it was asked for none. */
async function containers(): Promise<string[]> {
  if (!wanted) return []
  const { dockerode } = (await getContainerRuntimeClient()).container
  const { run } = JSON.parse(wanted) as { run: string }
  const ours = await dockerode.listContainers({ all: true, filters: { label: [`${RUN_LABEL}=${run}`] } })
  return ours.map(({ Id }) => Id)
}

let stack: TestStack

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
})
afterAll(() => stack?.remove())

/** The machine that mongod says it runs on, without the port: a container's is called by the beginning of its id. */
async function machineOfMongod(): Promise<string> {
  const databases = await asAdministrator(stack)
  const { system } = await databases.db('admin').command({ hostInfo: 1 })
  await databases.close()
  return String(system.hostname).split(':')[0]!
}

it('a test stack keeps its data where the test command was told to: on this machine, or in a container of the run', async () => {
  const machine = await machineOfMongod()
  const isContainer = (await containers()).some((id) => id.startsWith(machine))
  expect({ isHere: machine === hostname(), isContainer }).toEqual({ isHere: !wanted, isContainer: Boolean(wanted) })
})
