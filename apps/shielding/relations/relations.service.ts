import { Injectable } from '@nestjs/common'
import { Bus, currentCall, ownCall, withCall, type Caller } from '@contactpoint/bus'
import {
  listHouseholds,
  readOwnRelations,
  type ChildRecord,
  type HouseholdsListed,
  type OwnRelations,
  type SearchCriteria,
  type Signal,
} from '@contactpoint/contracts'
import { LRUCache } from 'lru-cache'
import { signalsOfRecord, signalsOfSearch } from './relations.rules.ts'

/** As long as an access token: whoever moves is compared by where they live a minute later. */
const REMEMBERED_MS = 60_000
const MOST_PEOPLE = 20_000
/** Letters of all households that are remembered, of whatever organisations. */
const MOST_LETTERS = 32_000_000
/** Nobody waits longer for what is only compared. Milliseconds. */
const WAITS_MS = 2_000

/** What an access has in common with whoever makes it, from what identity knows of them (AC-01). */
@Injectable()
export class RelationsService {
  private readonly people: LRUCache<string, OwnRelations>
  private readonly organisations: LRUCache<string, HouseholdsListed>

  constructor(private readonly bus: Bus) {
    const kept = { ttl: REMEMBERED_MS, allowStaleOnFetchRejection: true, ignoreFetchAbort: true }
    this.people = new LRUCache({
      ...{ ...kept, max: MOST_PEOPLE },
      fetchMethod: (personId) => this.bus.ask(readOwnRelations, { personId }),
    })
    this.organisations = new LRUCache({
      ...{ ...kept, maxSize: MOST_LETTERS },
      sizeCalculation: ({ households }) => 1 + households.length * 16,
      fetchMethod: (organisation) => this.bus.ask(listHouseholds, { organisation }),
    })
  }

  async signalsOfSearch({ personId }: Caller, criteria: SearchCriteria): Promise<Signal[]> {
    const own = await inTime(() => this.people.fetch(personId))
    return own ? signalsOfSearch(criteria, own) : ['not-compared']
  }

  /** @param record as it leaves */
  async signalsOfRecord(caller: Caller, record: ChildRecord): Promise<Signal[]> {
    const { personId, organisation } = caller
    const [own, colleagues] = await Promise.all([
      inTime(() => this.people.fetch(personId)),
      inTime(() => this.organisations.fetch(organisation)),
    ])
    return own && colleagues ? signalsOfRecord(caller, record, { own, colleagues }) : ['not-compared']
  }
}

/** Nothing: identity could not say. What is only compared keeps nobody from a child's record, and the entry says that it was not. */
async function inTime<T>(ask: () => Promise<T>): Promise<T | undefined> {
  const call = currentCall() ?? ownCall()
  const deadline = Math.min(call.deadline, performance.now() + WAITS_MS)
  return withCall({ ...call, deadline }, ask).catch(() => undefined)
}
