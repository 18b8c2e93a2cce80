import { ServiceConfig, type Logger } from '@contactpoint/runtime'
import { doorsOf, notConnected } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { AppModule } from './app.module.ts'

const config = Object.assign(new ServiceConfig(), { mongodbUri: 'mongodb://127.0.0.1/nowhere' })
const { locks, faults } = doorsOf('ingestion', AppModule.with(config, notConnected, {} as Logger))

describe('the doors of ingestion', () => {
  it('answer one declared question each, all of its questions, with a lock wherever a person stands behind it', () => {
    expect(faults).toEqual([])
  })

  it('open to these and nobody else (architecture, section 4)', () => {
    expect(locks).toEqual({
      'ingestion.health.get': 'services: gateway',
      'ingestion.batch.open': 'feed-supplier',
      'ingestion.batch.append': 'feed-supplier',
      'ingestion.batch.close': 'feed-supplier',
      'ingestion.batch.get': 'feed-supplier',
      'ingestion.batch.tally': 'services: console',
    })
  })
})
