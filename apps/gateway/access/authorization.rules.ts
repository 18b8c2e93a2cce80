import type { IncomingMessage } from 'node:http'

/** An access token as a request shows it: `DPoP` when a proof of the key that it is bound to comes along (RFC 9449, 7.1). */
export interface Presented {
  scheme: 'bearer' | 'dpop'
  token: string
}

/** What a request shows; null when it shows nothing. The scheme may be written in any letters (RFC 9110, 11.1). */
export function presentedIn({ headers }: Pick<IncomingMessage, 'headers'>): Presented | null {
  const [, scheme, token] = /^(Bearer|DPoP) +([\w.-]{1,4096})$/i.exec(headers.authorization ?? '') ?? []
  return scheme && token ? { scheme: scheme.toLowerCase() as Presented['scheme'], token } : null
}

/** The access token of a request, however it is shown; null when there is none. */
export function tokenIn(request: Pick<IncomingMessage, 'headers'>): string | null {
  return presentedIn(request)?.token ?? null
}

/** What `WWW-Authenticate` says of a token that is not taken, and of a proof (RFC 9449, 7.1). */
export const CHALLENGE = 'Bearer, DPoP algs="ES256"'
export const PROOF_CHALLENGE = 'DPoP error="invalid_dpop_proof", algs="ES256"'
