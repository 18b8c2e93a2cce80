import { Injectable } from '@nestjs/common'
import { FiguresRepository } from './figures.repository.ts'

/** Whose people the numbers of one column are. */
interface Known {
  rebuilds: number
  organisations: string[]
  /** Place of the organisation in the list, by number. */
  of: number[]
}

/**
 * Which organisation each number of a column is of. A number keeps its person until all is counted anew, so what was read once is
 * remembered, and only who came since is read: four bytes a person.
 */
@Injectable()
export class OrganisationsService {
  private readonly known = new Map<string, Known>()
  private reading: Promise<unknown> = Promise.resolve()

  constructor(private readonly repository: FiguresRepository) {}

  /** @param counts by number, of a column @param rebuilds how often it was counted anew @returns how many numbers of each organisation have any */
  async countActive(column: string, counts: Float64Array, rebuilds: number): Promise<Map<string, number>> {
    const { organisations, of } = await this.upToDate(column, rebuilds)
    const active = new Uint32Array(organisations.length)
    for (const [number, organisation] of of.entries()) if ((counts[number] ?? 0) > 0) active[organisation]!++
    return new Map(organisations.map((organisation, n) => [organisation, active[n]!]))
  }

  /** One reading at a time: two would add the same people twice. */
  private upToDate(column: string, rebuilds: number): Promise<Known> {
    const reading = this.reading.catch(() => undefined).then(() => this.read(column, rebuilds))
    this.reading = reading
    return reading
  }

  private async read(column: string, rebuilds: number): Promise<Known> {
    const before = this.known.get(column)
    const known = before?.rebuilds === rebuilds ? before : { rebuilds, organisations: [], of: [] }
    const places = new Map(known.organisations.map((organisation, place) => [organisation, place]))
    for await (const { organisation, number } of this.repository.eachOrganisation(column, known.of.length)) {
      const place = places.get(organisation) ?? known.organisations.push(organisation) - 1
      places.set(organisation, place)
      known.of[number] = place
    }
    this.known.set(column, known)
    return known
  }
}
