import { api, pathTo, ROLES, type Role } from '@contactpoint/contracts'
import { AUDIT_ROUTES, type RouteTrip } from './audit-routes.trip.ts'
import { LINK_MODEL_ROUTES } from './link-models.trip.ts'
import { LINK_ROUTES } from './link-questions.trip.ts'
import { TRAINING_ROUTES } from './training-routes.trip.ts'
import { PEOPLE_ROUTES } from './people-routes.trip.ts'

/** A child that there is not. */
export const child = { childId: '222222222222', reason: 'assessment', ground: 'other', channel: 'user' } as const
export const criteria = { familyName: 'Nobodyson', dateOfBirth: '2015-01-01' }

const NOBODYS = '0f8fad5b-d9cb-469f-a165-70867728950e'
/** Of somebody who works for the authority of Leeds. */
export const involvement = {
  ...{ service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: '0113 496 0123' },
  ...{ startDate: '2026-03-02', leadProfessional: false, hasAssessment: false },
} as const

const DESK = ['shield-officer', 'cpmt'] as const
/** Everybody but practitioners who has to do with policies. */
const READERS = [...DESK, 'auditor'] as const
/** A version that there is not. */
const NO_POLICY = { version: '999999' }
const FOUNDING = api.policies.propose.example.ask!
const REVIEW = { reviewer: 'Helen Archer', organisation: 'Outside', reviewedOn: '2026-11-20', signature: 'W/1' }
/** A step on the shield of a child that there is not. */
function step(
  id: 'place' | 'confirm' | 'refuse' | 'review' | 'proposeLift' | 'agreeLift' | 'decideLift' | 'setTier' | 'decideRow',
  allowed: readonly string[],
  body: object = {},
): RouteTrip {
  const path = pathTo(api.shields[id], { childId: child.childId })
  return [`shields.${id}`, allowed, 404, (client) => client.post(path, body)]
}

