import { api, pathTo } from '@contactpoint/contracts'
import {
  aCensus,
  aPupil,
  startTestStack,
  demoAccount,
  asAdministrator,
  type ApiClient,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Words that are nowhere else: whatever shows one of them has let personal data out. */
const child = aPupil({
  surname: 'Quillfeather',
  forename: 'Zephyrine',
  formerSurname: 'Oxenbridge',
  dob: '2014-03-05',
  address: { lines: ['17 Marrowbone Lane'], postcode: 'LS6 2QB' },
  contacts: [{ surname: 'Thistlewood', forename: 'Judith', relationship: 'mother', phone: '07700900777' }],
})
const PERSONAL = [
  'Quillfeather',
  'Zephyrine',
  'Oxenbridge',
  'Marrowbone',
  'LS6 2QB',
  'LS62QB',
  'Thistlewood',
  '7700900777',
  '2014-03-05',
  'CASE-4711',
]

let stack: TestStack
let practitioner: ApiClient
let childId: string
let secrets: string[]
const errorBodies: string[] = []

const shown = (text: string, words = PERSONAL) =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()))

/** Sends something that must fail, and keeps what was said. */
async function failing(path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
  const answer = await practitioner.post(path, body, headers)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  errorBodies.push(JSON.stringify(answer.body))
}

const criteria = {
  familyName: child.surname,
  givenName: child.forename,
  dateOfBirth: child.dob,
  postcode: 'LS6 2QB',
  phone: '07700900777',
}

beforeAll(async () => {
  stack = await startTestStack({
    settings: Object.fromEntries(
      ['gateway', 'identity', 'directory', 'shielding', 'ingestion', 'audit'].map((app) => [
        app,
        { LOG_LEVEL: 'trace' },
      ]),
    ),
  })
  practitioner = await stack.signIn('practitioner')
  const supplier = await stack.supplier()
  await supplier.loadFeed(
    aCensus(
      [
        child,
        { ...child, ref: 'TWICE', dob: '2999-01-01' },
        { ...child, ref: 'ODD', address: { lines: ['17 Marrowbone Lane'], postcode: 'LS6' } },
      ],
      { serial: '001' },
    ),
  )
  await supplier.loadFeed(aCensus([child], { serial: '002' }).slice(0, -60))
  const { password, pin } = await demoAccount(stack, 'practitioner')
  secrets = [
    password,
    practitioner.accessToken!,
    ...Object.values(stack.secrets.storePasswords),
    stack.secrets.masterKey,
    `"${pin}"`,
  ]

  const found = await practitioner.search(criteria, { caseReference: 'CASE-4711' })
  childId = found.body.hits[0]!.childId
  expect((await practitioner.disclose(childId, { caseReference: 'CASE-4711' })).status).toBe(200)
  expect((await practitioner.shield(childId)).status).toBe(201)
  expect((await practitioner.disclose(childId)).body.shielded).toBe(true)

  await failing(api.searches.run.path, { reason: child.surname, criteria })
  await failing(api.searches.run.path, {
    reason: 'assessment',
    criteria: { ...criteria, [child.surname]: child.forename },
  })
  await failing(api.searches.run.path, {
    reason: 'assessment',
    criteria: { ...criteria, postcode: 'LS6 2QB Marrowbone' },
  })
  await failing(api.searches.run.path, {
    reason: 'assessment',
    criteria: { ...criteria, phone: { $ne: '07700900777' } },
  })
  await failing(api.searches.run.path, { reason: 'assessment', criteria, caseReference: 'Zephyrine Quillfeather' })
  await failing(api.searches.run.path, { reason: 'assessment', criteria: { familyName: child.surname } })
  await failing(api.searches.run.path, `{"criteria":{"familyName":"${child.surname}"`)
  await failing(
    api.searches.run.path,
    Buffer.concat([Buffer.from(`{"a":"${child.surname}`), Buffer.from([0xff]), Buffer.from('"}')]),
  )
  await failing(api.searches.run.path, child.surname, { 'content-type': 'text/plain' })
  await failing(pathTo(api.children.disclose, { childId: child.surname }), { reason: 'assessment' })
  await failing(`${api.searches.run.path}/${child.surname}?postcode=LS6%202QB`, {})
  await failing(api.sessions.open.path, {
    username: child.surname,
    password: child.forename,
    pin: '07700900777',
    code: '1',
  })
  await failing(api.sessions.renew.path, { refreshToken: child.surname })
  await failing(api.audit.enquire.path, { childId: child.surname })
})

afterAll(() => stack?.remove())

describe('personal data (AC-22)', () => {
  it('is in what was asked and found: the words below are really there', async () => {
    const databases = await asAdministrator(stack)
    const kept = await databases.db('directory').collection('children').find({}, { raw: true }).toArray()
    await databases.close()
    const text = Buffer.concat(kept.map((one) => Buffer.from(one as unknown as Uint8Array))).toString('latin1')
    expect(shown(text)).toEqual(
      expect.arrayContaining(['Quillfeather', 'Zephyrine', 'LS6 2QB', 'Thistlewood', '2014-03-05']),
    )
  })

  it('is in no log, of a service, of the broker or of the database, and neither is a password, PIN or token', async () => {
    const folder = join(stack.folder, 'logs')
    const names = (await readdir(folder)).sort()
    expect(names).toEqual([
      'audit.log',
      'directory.log',
      'gateway.log',
      'identity.log',
      'ingestion.log',
      'mongo.log',
      'nats.log',
      'shielding.log',
    ])
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      expect({ name, shown: shown(text, [...PERSONAL, ...secrets]) }).toEqual({ name, shown: [] })
    }
  })

  it('is not in the log of the database when that is slow: it would quote the query', async () => {
    const databases = await asAdministrator(stack)
    const { was, slowms } = await databases.db('directory').command({ profile: -1 })
    await databases.close()
    expect({ was, isNeverSlow: slowms > 24 * 60 * 60 * 1000 }).toEqual({ was: 0, isNeverSlow: true })
  })

  it('is not the path of a request in the log: only its template is', async () => {
    const text = await readFile(join(stack.folder, 'logs', 'gateway.log'), 'utf8')
    expect(text).toContain(`"${api.children.disclose.path.replace('{childId}', ':childId')}"`)
    expect(text).not.toContain(childId)
  })

  it('is on no page of metrics, and no child is either', async () => {
    const ports = Object.values(stack.address.metricsPorts)
    expect(ports).toHaveLength(6)
    for (const port of ports) {
      const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      expect(page).toContain('process_cpu_seconds_total')
      expect(shown(page, [...PERSONAL, ...secrets, childId])).toEqual([])
    }
  })

  it('is repeated by no refusal', () => {
    expect(errorBodies).toHaveLength(14)
    for (const body of errorBodies) expect({ body, shown: shown(body) }).toEqual({ body, shown: [] })
  })
})
