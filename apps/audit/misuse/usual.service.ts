import { Injectable } from '@nestjs/common'
import { PeopleService } from '../figures/people.service.ts'
import type { EntryFacts } from '../ledger/ledger.schema.ts'
import { dayOf, type Knowledge } from './noticing.rules.ts'
import { volumeLimit } from './rule-terms.rules.ts'

/** Who asks about other days than these is judged anew: few. */
const MOST_KEPT = 200

/** What is usual for a role in a day, as the days before it say. */
@Injectable()
export class UsualService {
  private readonly known = new Map<string, number | null>()

  constructor(private readonly people: PeopleService) {}

  /** How many accesses a day are not far above the role's, for all that these entries are judged by. */
  async mostADay(entries: readonly EntryFacts[]): Promise<Knowledge['mostADay']> {
    if (this.known.size > MOST_KEPT) this.known.clear()
    for (const entry of entries) {
      const [role, day] = [entry.role, dayOf(entry)]
      if (!this.known.has(nameOf(role, day)))
        this.known.set(nameOf(role, day), volumeLimit(role, await this.people.usualADay(role, day)))
    }
    return (role, day) => this.known.get(nameOf(role, day)) ?? null
  }
}

function nameOf(role: string, day: string): string {
  return `${day} ${role}`
}
