import { describe, expect, it } from '@jest/globals'
import { serversLine } from './servers-used.ts'

const reported = { mongod: '8.0.4', natsServer: '2.12.1' }

describe('the end of a test run', () => {
  it('says which programs the tests ran on', () => {
    expect(serversLine(reported)).toBe('embedded: mongod 8.0.4, nats-server 2.12.1')
  })

  it('says of containers what the image is called, and what the server in it says it is', () => {
    expect(serversLine(reported, { nats: 'nats:2.12-alpine', mongo: 'mongo:8' })).toBe(
      'containers: mongo:8 (mongod 8.0.4), nats:2.12-alpine (nats-server 2.12.1)',
    )
  })
})
