import { api, pathTo } from '@contactpoint/contracts'
import type { RouteTrip } from './audit-routes.trip.ts'

const READERS = ['data-steward', 'cpmt', 'auditor'] as const
const NO_VERSION = { version: '999999' }
const { find, get, quality, propose, activate } = api.linkModels

const AS_FILE = { 'content-type': 'application/octet-stream' }

/** By which model rows are linked. */
export const LINK_MODEL_ROUTES: RouteTrip[] = [
  [find.id, READERS, 200, (client) => client.get(find.path)],
  [get.id, READERS, 404, (client) => client.get(pathTo(get, NO_VERSION))],
  [quality.id, READERS, 404, (client) => client.get(pathTo(quality, NO_VERSION))],
  [propose.id, ['data-steward'], 400, (client) => client.post(`${propose.path}?report=E2E/1`, '{}', AS_FILE)],
  // Of a team, only the national desk's: link-models.spec.ts.
  [activate.id, [], 404, (client) => client.post(pathTo(activate, NO_VERSION), {})],
]
