import { csrfSync } from 'csrf-sync'
import type { Request } from 'express'

/** Every form carries a token that the session has too, so that no other site's form is taken for ours. */
const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromState: ({ session }) => session.csrf,
  storeTokenInState: ({ session }, token) => Object.assign(session, { csrf: token ?? undefined }),
  getTokenFromRequest: ({ body }) => (body as Record<string, string> | undefined)?.['_csrf'],
  errorConfig: { code: 'EBADCSRFTOKEN' },
})

export { csrfSynchronisedProtection as refuseForeignForms }

/** The token for the forms of a page; made when the session has none. */
export function csrfToken(request: Request): string {
  return generateToken(request)
}
