import { beforeAll, describe, expect, it } from '@jest/globals'
import { aCensus, aPupil } from '@contactpoint/testing'
import { BSON, type Document } from 'mongodb'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setOut } from './outset.trip.ts'

/** Stands in everything that must not be kept, and is looked for everywhere afterwards. */
const SECRET = 'Zxqvbruise'

const kept = aPupil({ formerSurname: 'Oldname' })
const rows = [
  { what: 'an unknown column', ref: 'A1', extra: `<${SECRET}>x</${SECRET}>`, field: 'unknown', code: 'unknown-field' },
  {
    what: 'an unknown column with text',
    ref: 'A2',
    extra: `<Remark>${SECRET}</Remark>`,
    field: 'unknown',
    code: 'unknown-field',
  },
  { what: 'a case note', ref: 'A3', extra: `<Notes>${SECRET}</Notes>`, field: 'Notes', code: 'never-kept' },
  {
    what: 'special needs',
    ref: 'A4',
    extra: `<SENprovision>${SECRET}</SENprovision>`,
    field: 'SENprovision',
    code: 'never-kept',
  },
  {
    what: 'a protection plan',
    ref: 'A5',
    extra: `<ChildProtectionPlan>${SECRET}</ChildProtectionPlan>`,
    field: 'ChildProtectionPlan',
    code: 'never-kept',
  },
  { what: 'text between the fields', ref: 'A6', extra: SECRET, field: 'unknown', code: 'unexpected-text' },
  {
    what: 'a note in a contact',
    ref: 'A7',
    extra: `<Contacts><Contact><Notes>${SECRET}</Notes></Contact></Contacts>`,
    field: 'Contacts/Contact/Notes',
    code: 'never-kept',
  },
] as const

describe('no narrative and no case content can be stored (I6, S31, S34)', () => {
  const trip = setOut()

  /** A census with one good pupil, and one for each thing that may not be sent. */
  function badCensus(): string {
    const pupils = rows.map(({ ref, what }) => aPupil({ ref, ...(what.includes('contact') && { contacts: [] }) }))
    return rows.reduce(
      (xml, { ref, extra }) => {
        const start = `<PupilMatchingRef>${ref}</PupilMatchingRef>`
        const plain = extra.includes('<Contacts>') ? xml.replace(contactsAfter(ref), '$1') : xml
        return plain.replace(start, start + extra)
      },
      aCensus([kept, ...pupils]),
    )
  }

  let census: Awaited<ReturnType<typeof trip.census.deliverFile>>
  beforeAll(async () => {
    census = await trip.census.deliverFile(badCensus())
  })

  it('refuses each such row, and keeps the rest', () => {
    expect(census.report).toMatchObject({ state: 'applied', rows: rows.length + 1, accepted: 1, refused: rows.length })
  })

  it.each(rows)('names the place of $what, and never what stood there', ({ ref, field, code }) => {
    const refusal = census.report.refusals.find(({ recordId }) => recordId === ref)
    expect(refusal).toEqual({ row: expect.any(Number), line: expect.any(Number), recordId: ref, field, code })
    expect(JSON.stringify(census.report)).not.toContain(SECRET)
  })

  it('keeps none of it, in any collection of any service', async () => {
    const where: string[] = []
    for (const { name } of (await trip.databases.db().admin().listDatabases()).databases) {
      if (['admin', 'config', 'local'].includes(name)) continue
      for (const collection of await trip.databases.db(name).collections())
        for await (const document of collection.find())
          if (Buffer.from(BSON.serialize(document)).includes(SECRET)) where.push(`${name}.${collection.collectionName}`)
    }
    expect(where).toEqual([])
  })

  it('writes none of it to a log (AC-22)', async () => {
    const logs = join(trip.stack.folder, 'logs')
    for (const name of await readdir(logs)) expect(await readFile(join(logs, name), 'utf8')).not.toContain(SECRET)
  })

  it.each([
    ['a child', (child: Document) => ({ ...child, notes: SECRET })],
    ['an address', (child: Document) => ({ ...child, address: { ...child.address, notes: SECRET } })],
    ['a name', (child: Document) => ({ ...child, name: { ...child.name, notes: SECRET } })],
    ['a former name', (child: Document) => ({ ...child, formerNames: [{ ...child.formerNames[0], notes: SECRET }] })],
    ['a carer', (child: Document) => ({ ...child, carers: [{ ...child.carers[0], notes: SECRET }] })],
    ['an identifier', (child: Document) => ({ ...child, identifiers: [{ scheme: 'upn', value: '1', notes: SECRET }] })],
    ['a school', (child: Document) => ({ ...child, education: { ...child.education, notes: SECRET } })],
    [
      'where a field came from',
      (child: Document) => ({ ...child, provenance: { ...child.provenance, notes: SECRET } }),
    ],
    ['a long text for a name', (child: Document) => ({ ...child, name: { ...child.name, family: SECRET.repeat(40) } })],
  ])('is refused by the database itself in %s, whatever the code does', async (_what, withMore) => {
    const children = trip.databases.db('directory').collection<Document & { _id: string }>('children')
    const child = (await children.findOne({ _id: await trip.census.childIdOf(kept) }))!
    const copy = { ...child, _id: '222222222222' }
    await children.insertOne(copy)
    await children.deleteOne({ _id: copy._id })
    const writing = children.insertOne({ ...withMore(copy), _id: copy._id })
    try {
      await expect(writing).rejects.toMatchObject({ code: 121 })
    } finally {
      await children.deleteOne({ _id: copy._id })
    }
  })

  it.each([
    ['a reason', { reason: `because ${SECRET}` }],
    ['a case reference', { caseReference: `${SECRET} at home` }],
    ['a field that does not exist', { note: SECRET }],
  ])('is refused in %s that a practitioner types, and not repeated', async (_what, more) => {
    const answer = await trip.practitioner.disclose(await trip.census.childIdOf(kept), more)
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain(SECRET)
  })
})

/** The `Contacts` that follow a pupil's reference, to be replaced. */
function contactsAfter(ref: string): RegExp {
  return new RegExp(`(<PupilMatchingRef>${ref}<[^]*?) *<Contacts></Contacts>\\n`)
}
