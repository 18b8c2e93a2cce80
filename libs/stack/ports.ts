import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { StackError } from './stack-error.ts'

/**
 * Ports below those that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): one of these could
 * take the port between our looking and a server's listening, some seconds later.
 */
const FIRST_PORT = 15_000
const PORTS = 15_000

/** Each program counts on from a place of its own: what was given and is not listened at yet is not given again. */
let next = randomInt(PORTS)

/** A TCP port on 127.0.0.1 that is free now, and was not given before. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = await listenBriefly(FIRST_PORT + (next++ % PORTS)).catch(() => null)
    if (port) return port
  }
  throw new StackError('No port from 15000 to 29999 on 127.0.0.1 is free. Stop what listens there.')
}

/** @throws StackError when something else listens there */
export async function assertPortFree(port: number, option: string): Promise<void> {
  try {
    await listenBriefly(port)
  } catch {
    throw new StackError(`Port ${port} is taken. Stop what listens there, or choose another with ${option}.`)
  }
}

/** Ports on 127.0.0.1. */
export interface Ports {
  gatewayPort: number
  logPort: number
  /** 0: there are no pages. */
  webPort: number
}

/**
 * The ports that are asked for, and any free one for 0.
 *
 * @throws StackError when one is taken, or two are the same
 */
export async function freePorts(options: Partial<Ports>): Promise<Ports> {
  const wanted = { '--port': options.gatewayPort, '--log-port': options.logPort, '--web-port': options.webPort }
  const named = Object.entries(wanted).filter(([, port]) => port)
  for (const [option, port] of named)
    for (const [other, same] of named)
      if (option < other && port === same)
        throw new StackError(`${other} and ${option} are both ${port}: each needs one of its own.`)
  for (const [option, port] of named) await assertPortFree(port!, option)
  const webPort = options.webPort === undefined ? 0 : options.webPort || (await freePort())
  return {
    gatewayPort: options.gatewayPort || (await freePort()),
    logPort: options.logPort ?? (await freePort()),
    webPort,
  }
}

async function listenBriefly(port: number): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const chosen = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(chosen))
    })
  })
}
