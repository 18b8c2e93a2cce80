import { Injectable } from '@nestjs/common'
import { Bus, currentCall, ownCall, withCall, type Caller } from '@contactpoint/bus'
import { listRelations, type ChildRecord, type SearchCriteria, type Signal } from '@contactpoint/contracts'
import { LRUCache } from 'lru-cache'
import {
  knownOf,
  readRelations,
  signalsOfRecord,
  signalsOfSearch,
  type KnownRelations,
  type OrganisationRelations,
  type Party,
} from './relations.rules.ts'

/** As long as an access token: whoever moves is compared by where they live a minute later. */
const REMEMBERED_MS = 60_000
/** People whose relations are remembered, of whatever organisations. */
const MOST_PEOPLE = 500_000
/** Nobody waits longer for what is only compared. Milliseconds. */
const WAITS_MS = 2_000

/** What an access has in common with whoever makes it, from what identity knows of them (AC-01). */
@Injectable()
export class RelationsService {
  private readonly organisations: LRUCache<string, OrganisationRelations>

  constructor(private readonly bus: Bus) {
    this.organisations = new LRUCache({
      ...{ ttl: REMEMBERED_MS, allowStaleOnFetchRejection: true, ignoreFetchAbort: true, maxSize: MOST_PEOPLE },
      sizeCalculation: ({ own }) => 1 + own.size,
      fetchMethod: async (organisation) => readRelations(await this.bus.ask(listRelations, { organisation })),
    })
  }

  async signalsOfSearch(caller: Caller, criteria: SearchCriteria): Promise<Signal[]> {
    const known = await this.knownOf(caller)
    return known ? signalsOfSearch(criteria, known) : ['not-compared']
  }

  /** @param record as it leaves */
  async signalsOfRecord(caller: Party, record: ChildRecord): Promise<Signal[]> {
    const known = await this.knownOf(caller)
    return known ? signalsOfRecord(caller, record, known) : ['not-compared']
  }

  /** Nothing: identity could not say. What is only compared keeps nobody from a child's record, and the entry says that it was not. */
  private async knownOf({ personId, organisation }: Party): Promise<KnownRelations | null> {
    const call = currentCall() ?? ownCall()
    const deadline = Math.min(call.deadline, performance.now() + WAITS_MS)
    const found = withCall({ ...call, deadline }, () => this.organisations.fetch(organisation))
    const relations = await found.catch(() => undefined)
    return relations ? knownOf(relations, personId) : null
  }
}
