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
