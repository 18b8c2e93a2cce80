import { api, pathTo } from '@contactpoint/contracts'
import type { RouteTrip } from './audit-routes.trip.ts'

const NOBODYS = '0f8fad5b-d9cb-469f-a165-70867728950e'
const STEWARD = ['data-steward'] as const
const { find, view, answer, undo } = api.linkQuestions

/** Rows of which somebody must say whom they are about. */
export const LINK_ROUTES: RouteTrip[] = [
  [find.id, STEWARD, 200, (client) => client.get(find.path)],
  [view.id, STEWARD, 404, (client) => client.post(pathTo(view, { questionId: NOBODYS }), {})],
  [answer.id, STEWARD, 404, (client) => client.post(pathTo(answer, { questionId: NOBODYS }), { answer: 'different' })],
  [undo.id, STEWARD, 404, (client) => client.post(pathTo(undo, { linkId: NOBODYS }), {})],
]
