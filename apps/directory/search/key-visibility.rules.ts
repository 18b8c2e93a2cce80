/** Where the family name in a key came from. A former name is typed into the same box, but a shield hides it. */
export const KEY_FIELDS = ['name', 'former-name'] as const
export type KeyField = (typeof KEY_FIELDS)[number]

/** Visibility belongs to the key: whether a restricted child may be found by it (architecture section 3). */
export const KEY_VISIBILITY: Record<KeyField, 'visible' | 'hidden'> = { name: 'visible', 'former-name': 'hidden' }
