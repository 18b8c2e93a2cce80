import type { Readiness } from '@contactpoint/contracts'
import { isAlive, type StackAddress } from '@contactpoint/stack'
import { statfs } from 'node:fs/promises'
import { findReadiness } from './readiness.service.ts'

/** One thing that was looked at. */
export interface Finding {
  what: string
  /** What is wrong and what to do; null when all is well. */
  trouble: string | null
}

const PATIENCE_MS = 5_000
const LEAST_FREE_BYTES = 1_000_000_000

/** Looks at a stack that should be running, and at what it stands on. */
export async function examine(address: StackAddress, folder: string): Promise<Finding[]> {
  const readiness = await findReadiness(address.gatewayUrl)
  return [
    ...Object.entries(address.pids).map(([name, pid]) => ofProcess(name, pid, address.restarts?.[name] ?? 0, folder)),
    await ofAddress('gateway answers', address.gatewayUrl + '/health/live', `see ${folder}/logs/gateway.log`),
    ...(address.webUrl
      ? [await ofAddress('pages answer', `${address.webUrl}/health/live`, `see ${folder}/logs/web.log`)]
      : []),
    await ofAddress('public log answers', `${address.logUrl}/checkpoint`, `see ${folder}/logs/audit.log`),
    ...(await Promise.all(
      Object.entries(address.metricsPorts).map(([app, port]) =>
        ofAddress(`metrics of ${app}`, `http://127.0.0.1:${port}/metrics`, `see ${folder}/logs/${app}.log`),
      ),
    )),
    ...(readiness ? ofReadiness(readiness) : []),
    ofSpace(await statfs(folder)),
  ]
}

export function ofProcess(name: string, pid: number, restarts: number, folder: string): Finding {
  const log = `${folder}/logs/${name}.log`
  if (!pid || !isAlive(pid))
    return { what: `${name} runs`, trouble: `its process is gone; see ${log}, then start again` }
  const trouble = restarts > 0 ? `it died and was started again (${restarts}); see ${log}` : null
  return { what: `${name} runs`, trouble }
}

/** Services that cannot work, and work that waits for a person or for somebody who is away. */
export function ofReadiness({ services, waiting }: Pick<Readiness, 'services' | 'waiting'>): Finding[] {
  return [
    ...Object.entries(services).map(([name, state]) => ({
      what: `${name} can work`,
      trouble: state === 'ready' ? null : 'it does not reach the bus or its database; are nats and mongo running?',
    })),
    ...waiting.map(({ what, count }) => ({
      what: `${what} ${count}`,
      trouble:
        count > 0 && what.includes('set_aside') ? 'work was given up and waits for a person; see the logs' : null,
    })),
  ]
}

export function ofSpace({ bavail, bsize }: { bavail: number; bsize: number }): Finding {
  const free = bavail * bsize
  const what = `disk: ${(free / 1e9).toFixed(1)} GB free`
  return { what, trouble: free < LEAST_FREE_BYTES ? 'make room: mongod stops when the disk is full' : null }
}

async function ofAddress(what: string, url: string, advice: string): Promise<Finding> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
  if (response?.ok) return { what, trouble: null }
  return { what, trouble: `${url} ${response ? `says ${response.status}` : 'does not answer'}; ${advice}` }
}
