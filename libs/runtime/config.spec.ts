import { describe, expect, it } from '@jest/globals'
import { AppConfig, readConfig } from './config.ts'
import { ConfigError, environmentVariable } from './environment.ts'
import { KeyedServiceConfig } from './service-config.ts'

const KEY = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='
const right = { NATS_SEED: 'SUAGENUINE', MONGODB_URI: 'mongodb://audit:geheim@127.0.0.1/audit', MASTER_KEY: KEY }

function refusal(environment: Record<string, string | undefined>): string {
  try {
    readConfig(KeyedServiceConfig, { ...right, ...environment })
    return 'it was taken'
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
}

describe('the settings of an app', () => {
  it('are read from variables named after them, numbers as numbers, with defaults for the rest', () => {
    const config = readConfig(KeyedServiceConfig, { ...right, METRICS_PORT: '0', LOG_LEVEL: 'warn', PATH: '/bin' })
    expect(config).toBeInstanceOf(KeyedServiceConfig)
    expect(config).toMatchObject({ masterKey: KEY, metricsPort: 0, logLevel: 'warn', natsUrl: 'nats://127.0.0.1:4222' })
    expect(config).not.toHaveProperty('path')
  })

  it('are text where they are text, though all of it is digits: a password may be that', () => {
    expect(readConfig(AppConfig, { NATS_SEED: '0123456789' }).natsSeed).toBe('0123456789')
  })

  it('may lie in a file that a variable names, which is how secrets are handed over', () => {
    const files = { NATS_SEED_FILE: import.meta.filename, NATS_SEED: undefined }
    expect(readConfig(AppConfig, files).natsSeed).toContain('are read from variables named after them')
    expect(environmentVariable('NATS_SEED', files)).toContain('are read from variables named after them')
  })

  it.each<[string, Record<string, string | undefined>, string]>([
    ['one that is missing', { NATS_SEED: undefined }, 'NATS_SEED (isString)'],
    ['one that is empty', { NATS_SEED: '' }, 'NATS_SEED (isString)'],
    ['a key of the wrong form', { MASTER_KEY: 'geheim' }, 'MASTER_KEY (matches)'],
    ['a key of the wrong form in a file', { MASTER_KEY_FILE: import.meta.filename }, 'MASTER_KEY (matches)'],
    ['a port that is no number', { METRICS_PORT: 'geheim' }, 'METRICS_PORT (max, min, isInt)'],
    ['all of them at once', { NATS_SEED: '', MASTER_KEY: 'geheim' }, 'NATS_SEED (isString); MASTER_KEY (matches)'],
  ])('are refused with the name of %s and never its value', (_what, environment, named) => {
    const message = refusal(environment)
    expect(message).toMatch(/^These settings are missing or wrong: /)
    expect(
      message
        .replace(/^.*wrong: /, '')
        .split('; ')
        .sort(),
    ).toEqual(named.split('; ').sort())
    for (const value of ['geheim', 'SUAGENUINE', KEY, 'are read from']) expect(message).not.toContain(value)
  })

  it('are refused with the name of a file variable that cannot be followed, not with where it led', () => {
    expect(refusal({ MASTER_KEY_FILE: '/run/secrets/geheim' })).toBe(
      'The file that MASTER_KEY_FILE names cannot be read',
    )
  })
})
