import { createServer } from 'node:net'
import { StackError } from './stack-error.ts'

/** A TCP port on 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  return listenBriefly(0)
}

/** @throws StackError when something else listens there */
export async function assertPortFree(port: number, option: string): Promise<void> {
  try {
    await listenBriefly(port)
  } catch {
    throw new StackError(`Port ${port} is taken. Stop what listens there, or choose another with ${option}.`)
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
