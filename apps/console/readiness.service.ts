import { api, type Readiness } from '@contactpoint/contracts'

const PATIENCE_MS = 5_000

/** What the gateway says of itself and of the services; null when it does not answer so. */
export async function findReadiness(gatewayUrl: string): Promise<Readiness | null> {
  try {
    const response = await fetch(gatewayUrl + api.health.ready.path, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return (await response.json()) as Readiness
  } catch {
    return null
  }
}
