import { readConfig } from '@contactpoint/runtime'
import { describe, expect, it } from '@jest/globals'
import { GatewayConfig } from './gateway.config.ts'

const read = (given: Record<string, string>) => readConfig(GatewayConfig, { NATS_SEED: 's', ...given })

describe('where clients reach the gateway', () => {
  it('is this machine at its port, unless it is declared; then it is nowhere else', () => {
    expect(read({ PORT: '3007' }).origins).toEqual(['http://localhost:3007', 'http://127.0.0.1:3007'])
    const declared = { PUBLIC_ORIGINS: 'https://api.example:443,http://gateway:3000' }
    expect(read(declared).origins).toEqual(['https://api.example', 'http://gateway:3000'])
  })

  it.each([
    'api.example',
    'https://api.example/',
    'https://api.example/base',
    'https://a,',
    'https://a b',
    'https://*',
  ])('is never %s, which is no origin', (text) => {
    expect(() => read({ PUBLIC_ORIGINS: text })).toThrow('PUBLIC_ORIGINS (matches)')
  })
})
