import { api, pathTo, type MisuseCase, type MisuseCaseNow, type MisuseCasesListed } from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { eventually } from '@contactpoint/stack'
import { aPupil, codeShown, type ApiClient, type TestAccount } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'

/** Of the neighbourhood of whoever looks. */
const neighbour = aPupil({ surname: 'Wrexham-Hollis', address: { lines: ['9 Bell Lane'], postcode: 'LS6 2QB' } })
const stranger = aPupil()
const canary = aPupil()
/** More than anybody has a reason to shield in a day. */
const many = Array.from({ length: 6 }, () => aPupil())

describe('Somebody who looks at those they know (AC-01)', () => {
  const trip = setOut()
  let suspect: ApiClient
  let account: TestAccount
  let colleague: ApiClient
  let otherAuditor: ApiClient

  beforeAll(async () => {
    await trip.census.deliver(neighbour, stranger, canary, ...many)
    account = await somebodyLike('practitioner', { familyName: 'Hollis', postcode: 'ls6 2qb' })
    suspect = await clientOf(account)
    colleague = await clientOf(await somebodyLike('practitioner', { familyName: 'Nobody', postcode: null }))
    otherAuditor = await clientOf(await somebodyLike('auditor', null))
  })

  /** Nobody that other specs know: they sign in on this stack too. */
  const people: string[] = []
  const identity = () => trip.databases.db('identity')

  /** Of one organisation, and of somebody who said where they live. */
  async function somebodyLike(username: string, home: object | null): Promise<TestAccount> {
    const sealed = home && new MasterKey(trip.stack.secrets.masterKey).seal('identity/home', JSON.stringify(home))
    const given = { organisation: 'Beeston Hub (test)', ...(sealed && { home: sealed }) }
    const { personId, account: made } = await newcomer(trip, username, given)
    people.push(personId)
    return made
  }

  const clientOf = (one: TestAccount) => trip.stack.api.signIn(one, Promise.resolve(codeShown(one)))
  const signIn = async () => {
    // As if the code had not been used: a suspended person uses it too.
    await identity()
      .collection('authenticators')
      .updateMany({ _id: { $in: people as never[] } }, { $set: { lastStep: 0 } })
    const { username, password, pin } = account
    return trip.stack.api.post(api.sessions.open.path, { username, password, pin, code: codeShown(account) })
  }

  const cases = async (state = 'open', reader = trip.auditor): Promise<MisuseCase[]> => {
    const { body } = await reader.get<MisuseCasesListed>(`${api.misuse.reviewCases.path}?state=${state}`)
    return body.items.filter(({ personId }) => people.includes(personId))
  }
  /** A case of this rule, which opens by itself: cases of hours do too, at night. */
  const aCase = async (rule: MisuseCase['rule']): Promise<MisuseCase> => {
    let found: MisuseCase | undefined
    await eventually(async () => (found = (await cases()).find((one) => one.rule === rule)) !== undefined, 20_000)
    return found!
  }
  const step = (which: 'assign' | 'answer' | 'reopen', caseId: string, body: object = {}, by = trip.auditor) =>
    by.post<MisuseCaseNow>(pathTo(api.misuse[which], { caseId }), body)

  it('opens a case by the record they open: it names the entry, which was written before anything was shown', async () => {
    const childId = await trip.census.childIdOf(neighbour)
    const { status, body } = await suspect.disclose(childId)
    expect(status).toBe(200)
    const { index } = body.receipt
    const [surname, postcode] = [await aCase('same-surname'), await aCase('same-postcode')]
    for (const one of [surname, postcode]) expect(one).toMatchObject({ entries: [index], state: 'open', isLate: false })
    expect(JSON.stringify([surname, postcode])).not.toContain(childId)
    const { entries } = (await trip.auditor.post<{ entries: object[] }>(api.audit.enquire.path, { childId })).body
    expect(entries).toContainEqual(
      expect.objectContaining({
        index,
        signals: expect.arrayContaining(['same-postcode', 'same-surname']) as unknown,
      }),
    )
  })

  it("opens one for a colleague's child, and none for a stranger's", async () => {
    await colleague.disclose(await trip.census.childIdOf(stranger))
    await colleague.disclose(await trip.census.childIdOf(neighbour))
    expect(await aCase('colleague-child')).toMatchObject({ alerts: 1 })
  })

  it('opens one by a search for oneself, whatever it finds', async () => {
    await suspect.search({ familyName: 'Hollis', dateOfBirth: '2012-01-01', postcode: 'LS6 2QB' })
    expect(await aCase('own-name')).toMatchObject({ alerts: 1 })
    expect(await aCase('own-address')).toMatchObject({ alerts: 1 })
  })

  it('opens one by a made-up record, which looks like any other (AC-18)', async () => {
    const childId = await trip.census.childIdOf(canary)
    const before = (await colleague.disclose(childId)).body.child
    expect((await trip.auditor.post(api.misuse.watch.path, { childId, kind: 'canary' })).status).toBe(201)
    expect((await colleague.disclose(childId)).body.child).toEqual(before)
    expect(await aCase('canary-record')).toMatchObject({ organisation: 'Beeston Hub (test)' })
    expect((await trip.auditor.delete(pathTo(api.misuse.endWatch, { childId }))).status).toBe(200)
  })

  it('opens one when an officer asks again and again for what is not their desk’s, answered as for nobody (AC-24)', async () => {
    const shielded = await trip.census.childIdOf(stranger)
    expect((await trip.practitioner.shield(shielded)).status).toBe(201)
    const officer = await clientOf(await somebodyLike('shield-officer-other', null))
    const answers = []
    for (const path of [api.shields.get, api.shields.reviewNear])
      for (const childId of [shielded, 'KLJ6G4D4VGLR'])
        answers.push((await officer.get(pathTo(path, { childId }))).status)
    expect(answers).toEqual([404, 404, 404, 404])
    expect(await aCase('not-theirs')).toMatchObject({ alerts: 1, role: 'shield-officer' })
  })

  it('opens one when somebody shields many children in a day, who are shielded all the same', async () => {
    const ids = await Promise.all(many.map((pupil) => trip.census.childIdOf(pupil)))
    const answers = await Promise.all(ids.map((childId) => colleague.shield(childId)))
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201))
    expect(await aCase('many-shields')).toMatchObject({ alerts: 1, role: 'practitioner' })
  })

  it('is suspended by whoever took the case: sessions end, nobody signs in; and is let in again when it was none', async () => {
    const { refreshToken } = (await signIn()).body
    const { caseId } = await aCase('same-postcode')
    expect((await step('assign', caseId)).body.case.assignedTo).toEqual(expect.any(String))
    const answered = await step('answer', caseId, { answer: 'misuse', code: 'own-family', suspend: true })
    expect(answered.body.case).toMatchObject({ state: 'answered', isSuspending: true })
    // The token that is out ends within the minute, and nothing renews it.
    expect((await trip.stack.api.post(api.sessions.renew.path, { refreshToken })).status).toBe(401)
    await step('reopen', caseId, {}, otherAuditor)
    expect((await signIn()).status).toBe(401)
    await step('assign', caseId, {}, otherAuditor)
    const found = await step('answer', caseId, { answer: 'no-misuse', code: 'namesake' }, otherAuditor)
    expect(found.body.case.isSuspending).toBe(false)
    expect((await signIn()).status).toBe(201)
    const { rules } = (await trip.auditor.get<MisuseCasesListed>(api.misuse.reviewCases.path)).body
    expect(rules.find(({ rule }) => rule === 'same-postcode')).toMatchObject({ noMisuse: 1, precision: 0 })
  })
})
