import { api, pathTo } from '@contactpoint/contracts'
import type { ApiClient } from '@contactpoint/testing'

/** A route, the roles that may ask it, what it answers them, and how it is asked. */
export type RouteTrip = [
  id: string,
  allowed: readonly string[],
  status: number,
  send: (client: ApiClient) => Promise<{ status: number }>,
]

/** A child that there is not. */
const child = { childId: '222222222222' }
const NOBODYS = '0f8fad5b-d9cb-469f-a165-70867728950e'
const RECORDED = ['practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor'] as const
const CASES = ['auditor', 'cpmt'] as const
const ANSWER = { answer: 'no-misuse', code: 'other' } as const
const WATCH = { ...child, kind: 'watched' } as const

/** What is recorded, and what comes of it. */
export const AUDIT_ROUTES: RouteTrip[] = [
  ['accesses.mine', RECORDED, 200, (client) => client.get(api.accesses.mine.path)],
  ['audit.enquire', ['auditor'], 200, (client) => client.post(api.audit.enquire.path, child)],
  [
    'audit.prove',
    RECORDED,
    404,
    (client) => client.get(pathTo(api.audit.prove, { log: 'england', index: '999999999' })),
  ],
  [
    'audit.readFigures',
    ['auditor', 'cpmt'],
    200,
    (client) => client.get(pathTo(api.audit.readFigures, { name: 'log' })),
  ],
  ['misuse.reviewCases', CASES, 200, (client) => client.get(api.misuse.reviewCases.path)],
  ['misuse.assign', CASES, 404, (client) => client.post(pathTo(api.misuse.assign, { caseId: NOBODYS }), {})],
  ['misuse.answer', CASES, 404, (client) => client.post(pathTo(api.misuse.answer, { caseId: NOBODYS }), ANSWER)],
  ['misuse.reopen', CASES, 404, (client) => client.post(pathTo(api.misuse.reopen, { caseId: NOBODYS }), {})],
  ['misuse.reviewWatched', ['auditor'], 200, (client) => client.get(api.misuse.reviewWatched.path)],
  ['misuse.watch', ['auditor'], 201, (client) => client.post(api.misuse.watch.path, WATCH)],
  ['misuse.endWatch', ['auditor'], 200, (client) => client.delete(pathTo(api.misuse.endWatch, child))],
]
