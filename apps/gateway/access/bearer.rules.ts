import type { IncomingMessage } from 'node:http'

/** The access token of a request; null when there is none. The scheme may be written in any letters (RFC 9110, 11.1). */
export function bearerToken({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  return /^Bearer +([\w.-]{1,4096})$/i.exec(headers.authorization ?? '')?.[1] ?? null
}
