import { createHash } from 'node:crypto'

/** As many people of one browser are known; whoever was not there for longest is forgotten first. */
const MOST_KNOWN = 5

/** What a cookie has of somebody: no name stands in it. */
export function knownIn(cookie: string, username: string): string {
  const name = nameOf(username)
  return entriesOf(cookie).find(([key]) => key === name)?.[1] ?? ''
}

/** The cookie with what signing in gave. @param token letters, digits, dots and hyphens */
export function withKnown(cookie: string, username: string, token: string): string {
  const name = nameOf(username)
  const others = entriesOf(cookie).filter(([key]) => key !== name)
  return [[name, token] as const, ...others]
    .slice(0, MOST_KNOWN)
    .map((entry) => entry.join(':'))
    .join('~')
}

function entriesOf(cookie: string): (readonly [string, string])[] {
  return cookie.split('~').flatMap((entry) => {
    const [, name, token] = /^([\w-]{22}):([\w.-]{1,200})$/.exec(entry) ?? []
    return name !== undefined && token !== undefined ? [[name, token] as const] : []
  })
}

function nameOf(username: string): string {
  return createHash('sha256').update(username).digest('base64url').slice(0, 22)
}
