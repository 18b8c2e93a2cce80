/** How long a supplier's token lives: a load of a large file goes on longer than a person's 60 seconds. */
export const CLIENT_SECONDS = 600

/** What a system presented, with an empty text for whatever is missing or is not text. */
export function presentedCredentials(raw: unknown): { clientId: string; clientSecret: string } {
  const presented = (typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {}) as Record<
    string,
    unknown
  >
  const known = Object.keys(presented).every((key) => key === 'clientId' || key === 'clientSecret')
  const text = (value: unknown): string => (known && typeof value === 'string' && value.length <= 200 ? value : '')
  return { clientId: text(presented.clientId), clientSecret: text(presented.clientSecret) }
}
