import type { AuthorityState, ReadinessItem, ReadinessName } from '@contactpoint/contracts'

/** How far an authority has come, as a tag. */
export const AUTHORITY_TAGS: Readonly<Record<AuthorityState, { text: string; colour: string }>> = {
  preparing: { text: 'Prepares', colour: 'grey' },
  shielding: { text: 'Places its shields', colour: 'blue' },
  ready: { text: 'Ready to go live', colour: 'turquoise' },
  live: { text: 'Live', colour: 'green' },
  suspended: { text: 'Suspended', colour: 'red' },
}

/** What must be so before an authority goes live, and what is to be done when it is not. */
const NEEDED: Readonly<Record<ReadinessName, { text: string; missing: (count: number) => string }>> = {
  'two-shield-officers': {
    text: 'Two shield officers',
    missing: (count) => `There ${count === 1 ? 'is one' : `are ${count}`} who may sign in: two are needed`,
  },
  'management-team': { text: 'A management team', missing: () => 'Nobody of it may sign in yet' },
  'no-open-requests': {
    text: 'No shield waits',
    missing: (count) => `${count} ${count === 1 ? 'is' : 'are'} asked for, and not placed and confirmed yet`,
  },
  'reviewed-policy': {
    text: 'A policy that was reviewed',
    missing: (count) => `Version ${count} is in force, which nobody from outside has reviewed`,
  },
  'attested-by-two': {
    text: 'Two of its desk say that all shields are in place',
    missing: (count) => (count === 1 ? 'One has said so' : 'Nobody has said so under the policy that is in force'),
  },
}

/** Something that must be so, as the page says it; with what is missing, or nothing. */
export function readinessShown(items: readonly ReadinessItem[]): { text: string; isMet: boolean; note: string }[] {
  return items.map(({ name, isMet, count }) => {
    const { text, missing } = NEEDED[name]
    return { text, isMet, note: isMet ? '' : missing(count) }
  })
}