export const feeds = pathTo(api.feeds.send, { source: 'school-census' })
const noFile = `${feeds}/${'0'.repeat(36)}`
const OF_FILES: Role[] = ['feed-supplier', 'data-steward']
const OVER_FILES: Role[] = ['data-steward', 'operator']
/** What each route answers the roles that may: to everyone else 403, before anything is looked up. */
export const ROUTES: RouteTrip[] = [
  ['searches.run', ['practitioner'], 200, (client) => client.search(criteria)],
  ['children.disclose', ['practitioner'], 404, (client) => client.disclose(child.childId)],
  ['children.requestShield', ['practitioner', 'shield-officer', 'cpmt'], 404, (client) => client.shield(child.childId)],
  [
    'shields.reviewNear',
    ['shield-officer', 'cpmt'],
    404,
    (client) => client.get(pathTo(api.shields.reviewNear, { childId: child.childId })),
  ],
  [
    'budgets.appeal',
    ['practitioner', 'shield-officer', 'cpmt', 'data-steward'],
    201,
    (client) => client.post(api.budgets.appeal.path, { code: 'other' }),
  ],
  ['budgets.reviewAppeals', ['cpmt'], 200, (client) => client.get(api.budgets.reviewAppeals.path)],
  [
    'budgets.decideAppeal',
    ['cpmt'],
    404,
    (client) =>
      client.post(pathTo(api.budgets.decideAppeal, { appealId: '0f8fad5b-d9cb-469f-a165-70867728950e' }), {
        decision: 'refuse',
      }),
  ],
  [
    'shields.decideNear',
    ['shield-officer', 'cpmt'],
    404,
    (client) =>
      client.post(pathTo(api.shields.decideNear, { childId: child.childId, otherId: child.childId }), {
        decision: 'not-the-child',
        code: 'school-confirms',
      }),
  ],
  ['shields.find', DESK, 200, (client) => client.get(api.shields.find.path)],
  ['shields.get', DESK, 404, (client) => client.get(pathTo(api.shields.get, { childId: child.childId }))],
  step('setTier', DESK, { tier: 'sealed' }),
  step('decideRow', DESK, {
    ...{ source: 'school-census', batchId: 'b-1', row: 1, decision: 'leave', code: 'school-confirms' },
  }),
  step('place', ['shield-officer']),
  step('confirm', ['shield-officer']),
  step('refuse', DESK, { code: 'other' }),
  step('review', ['cpmt'], { decision: 'keep' }),
  step('proposeLift', ['shield-officer'], { code: 'other' }),
  step('agreeLift', ['shield-officer']),
  step('decideLift', ['cpmt'], { decision: 'keep' }),
  [
    'shields.placeMany',
    ['shield-officer'],
    400,
    (client) =>
      client.post(api.shields.placeMany.path, `child_id,ground\n${child.childId},other`, {
        'content-type': 'text/csv',
      }),
  ],
  ['work.mine', ['practitioner', ...READERS], 200, (client) => client.get(api.work.mine.path)],
  ['policies.find', READERS, 200, (client) => client.get(api.policies.find.path)],
  ['policies.get', READERS, 404, (client) => client.get(pathTo(api.policies.get, NO_POLICY))],
  // Of a team, only the national desk's: policies.spec.ts.
  ['policies.propose', [], 201, (client) => client.post(api.policies.propose.path, FOUNDING)],
  ['policies.approve', [], 404, (client) => client.post(pathTo(api.policies.approve, NO_POLICY), {})],
  ['policies.activate', [], 404, (client) => client.post(pathTo(api.policies.activate, NO_POLICY), {})],
  [
    'policies.recordReview',
    ['auditor'],
    404,
    (client) => client.post(pathTo(api.policies.recordReview, NO_POLICY), REVIEW),
  ],
  ...AUDIT_ROUTES,
  ...TRAINING_ROUTES,
  ...PEOPLE_ROUTES,
  ['feeds.send', ['feed-supplier'], 202, (client) => client.sendFeed('<Message/>')],
  ['feeds.history', OVER_FILES, 200, (client) => client.get(api.feeds.history.path)],
  ['feeds.report', [...OF_FILES, 'operator'], 404, (client) => client.get(noFile)],
  ['feeds.apply', OF_FILES, 404, (client) => client.post(`${noFile}/applications`, {})],
  ['feeds.rollBack', OF_FILES, 404, (client) => client.post(`${noFile}/rollbacks`, {})],
  ['places.findAuthorities', ROLES, 200, (client) => client.get(`${api.places.findAuthorities.path}?name=Leeds`)],
  ['places.findSchools', ROLES, 200, (client) => client.get(`${api.places.findSchools.path}?name=Leeds`)],
  ['places.getSchool', ROLES, 200, (client) => client.get(pathTo(api.places.getSchool, { code: '100000' }))],
  ['places.getAuthority', ROLES, 200, (client) => client.get(pathTo(api.places.getAuthority, { code: '383' }))],
  ['places.findPractices', ROLES, 200, (client) => client.get(`${api.places.findPractices.path}?name=The`)],
  ['places.getPractice', ROLES, 200, (client) => client.get(pathTo(api.places.getPractice, { code: 'A81001' }))],
  [
    'involvements.add',
    ['practitioner'],
    404,
    (client) => client.post(pathTo(api.involvements.add, { childId: child.childId }), involvement),
  ],
  [
    'involvements.change',
    ['practitioner'],
    404,
    (client) => client.patch(pathTo(api.involvements.change, { involvementId: NOBODYS }), {}, '"1"'),
  ],
  [
    'involvements.reportContact',
    ['practitioner', 'cpmt'],
    404,
    (client) => client.post(pathTo(api.involvements.reportContact, { involvementId: NOBODYS }), {}),
  ],
  [
    'involvements.review',
    ['cpmt'],
    404,
    (client) => client.post(pathTo(api.involvements.review, { childId: child.childId }), { reason: 'assessment' }),
  ],
  [
    'overrides.attempt',
    ['practitioner'],
    403,
    (client) => client.post(pathTo(api.overrides.attempt, { childId: child.childId }), { reason: 'assessment' }),
  ],
  [
    'children.mediate',
    ['practitioner'],
    403,
    (client) => client.post(pathTo(api.children.mediate, { childId: child.childId }), { username: 'n', code: '0' }),
  ],
  [
    'overrides.begin',
    ['practitioner'],
    404,
    (client) =>
      client.post(pathTo(api.overrides.begin, { childId: child.childId }), {
        ...{ attemptId: NOBODYS, pin: '000000', code: '000000' },
      }),
  ],
  [
    'overrides.end',
    ['practitioner'],
    404,
    (client) => client.delete(pathTo(api.overrides.end, { overrideId: NOBODYS })),
  ],
  ['overrides.reviewCases', ['cpmt'], 200, (client) => client.get(api.overrides.reviewCases.path)],
  [
    'overrides.watchCases',
    ['cpmt'],
    200,
    async (client) => (await client.watch(api.overrides.watchCases.path).next()).value!,
  ],
  [
    'overrides.answerCase',
    ['cpmt'],
    404,
    (client) =>
      client.post(pathTo(api.overrides.answerCase, { caseId: NOBODYS }), {
        ...{ answer: 'legitimate', code: 'other' },
      }),
  ],
  ['overrides.count', ['cpmt', 'auditor'], 200, (client) => client.get(api.overrides.count.path)],
  [
    'overrides.propose',
    ['cpmt'],
    404,
    (client) =>
      client.post(api.overrides.propose.path, {
        ...{ personId: 'nobody', until: new Date(Date.now() + 86_400_000).toISOString() },
      }),
  ],
  ['overrides.findGrants', DESK, 200, (client) => client.get(api.overrides.findGrants.path)],
  ['overrides.approve', DESK, 404, (client) => client.post(pathTo(api.overrides.approve, { grantId: NOBODYS }), {})],
  [
    'overrides.withdraw',
    ['cpmt'],
    404,
    (client) => client.delete(pathTo(api.overrides.withdraw, { grantId: NOBODYS })),
  ],
  [
    'brokerRequests.ask',
    ['practitioner'],
    409, // whoever it is has no contact that could be passed on
    (client) =>
      client.post(pathTo(api.brokerRequests.ask, { childId: child.childId }), {
        reason: 'assessment',
        caseReference: 'EH/1',
      }),
  ],
  ['brokerRequests.find', ['practitioner', 'cpmt'], 200, (client) => client.get(api.brokerRequests.find.path)],
  ['brokerRequests.get', ['cpmt'], 404, (client) => client.get(pathTo(api.brokerRequests.get, { requestId: NOBODYS }))],
  [
    'brokerRequests.answer',
    ['cpmt'],
    404,
    (client) => client.post(pathTo(api.brokerRequests.answer, { requestId: NOBODYS }), { outcome: 'nobody' }),
  ],
  ...(
    [
      ['offerHandover', DESK, 404, { authority: '380' }],
      ['acceptHandover', DESK, 404, {}],
      ['merge', ['shield-officer'], 404, { otherChildId: child.childId }],
      ['agreeMerge', ['shield-officer'], 404, {}],
      ['split', ['shield-officer'], 404, { otherChildId: child.childId }],
      ['agreeSplit', ['shield-officer'], 404, {}],
      ['refuse', DESK, 404, {}],
    ] as const
  ).map(([id, allowed, status, body]): RouteTrip => {
    const path = pathTo(api.proposals[id], { childId: child.childId })
    return [`proposals.${id}`, allowed, status, (client) => client.post(path, body)]
  }),
  ...LINK_ROUTES,
  ...LINK_MODEL_ROUTES,
  // A proof that is wrong would be counted against whoever the others sign in as.
  ['sessions.prove', ROLES, 400, (client) => client.post(api.sessions.prove.path, {})],
  ['sessions.own', ROLES, 200, (client) => client.get(api.sessions.own.path)],
  ['sessions.end', ROLES, 404, (client) => client.delete(pathTo(api.sessions.end, { sessionId: NOBODYS }))],
  ['sessions.close', ROLES, 204, (client) => client.delete(api.sessions.close.path)],
]
