import { doorsOf, shellOf } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { directory } from './app.module.ts'

const { locks, faults } = doorsOf('directory', shellOf(directory))

describe('the doors of directory', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'directory.health.get': 'services: gateway',
      'directory.near.undecided': 'services: shielding',
      'directory.link-model.list': 'auditor, cpmt, data-steward',
      'directory.link-model.read': 'auditor, cpmt, data-steward',
      'directory.link-quality.read': 'auditor, cpmt, data-steward',
      'directory.link-model.propose': 'data-steward',
      'directory.link-model.activate': 'cpmt',
      'directory.question.list': 'services: shielding',
      'directory.question.read': 'services: shielding',
      'directory.question.answer': 'services: shielding',
      'directory.duplicate.compare': 'services: shielding',
      'directory.duplicate.open': 'services: shielding',
      'directory.link.read': 'services: shielding',
      'directory.link.undo': 'services: shielding',
      'directory.row.list': 'services: shielding',
      'directory.row.decide': 'services: shielding',
      'directory.place.get': 'everyone signed in',
      'directory.place.find': 'everyone signed in',
      'directory.record.read': 'services: shielding',
      'directory.child.locate': 'services: shielding',
      'directory.child.search': 'services: shielding',
      'directory.child.restrict': 'services: shielding',
      'directory.child.release': 'services: shielding',
      'directory.child.move': 'services: shielding',
      'directory.record.merge': 'services: shielding',
      'directory.record.split': 'services: shielding',
      'directory.near.list': 'services: shielding',
      'directory.near.decide': 'services: shielding',
      'directory.involvement.add': 'services: shielding',
      'directory.involvement.change': 'services: shielding',
      'directory.involvement.find': 'services: shielding',
      'directory.involvement.gather': 'services: shielding',
      'directory.involvement.list': 'services: shielding',
      'directory.involvement.report': 'services: shielding',
      'directory.contact-task.list': 'services: shielding',
      'directory.figure.read': 'services: audit',
      'directory.question.count': 'services: audit',
      'directory.record.apply': 'services: ingestion',
      'directory.record.withdraw': 'services: ingestion',
    })
  })
})
