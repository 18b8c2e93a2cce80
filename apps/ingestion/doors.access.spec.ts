import { doorsOf, shellOf } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { ingestion } from './app.module.ts'

const { locks, faults } = doorsOf('ingestion', shellOf(ingestion))

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
      'ingestion.batch.get': 'data-steward, feed-supplier, operator',
      'ingestion.batch.list': 'data-steward, operator',
      'ingestion.batch.apply': 'data-steward, feed-supplier',
      'ingestion.batch.rollback': 'data-steward, feed-supplier',
      'ingestion.figure.read': 'services: audit',
      'ingestion.batch.tally': 'services: console',
      'ingestion.batch.retry': 'services: console',
    })
  })
})
