import { Injectable } from '@nestjs/common'
import { MOST_PEOPLE, type FigurePeers, type FigurePerson } from '@contactpoint/contracts'
import { peopleColumn, roleOfColumn } from './counting.rules.ts'
import { CountingService } from './counting.service.ts'
import { FiguresRepository } from './figures.repository.ts'
import type { NamedColumn } from './figures.schema.ts'
import { addPublished, leading, peersOf } from './people.rules.ts'
import { daysIn, partsOf, weekBefore, type Period } from './period.rules.ts'
import type { Reader } from './reader.rules.ts'

/** Days of a week in which most people work. */
const DAYS_OF_WORK = 5
/** What fewer people do says nothing of what is usual. */
const FEWEST_PEERS = 20

/** Who did how much, held against the others of the role. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly counting: CountingService,
    private readonly repository: FiguresRepository,
  ) {}

  async read(
    columns: readonly NamedColumn[],
    period: Period,
    reader: Reader,
  ): Promise<{ people: FigurePerson[]; peers: FigurePeers[] }> {
    const people: FigurePerson[] = []
    const peers: FigurePeers[] = []
    for (const { column, names } of columns) {
      const role = roleOfColumn(column)
      if (role === null) continue
      const volumes = await this.volumes(column, names, period, reader)
      const first = leading(volumes)
      people.push(...(await this.named(column, role, first)))
      const usual = peersOf(role, volumes, reader.roundedTo)
      if (usual.people !== 0) peers.push(usual)
    }
    people.sort((one, other) => other.entries - one.entries)
    return { people: people.slice(0, MOST_PEOPLE), peers }
  }

  /**
   * Entries that 95 of 100 people of a role leave at the most on a day of work, as the week before a day says.
   *
   * @returns null when too few of them did anything
   */
  async usualADay(role: string, day: string): Promise<number | null> {
    const column = peopleColumn(role)
    const names = (await this.counting.position()).columns.find((one) => one.column === column)?.names ?? 0
    const volumes = await this.repository.sums(column, 1, names, daysIn(weekBefore(day)))
    const { people, ninetyFifth } = peersOf(role, volumes, 1)
    return (people ?? 0) < FEWEST_PEERS || ninetyFifth === null ? null : Math.ceil(ninetyFifth / DAYS_OF_WORK)
  }

  /** What each person of a column did, as the reader may know it. */
  private async volumes(column: string, names: number, period: Period, reader: Reader): Promise<Float64Array> {
    if (reader.organisation === null) return this.repository.sums(column, 1, names, partsOf(period))
    const own = (await this.repository.namesIn(reader.organisation, column)).map(({ number }) => number)
    const volumes = new Float64Array(names)
    const known = own.filter((number) => number < names)
    if (known.length === 0) return volumes
    // Of a manager's period these are months: what is rounded is one of them.
    for (const when of partsOf(period))
      addPublished(volumes, await this.repository.sums(column, 1, names, [when]), known, reader.roundedTo)
    return volumes
  }

  private async named(column: string, role: string, first: [number, number][]): Promise<FigurePerson[]> {
    const numbers = first.map(([number]) => number)
    const found = new Map((await this.repository.namesOf(column, numbers)).map((name) => [name.number, name]))
    return first.flatMap(([number, entries]) => {
      const name = found.get(number)
      return name ? [{ personId: name.personId ?? '', role, organisation: name.organisation, entries }] : []
    })
  }
}
