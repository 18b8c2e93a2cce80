import { parseTilePath, type Bundle, type Tile } from '@contactpoint/tamper-log'

/** What somebody asks the public log for. */
export type LogResource = 'checkpoint' | 'log.vkey' | Tile | Bundle

/** What a path below the log's own means; null for what is not there. */
export function resourceAt(path: string): LogResource | null {
  if (path === 'checkpoint' || path === 'log.vkey') return path
  try {
    return parseTilePath(path)
  } catch {
    return null
  }
}

/** What it is kept by. */
export function keyOf(resource: LogResource): string {
  return typeof resource === 'string' ? resource : `${resource.level}/${resource.index}/${resource.width}`
}

/** How long a checkpoint is taken for the latest, in milliseconds. */
export const LATEST_MS = 100

/**
 * How long it may be kept once it was read, in milliseconds; 0 for ever. Null: not at all, since bundles show what is stored now, so
 * that whoever altered it is found out.
 */
export function lifetimeOf(resource: LogResource): number | null {
  if (resource === 'checkpoint') return LATEST_MS
  return typeof resource !== 'string' && resource.level === 'entries' ? null : 0
}

const YEAR_S = 365 * 24 * 60 * 60

/** C2SP tlog-tiles: the checkpoint changes, tiles and bundles never do. */
export function headersOf(resource: LogResource): Record<string, string> {
  const isText = typeof resource === 'string'
  return {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'cache-control': isText ? 'no-cache' : `public, max-age=${YEAR_S}, immutable`,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  }
}
