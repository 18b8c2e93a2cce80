import { expect, it } from '@jest/globals'
import type { XmlElement } from '@contactpoint/feed-formats'
import { namesByCommunity } from '@contactpoint/testing'
import { schoolCensus } from './school-census.rules.ts'

const element = (name: string, text: string, children: XmlElement[] = []): XmlElement => ({
  name,
  text,
  children,
  line: 1,
})

const rowOf = (name: string) => {
  const carer = [element('Surname', name), element('Forename', name), element('Relationship', 'mother')]
  const pupil = {
    PupilMatchingRef: 'R1',
    Surname: `\t${name} `,
    Forename: name,
    Sex: 'F',
    DOB: '2012-06-27',
    URN: '100000',
  }
  const fields = Object.entries(pupil).map(([field, text]) => element(field, text))
  const tree = element('Pupil', '', [...fields, element('Contacts', '', [element('Contact', '', carer)])])
  return schoolCensus.readRow(tree, { version: '2026-10-01.001', asOf: '2026-10-01' }, 1, '2026-11-01')
}

it('a pupil and a carer may have any real name of any community', () => {
  const refused = namesByCommunity().flatMap(({ locale, name }) => {
    const { record, refusal } = rowOf(name)
    return record?.name.family === name.normalize('NFC') ? [] : [{ locale, name, refusal }]
  })
  expect(refused).toEqual([])
})

it('is refused for a name by which nobody could find the child', () => {
  expect(rowOf('\u0301').refusal).toMatchObject({ field: 'Forename', code: 'not-a-name' })
})
