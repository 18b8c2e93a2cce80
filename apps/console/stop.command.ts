import { isAlive, StackError, until } from '@contactpoint/stack'
import { Command } from 'commander'
import { embeddedStack } from './console.config.ts'

const PATIENCE_MS = 40_000

export function stopCommand(): Command {
  return new Command('stop').description('Stops what "npm start" started; the data is kept.').action(async () => {
    const { supervisorPid } = await embeddedStack()
    process.kill(supervisorPid, 'SIGTERM')
    const stopped = await until(async () => !isAlive(supervisorPid), PATIENCE_MS)
    if (!stopped)
      throw new StackError(`It has not stopped after ${PATIENCE_MS / 1000} seconds; its process is ${supervisorPid}.`)
    console.log('Stopped.')
  })
}
