import { createLogger } from '@contactpoint/runtime'
import { doorsOf, notConnected } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { AppModule } from './app.module.ts'
import { AuditConfig } from './audit.config.ts'

const config = Object.assign(new AuditConfig(), { mongodbUri: 'mongodb://127.0.0.1/nowhere', masterKey: '' })
const { locks, faults } = doorsOf('audit', AppModule.with(config, notConnected, createLogger('audit', 'silent')))

describe('the doors of audit', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'audit.health.get': 'services: gateway',
      'audit.entry.append': 'services: audit, shielding',
      'audit.child.forget': 'services: audit, directory',
      'audit.receipt.prove': 'auditor, cpmt, data-steward, practitioner, shield-officer',
      'audit.enquiry.run': 'auditor',
    })
  })
})
