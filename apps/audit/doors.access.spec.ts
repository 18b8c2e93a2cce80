import { KeyedServiceConfig } from '@contactpoint/runtime'
import { doorsOf, notConnected } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { AppModule } from './app.module.ts'

const config = Object.assign(new KeyedServiceConfig(), { mongodbUri: 'mongodb://127.0.0.1/nowhere', masterKey: '' })
const { locks, faults } = doorsOf('audit', AppModule.with(config, notConnected))

describe('the doors of audit', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'audit.health.get': 'services: gateway',
      'audit.entry.append': 'services: shielding',
      'audit.enquiry.run': 'auditor',
    })
  })
})
