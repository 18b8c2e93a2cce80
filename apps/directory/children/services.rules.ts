import { MOST_FED_SERVICES, type FedService } from '@contactpoint/contracts'
import { foldName } from '@contactpoint/text'

/** Each once, the first of those that are the same; no more than are kept. */
export function distinctServices(services: readonly FedService[]): FedService[] {
  const distinct = new Map<string, FedService>()
  for (const one of services) if (!distinct.has(serviceKey(one))) distinct.set(serviceKey(one), one)
  return [...distinct.values()].slice(0, MOST_FED_SERVICES)
}

/** By which two are the same: what somebody does, where, and who they are, in whatever writing. */
export function serviceKey({ service, organisation, personName }: KnownBy): string {
  return [service, organisation, foldName(personName ?? '')].join('|')
}

interface KnownBy {
  service: string
  organisation: string
  personName: string | null
}
