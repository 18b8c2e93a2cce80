import { newTrace, ownCall, withCall, type Caller } from '@contactpoint/bus'

/** A practitioner of Leeds, but for what is given: whom a door hands to its service. */
export function aCaller(given: Partial<Caller> = {}): Caller {
  const where = { authority: '383', organisation: 'Leeds' }
  return {
    personId: 'p-1',
    identity: given.personId ?? 'p-1',
    role: 'practitioner',
    ...where,
    sessionId: 's-1',
    trace: newTrace(),
    mayOverride: false,
    source: null,
    provedAt: Date.now(),
    ...given,
  }
}

/** A feed supplier's system. */
export function aSupplier(given: Partial<Caller> = {}): Caller {
  return aCaller({ personId: 'census', role: 'feed-supplier', source: 'school-census', authority: '', ...given })
}

/** Does what a door would have done, with ten seconds for it. */
export function inACall<T>(work: () => T, address: string | null = null): T {
  return withCall({ ...ownCall(10_000), address }, work)
}
