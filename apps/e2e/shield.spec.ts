import { until } from '@contactpoint/stack'
import { api, pathTo, type NearReviewed } from '@contactpoint/contracts'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { aPupil, type ApiAnswer } from '@contactpoint/testing'
import { HIDDEN_CRITERIA, minimumFor, minimumWith, registerWithGp, VISIBLE_CRITERIA } from './criteria.trip.ts'
import { setOut } from './outset.trip.ts'

const home = {
  surname: 'Harrowgate',
  formerSurname: 'Pettifer',
  dob: '2014-03-05',
  address: { lines: ['17 Quarry Lane', 'Headingley'], postcode: 'LS6 2QB' },
  contacts: [{ surname: 'Oldcastle', forename: 'Judith', relationship: 'mother', phone: '07700900777' }],
}
const marianne = aPupil({ ...home, forename: 'Marianne', middleNames: 'Rose', sex: 'F' })
const brother = aPupil({ ...home, forename: 'Tobias', sex: 'M' })
/** Of no household with them, though many values are the same. */
const ottilie = aPupil({
  ...{ surname: home.surname, dob: home.dob, forename: 'Ottilie' },
  address: { lines: home.address.lines, postcode: 'LS7 3QB' },
  contacts: [{ surname: 'Oldcastle', forename: 'Anne', relationship: 'mother', phone: '07700900778' }],
})
const HOUSEHOLD_CRITERIA = ['postcode', 'phone']
const fourThings = {
  childId: expect.any(String),
  name: { given: ['Marianne', 'Rose'], family: 'Harrowgate' },
  dateOfBirth: '2014-03-05',
  gender: 'female',
}
const HIDDEN_TEXTS = ['Pettifer', 'Quarry', 'LS6', 'Oldcastle', '07700900777', '100000', 'Aldgate', 'B86001', 'Cadogan']

/** An answer without its receipt, which every answer has of its own. */
function told({ status, body }: ApiAnswer<{ receipt: unknown }>): object {
  const { receipt, ...rest } = body
  expect(receipt).toBeDefined()
  return { status, ...rest }
}

