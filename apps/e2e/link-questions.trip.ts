import { api, pathTo } from '@contactpoint/contracts'
import type { RouteTrip } from './audit-routes.trip.ts'

const NOBODYS = '0f8fad5b-d9cb-469f-a165-70867728950e'
const NO_PAIR = { duplicateId: NOBODYS }
const STEWARD = ['data-steward'] as const
const { find, view, answer, undo } = api.linkQuestions
const { duplicates } = api

/** Rows of which somebody must say whom they are about, and records that may be of one child. */
export const LINK_ROUTES: RouteTrip[] = [
  [find.id, STEWARD, 200, (client) => client.get(find.path)],
  [view.id, STEWARD, 404, (client) => client.post(pathTo(view, { questionId: NOBODYS }), {})],
  [answer.id, STEWARD, 404, (client) => client.post(pathTo(answer, { questionId: NOBODYS }), { answer: 'different' })],
  [undo.id, STEWARD, 404, (client) => client.post(pathTo(undo, { linkId: NOBODYS }), {})],
  [duplicates.find.id, STEWARD, 200, (client) => client.get(duplicates.find.path)],
  [
    duplicates.name.id,
    STEWARD,
    404,
    (client) => client.post(duplicates.name.path, { childId: '222222222222', otherId: '333333333333' }),
  ],
  [duplicates.view.id, STEWARD, 404, (client) => client.post(pathTo(duplicates.view, NO_PAIR), {})],
  [
    duplicates.answer.id,
    STEWARD,
    404,
    (client) => client.post(pathTo(duplicates.answer, NO_PAIR), { answer: 'different' }),
  ],
  [duplicates.undo.id, STEWARD, 404, (client) => client.post(pathTo(duplicates.undo, NO_PAIR), {})],
]
