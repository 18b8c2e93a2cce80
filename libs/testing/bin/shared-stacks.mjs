// Keeps the stacks that specs share, one a Jest worker, started when a spec of that worker first asks. They live in Jest's own
// process: workers come and go, and each spec file has its modules anew. Jest calls this before the first spec.
import { createServer } from 'node:http'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = join(import.meta.dirname, '..', 'dist', 'test-stack.js')
const stacks = new Map()
let server
let leaving

export default async function keepSharedStacks() {
  server = createServer((request, response) => {
    // A spec asks once in minutes: a connection that is kept may be closed in the moment in which it is used again.
    response.setHeader('Connection', 'close')
    answer(request.url).then(
      (folder) => response.end(folder),
      (error) => response.writeHead(500).end(error.message),
    )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  process.env.CONTACTPOINT_SHARED_STACKS = `http://127.0.0.1:${server.address().port}`
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(128 + constants.signals[signal]))
}

/** Removes what was started and what is still starting. */
export async function removeSharedStacks() {
  server?.close()
  const started = await Promise.allSettled(stacks.values())
  await Promise.all(started.map(({ value }) => value?.remove()))
}

/** A signal may come more than once. */
function leave(exitCode) {
  leaving ??= removeSharedStacks().finally(() => process.exit(exitCode))
}

/** Of `/WORKER` its stack's folder; of `/WORKER/NAME` too, when the stack's process of that name is killed. */
async function answer(path) {
  const [, worker, victim] = path.split('/')
  const stack = await stackFor(worker)
  if (victim) await stack.kill(victim)
  return stack.folder
}

function stackFor(worker) {
  if (stacks.has(worker)) return stacks.get(worker)
  const starting = start()
  stacks.set(worker, starting)
  // One that did not start fails the spec that asked, not all that come after it.
  starting.catch(() => stacks.delete(worker))
  return starting
}

async function start() {
  const { startTestStack } = await import(pathToFileURL(built).href)
  return startTestStack()
}
