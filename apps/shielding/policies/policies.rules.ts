import { Fault, MOST_POLICIES_LISTED, NATIONAL_DESK, type PoliciesListed } from '@contactpoint/contracts'
import { toPolicyVersion, type Version } from '../policy/versions.rules.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** A policy is the whole country's: only the team of the national desk proposes, approves and activates one. */
export function assertNational({ authority }: { authority: string }): void {
  if (authority !== NATIONAL_DESK) throw new Fault('forbidden', 'A policy is for the national desk to decide')
}

/** Versions as they are listed. @param before only those before this one; undefined: from the newest */
export function listed(newestFirst: readonly Version[], before?: number): PoliciesListed {
  const rest = newestFirst.filter(({ version }) => before === undefined || version < before)
  const page = rest.slice(0, MOST_POLICIES_LISTED)
  return { items: page.map(toPolicyVersion), next: rest.length > page.length ? page.at(-1)!.version : null }
}

/** That another version is put in force, as the log says it before it takes effect, and as it may be done. No child is in it. */
export function activating(version: number): [Asked, () => Promise<Reading<true>>] {
  const asked: Asked = { action: 'policy-activate', reason: null, particulars: { version } }
  return [asked, async () => toBeDone()]
}
