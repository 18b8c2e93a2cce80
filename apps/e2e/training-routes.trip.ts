import { api, pathTo, ROLES, SYLLABUS } from '@contactpoint/contracts'
import type { RouteTrip } from './audit-routes.trip.ts'

const NOBODYS = '0f8fad5b-d9cb-469f-a165-70867728950e'
const NOBODY = { personId: 'nobody' }
/** A course that there is not. */
const HELD = { courseCode: 'NO-SUCH', version: '1.0', heldOn: '2026-11-20' }
const MODULES = [{ module: 'monitoring', items: SYLLABUS.monitoring }]
const COURSE = { code: 'NO-SUCH', major: 1, minor: 0, modules: MODULES, validMonths: 12, graceDays: 0 }
const session = { sessionId: NOBODYS }
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString()

/** Who is taught what, and by whom. */
export const TRAINING_ROUTES: RouteTrip[] = [
  // Of accreditors, only the national desk's: training.spec.ts.
  ['courses.publish', [], 201, (client) => client.post(api.courses.publish.path, COURSE)],
  ['courses.find', ['accreditor', 'trainer', 'auditor'], 200, (client) => client.get(api.courses.find.path)],
  ['training.hold', ['trainer'], 404, (client) => client.post(api.training.hold.path, HELD)],
  ['training.sessions', ['trainer'], 200, (client) => client.get(api.training.sessions.path)],
  [
    'training.attend',
    ['trainer'],
    404,
    (client) =>
      client.post(pathTo(api.training.attend, session), 'username,acknowledged\nnobody,user-agreement', {
        'content-type': 'text/csv',
      }),
  ],
  [
    'training.certify',
    ['trainer'],
    404,
    (client) => client.post(pathTo(api.training.certify, session), { ...NOBODY, modules: ['monitoring'] }),
  ],
  [
    'training.found',
    [],
    404,
    (client) =>
      client.post(api.training.found.path, {
        ...{ ...NOBODY, courseCode: 'NO-SUCH', version: '1.0', modules: ['monitoring'] },
      }),
  ],
  [
    'training.accredit',
    ['accreditor'],
    404,
    (client) => client.post(pathTo(api.training.accredit, NOBODY), { until: tomorrow() }),
  ],
  [
    'training.withdraw',
    ['accreditor'],
    404,
    (client) => client.post(pathTo(api.training.withdraw, NOBODY), { from: '2026-11-20T10:00:00Z' }),
  ],
  ['training.readCascade', ['accreditor', 'auditor'], 200, (client) => client.get(api.training.readCascade.path)],
  [
    'training.read',
    ROLES.filter((role) => role !== 'feed-supplier'),
    404,
    (client) => client.get(pathTo(api.training.read, NOBODY)),
  ],
  [
    'training.plan',
    ['accreditor'],
    404,
    (client) =>
      client.post(pathTo(api.training.plan, { authority: '380' }), { weeks: [{ week: '2026-11-30', people: 1 }] }),
  ],
]
