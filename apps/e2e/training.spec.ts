import { api, pathTo, SYLLABUS, TRAINING_MODULES } from '@contactpoint/contracts'
import { demoAccount, sharedStack, type ApiClient, type RunningStack, type TestAccount } from '@contactpoint/testing'
import { beforeAll, expect, it } from '@jest/globals'

let stack: RunningStack
let [national, accreditor, trainer, practitioner]: ApiClient[] = []

beforeAll(async () => {
  stack = await sharedStack()
  const names = ['accreditor-national', 'accreditor', 'trainer', 'practitioner'] as const
  ;[national, accreditor, trainer, practitioner] = await Promise.all(names.map((name) => stack.signIn(name)))
})

const idOf = async (username: string) =>
  ((await demoAccount(stack, username)) as TestAccount & { personId: string }).personId
const CODE = 'TRIP'
const modules = TRAINING_MODULES.map((module) => ({ module, items: SYLLABUS[module] }))
const COURSE = { code: CODE, major: 1, minor: 0, modules, validMonths: 24, graceDays: 30 }
const HELD = { courseCode: CODE, version: '1.0', heldOn: new Date().toISOString().slice(0, 10) }
const list = (...rows: string[]) => ['username,acknowledged', ...rows].join('\n')
const CSV = { 'content-type': 'text/csv' }

it('somebody is trained by a list, by a trainer whom an accreditor let certify, and not any more once that is withdrawn (S07, S08, S11)', async () => {
  expect((await accreditor!.post(api.courses.publish.path, COURSE)).status).toBe(403)
  expect((await national!.post(api.courses.publish.path, COURSE)).status).toBe(201)
  expect((await trainer!.post(api.training.hold.path, HELD)).status).toBe(403)

  const [trainerId, personId] = [await idOf('trainer'), await idOf('practitioner')]
  const until = new Date(Date.now() + 86_400_000).toISOString()
  const accredited = await accreditor!.post(pathTo(api.training.accredit, { personId: trainerId }), { until })
  expect(accredited).toMatchObject({ status: 201, body: { state: 'live' } })
  const { body: session } = await trainer!.post(api.training.hold.path, HELD)
  const attend = pathTo(api.training.attend, { sessionId: session.sessionId as string })
  const acknowledged = SYLLABUS.consequences.join(' ')
  const wrong = await trainer!.post(attend, list(`practitioner,${acknowledged}`, 'nobody.at.all,secret-word'), CSV)
  expect(wrong.status).toBe(400)
  expect(wrong.body.places).toEqual([
    { field: 'rows.1.username', rule: 'isOneOfYourPeople' },
    { field: 'rows.1.acknowledged', rule: 'isOfTheSyllabus' },
  ])
  expect(JSON.stringify(wrong.body)).not.toMatch(/nobody|secret/)
  expect((await trainer!.post(attend, list(`practitioner,${acknowledged}`), CSV)).body).toEqual({
    ...{ recorded: 1, before: 0 },
  })
  const certify = pathTo(api.training.certify, { sessionId: session.sessionId as string })
  const taught = { personId, modules: ['monitoring', 'consequences'] }
  expect((await trainer!.post(certify, { ...taught, modules: ['cpmt'] })).status).toBe(400)
  expect((await trainer!.post(certify, taught)).status).toBe(201)

  const read = () => practitioner!.get(pathTo(api.training.read, { personId }))
  const courseOf = async (module: string) =>
    ((await read()).body.modules as { module: string; courseCode: string | null }[]).find(
      (one) => one.module === module,
    )!.courseCode
  expect([await courseOf('monitoring'), await courseOf('shielding')]).toEqual([CODE, 'CP-DEMO'])
  const under = await idOf('trainer-national')
  const { body: tree } = await accreditor!.get(`${api.training.readCascade.path}?under=${under}`)
  expect(tree.items).toContainEqual(expect.objectContaining({ personId: trainerId, state: 'live', gave: 2 }))

  const from = (accredited.body as { accreditedAt: string }).accreditedAt
  const withdraw = await accreditor!.post(pathTo(api.training.withdraw, { personId: trainerId }), { from })
  expect(withdraw).toMatchObject({ status: 200, body: { voided: 2, isComplete: true } })
  expect(await courseOf('monitoring')).toBe('CP-DEMO')
  expect((await trainer!.post(certify, taught)).status).toBe(403)
})
