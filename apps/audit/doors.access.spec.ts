import { doorsOf, shellOf } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { audit } from './app.module.ts'

const { locks, faults } = doorsOf('audit', shellOf(audit))

describe('the doors of audit', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'audit.health.get': 'services: gateway',
      'audit.entry.append': 'services: audit, directory, identity, ingestion, shielding',
      'audit.child.forget': 'services: audit',
      'audit.receipt.prove': 'auditor, cpmt, data-steward, practitioner, shield-officer',
      'audit.enquiry.run': 'auditor',
      'audit.access.list': 'auditor, cpmt, data-steward, practitioner, shield-officer',
      'audit.figure.read': 'auditor, cpmt',
      'audit.misuse-case.list': 'auditor, cpmt',
      'audit.misuse-case.assign': 'auditor, cpmt',
      'audit.misuse-case.answer': 'auditor, cpmt',
      'audit.misuse-case.reopen': 'auditor, cpmt',
      'audit.watched-child.list': 'auditor',
      'audit.watched-child.add': 'auditor',
      'audit.watched-child.remove': 'auditor',
    })
  })
})
