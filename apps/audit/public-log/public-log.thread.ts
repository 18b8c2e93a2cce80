import { LRUCache } from 'lru-cache'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { headersOf, keyOf, lifetimeOf, resourceAt, type LogResource } from './public-log.rules.ts'
import { Visitors, WHILE_MS } from './visitors.rules.ts'

/** Where the thread listens, and below which path the log is. */
export interface ThreadStart {
  port: number
  host: string
  path: string
}

/** What the thread has nothing of. */
export interface Asked {
  id: number
  resource: LogResource
}

export interface Answered {
  id: number
  /** Null: there is none. */
  content?: Uint8Array | null
  /** The status to answer with instead. */
  failed?: 503 | 500
}

/** Whoever else comes is turned away before anything is read. */
const MOST_CONNECTIONS = 256
const KEPT_BYTES = 64 * 1024 * 1024

const visitors = new Visitors()
const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: ({ length }) => length + 1 })
/** Whoever asks for the same at the same moment is answered together. */
const pending = new Map<string, Promise<Answered>>()
const waiting = new Map<number, (answered: Answered) => void>()
let asked = 0

parentPort!.on('message', (answered: Answered) => {
  waiting.get(answered.id)?.(answered)
  waiting.delete(answered.id)
})

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy())
})
server.maxConnections = MOST_CONNECTIONS
server.headersTimeout = 5_000
server.requestTimeout = 10_000
const { port, host, path } = workerData as ThreadStart
server.listen(port, host, () => parentPort!.postMessage({ listening: true }))

async function answer({ method, url = '', socket }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
  if (visitors.isTooMany(socket.remoteAddress ?? '', performance.now()))
    return void response.writeHead(429, { 'retry-after': String(WHILE_MS / 1000) }).end('Too many requests\n')
  const resource = url.startsWith(path) ? resourceAt(url.slice(path.length)) : null
  const { content = null, failed } = resource === null ? {} : await read(resource)
  if (failed) return void response.writeHead(failed, { 'retry-after': '1' }).end()
  if (resource === null || content === null)
    return void response.writeHead(404).end('There is no such part of the log\n')
  response.writeHead(200, { ...headersOf(resource), 'content-length': content.length })
  response.end(method === 'HEAD' ? undefined : content)
}

async function read(resource: LogResource): Promise<Omit<Answered, 'id'>> {
  const key = keyOf(resource)
  const content = kept.get(key)
  if (content) return { content }
  const reading = pending.get(key) ?? ask(resource).finally(() => pending.delete(key))
  pending.set(key, reading)
  const answered = await reading
  const ttl = lifetimeOf(resource)
  if (answered.content && ttl !== null) kept.set(key, answered.content, { ttl })
  return answered
}

function ask(resource: LogResource): Promise<Answered> {
  const id = (asked += 1)
  const { promise, resolve } = Promise.withResolvers<Answered>()
  waiting.set(id, resolve)
  parentPort!.postMessage({ id, resource } satisfies Asked)
  return promise
}
