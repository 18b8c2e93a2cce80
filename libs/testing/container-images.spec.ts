import { describe, expect, it } from '@jest/globals'
import { serverImages } from './container-images.ts'

const composed = { nats: expect.stringMatching(/^nats:2\./), mongo: expect.stringMatching(/^mongo:8/) }

describe('the images of a test run', () => {
  it('are those of docker-compose.yml', () => {
    expect(serverImages({})).toEqual(composed)
  })

  it('are others where the environment names them, as for docker compose', () => {
    expect(serverImages({ MONGO_IMAGE: 'ours/mongo:7', NATS_IMAGE: '' })).toEqual({
      ...composed,
      mongo: 'ours/mongo:7',
    })
  })

  it('are never guessed', () => {
    expect(() => serverImages({}, 'image: nats:2')).toThrow(/^docker-compose.yml names no image as ..NATS_IMAGE/)
  })
})
