import type { ProofKey } from './proof-key.ts'

/**
 * Headers that say whose request it is.
 *
 * @param token null: a session is begun or renewed
 * @param key what it is bound to; null: whoever bears the token may use it
 */
export async function authorizationOf(
  { method, url }: { method: string; url: string },
  token: string | null,
  key: ProofKey | null,
): Promise<Record<string, string>> {
  const proof = key && { dpop: await key.proof(method, url, token) }
  return { ...(token !== null && { authorization: `${proof ? 'DPoP' : 'Bearer'} ${token}` }), ...proof }
}
