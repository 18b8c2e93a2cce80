import { describe, expect, it } from '@jest/globals'
import { headersOf, lifetimeOf, resourceAt } from './public-log.rules.ts'

describe('what the public log has', () => {
  it('is the checkpoint, the key, tiles and bundles, under the paths of C2SP tlog-tiles', () => {
    expect(resourceAt('checkpoint')).toBe('checkpoint')
    expect(resourceAt('log.vkey')).toBe('log.vkey')
    expect(resourceAt('tile/1/x001/234.p/5')).toEqual({ level: 1, index: 1234, width: 5 })
    expect(resourceAt('tile/entries/000')).toEqual({ level: 'entries', index: 0, width: 256 })
  })

  it.each([
    '',
    'checkpoint/',
    'checkpoint?size=3',
    'tile/0/000?x',
    'tile/0/0',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/64/000',
    'tile/entries/../../log_keys',
    '../log_keys',
    'tile/0/%30%30%30',
    'health',
  ])('is not %s', (path) => {
    expect(resourceAt(path)).toBeNull()
  })

  it('is kept for good where it cannot change, a moment where it grows, and not at all where it shows what is stored', () => {
    expect(lifetimeOf({ level: 0, index: 0, width: 3 })).toBe(0)
    expect(lifetimeOf('log.vkey')).toBe(0)
    expect(lifetimeOf('checkpoint')).toBeLessThan(1_000)
    expect(lifetimeOf('checkpoint')).toBeGreaterThan(0)
    expect(lifetimeOf({ level: 'entries', index: 0, width: 256 })).toBeNull()
  })

  it('may be kept for good by others, but for what changes', () => {
    expect(headersOf('checkpoint')['cache-control']).toBe('no-cache')
    expect(headersOf({ level: 0, index: 0, width: 3 })['cache-control']).toContain('immutable')
  })
})