describe('a shield (S20 to S25)', () => {
  const trip = setOut()
  let childId: string
  let asked: ApiAnswer

  beforeAll(async () => {
    const { fates } = await trip.census.deliver(marianne, brother, ottilie)
    expect(fates).toMatchObject({ created: 3, refused: 0 })
    childId = await trip.census.childIdOf(marianne)
    await registerWithGp(trip, childId)
    for (const other of [brother, ottilie]) await registerWithGp(trip, await trip.census.childIdOf(other))
  })

  const search = (criteria: object) => trip.practitioner.search(criteria)
  const onlyHer = (criteria: object) => search({ ...criteria, givenName: 'Marianne' })
  const idsFound = async (criteria: object) => (await search(criteria)).body.hits.map((hit) => hit.childId)
  const expectShieldedView = async () => {
    const { status, body } = await trip.practitioner.disclose(childId)
    expect({ status, child: body.child, shielded: body.shielded }).toEqual({
      status: 200,
      child: { ...fourThings, childId },
      shielded: true,
    })
  }

  it.each([...HIDDEN_CRITERIA, ...VISIBLE_CRITERIA])(
    'before it, %s finds the child and a wrong one does not',
    async (criterion) => {
      expect(await idsFound(minimumWith(marianne, criterion, 'its'))).toContain(childId)
      expect(await idsFound(minimumWith(marianne, criterion, 'other'))).not.toContain(childId)
    },
  )

  it('before it, the former name finds the child and the record says where she is', async () => {
    expect(await idsFound({ ...minimumFor(marianne), familyName: 'Pettifer' })).toContain(childId)
    const { body } = await trip.practitioner.disclose(childId)
    expect(body.shielded).toBe(false)
    expect(body.child).toMatchObject({ address: home.address, gpPracticeCode: 'B86001' })
  })

  it('is in force when its request is answered, on the record and in searches at once (I3)', async () => {
    asked = await trip.practitioner.shield(childId)
    expect(asked.status).toBe(201)
    expect(asked.body).toEqual({ childId, state: 'interim' })
    await expectShieldedView()
    expect((await onlyHer(minimumFor(marianne))).body.hits).toEqual([{ ...fourThings, childId, shielded: true }])
  })

  it('is the same shield when it is asked for again', async () => {
    const { status, body } = await trip.practitioner.shield(childId, { ground: 'adoption', channel: 'authority' })
    expect({ status, body }).toEqual({ status: 201, body: asked.body })
  })

  it('is asked for on a record, and both requests are recorded (AC-26)', async () => {
    const requests = async () => {
      const { body } = await trip.auditor.post<{ entries: { action: string }[] }>(api.audit.enquire.path, { childId })
      return body.entries.filter(({ action }) => action === 'shield-request')
    }
    expect(await until(async () => (await requests()).length === 2, 20_000, 100)).toBe(true)
    const request = { personId: trip.practitioner.personId, outcome: 'done', childIds: [childId] }
    expect(await requests()).toMatchObject([request, request])
  })

  it.each(HIDDEN_CRITERIA)('gives one answer to a true and a wrong %s: nobody (S25, AC-04)', async (criterion) => {
    const withTrue = await onlyHer(minimumWith(marianne, criterion, 'its'))
    const withWrong = await onlyHer(minimumWith(marianne, criterion, 'other'))
    expect(told(withTrue)).toEqual({ status: 200, hits: [], refine: false })
    expect(told(withTrue)).toEqual(told(withWrong))
    expect([...withTrue.headers.keys()]).toEqual([...withWrong.headers.keys()])
  })

  it.each(HIDDEN_CRITERIA)('takes nobody but her household out of a search by %s', async (criterion) => {
    const { body } = await search(minimumWith(marianne, criterion, 'its'))
    const others = [{ name: { given: ['Ottilie'] }, postcode: 'LS7 3QB', shielded: false }]
    expect(body.hits).toMatchObject(HOUSEHOLD_CRITERIA.includes(criterion) ? [] : others)
    expect(JSON.stringify(body)).not.toContain('LS6')
  })

  it('hides the former name, though it is typed into the same box as the current one', async () => {
    expect(told(await onlyHer({ ...minimumFor(marianne), familyName: 'Pettifer' }))).toEqual(
      told(await onlyHer({ ...minimumFor(marianne), familyName: 'Nobodyson' })),
    )
    expect(await idsFound({ ...minimumFor(marianne), familyName: 'Petti*' })).not.toContain(childId)
  })

  it.each(VISIBLE_CRITERIA)(
    'still lets %s find her, with the four visible things and nothing else (S21)',
    async (criterion) => {
      const { body } = await search(minimumWith(marianne, criterion, 'its'))
      expect(body.hits).toContainEqual({ ...fourThings, childId, shielded: true })
      expect(body.hits.find((hit) => hit.childId === childId)).toEqual({ ...fourThings, childId, shielded: true })
    },
  )

  /** As the officers of her authority do with what feeds bring. */
  async function takeIn(): Promise<void> {
    const officer = await trip.stack.signIn('shield-officer-national-1')
    const near = pathTo(api.shields.reviewNear, { childId })
    const [row] = (await officer.get<NearReviewed>(near)).body.parked
    const { source, batchId, row: number } = row!
    const ask = { source, batchId, row: number, decision: 'take', code: 'school-confirms' }
    expect((await officer.post(pathTo(api.shields.decideRow, { childId }), ask)).status).toBe(204)
  }

  it('lets no feed change or reveal what it hides (AC-09)', async () => {
    const moved = {
      ...marianne,
      address: { lines: ['3 Cadogan Mews'], postcode: 'BS1 4DJ' },
      contacts: [{ surname: 'Newbury', forename: 'Ann', relationship: 'guardian', phone: '07700900888' }],
      formerSurname: 'Cadogan',
    }
    const { fates } = await trip.census.deliver(moved)
    expect(fates).toMatchObject({ parked: 1, refused: 0 })
    await takeIn()
    await expectShieldedView()
    for (const criterion of HIDDEN_CRITERIA)
      expect((await onlyHer(minimumWith(moved, criterion, 'its'))).body.hits).toEqual([])
    expect(await idsFound({ ...minimumFor(moved), familyName: 'Cadogan' })).not.toContain(childId)
    expect((await onlyHer(minimumFor(marianne))).body.hits).toEqual([{ ...fourThings, childId, shielded: true }])
  })

  it.each([
    ['surname', { surname: 'Silverdale' }],
    ['forename', { forename: 'Josephine' }],
    ['birth date', { dob: '2014-05-03' }],
    ['sex', { sex: 'U' as const }],
  ])('keeps the visible %s until officers decide: a feed row that changes it is parked', async (_what, change) => {
    const changed = { ...marianne, ...change }
    const { report, fates } = await trip.census.deliver(changed)
    expect({ accepted: report.accepted, parked: fates.parked }).toEqual({ accepted: 1, parked: 1 })
    await expectShieldedView()
    expect(await idsFound(minimumFor(marianne))).toContain(childId)
    if (!('sex' in change))
      expect((await search({ ...minimumFor(changed), givenName: changed.forename })).body.hits).toEqual([])
  })

  it('shows none of what is hidden in any answer, whoever asks (I1)', async () => {
    const override = await trip.stack.signIn('practitioner-override')
    const answers = [
      await override.disclose(childId),
      await onlyHer(minimumFor(marianne)),
      await override.shield(childId),
    ]
    const text = JSON.stringify(answers.map(({ body }) => body))
    for (const hidden of HIDDEN_TEXTS) expect(text).not.toContain(hidden)
  })

  it('is answered with the same 404 for a child that does not exist, and with 403 for who may not ask', async () => {
    const unknown = await trip.practitioner.shield('222222222222')
    expect(unknown.status).toBe(404)
    expect((await trip.practitioner.shield('not-a-child')).body).toEqual(unknown.body)
    expect((await trip.auditor.shield(childId)).status).toBe(403)
  })
})
