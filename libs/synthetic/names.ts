import { Random, Weighted } from './random.ts'
import { readRows } from './reference.ts'
import { COMMUNITIES, GENERAL, SHARES, type Community } from './shares-of-england.ts'

export type Sex = 'F' | 'M'

const FIRST_YEAR = 2009
const LAST_YEAR = 2020

/** ONS drops accents and apostrophes; some parents do not. */
const ACCENTED = new Map(
  Object.entries({
    Chloe: 'Chloë',
    Zoe: 'Zoë',
    Sean: 'Seán',
    Sian: 'Siân',
    Renee: 'Renée',
    Esme: 'Esmé',
    Ciaran: 'Ciarán',
    Roisin: 'Róisín',
    Oisin: 'Oisín',
    Eloise: 'Éloïse',
    Anais: 'Anaïs',
    Noel: 'Noël',
    Jose: 'José',
    Andre: 'André',
    Rene: 'René',
    Aine: 'Áine',
    Eabha: 'Éabha',
    Padraig: 'Pádraig',
    Ines: 'Inés',
    Deandre: "De'Andre",
    Dangelo: "D'Angelo",
    Aimee: 'Aimée',
  }),
)

interface Name {
  name: string
  weight: number
}

/** Names by real frequency. Tables are read once; those of a year of birth are made ready when first needed. */
export class Names {
  readonly #communities = new Weighted(COMMUNITIES, (community) => community.share)
  readonly #byYear = readRows('forenames.csv.gz')
  readonly #pools = new Map<string, Weighted<Name>>()
  readonly #years = new Map<string, Weighted<string[]>>()

  constructor() {
    const lists = new Map<string, Name[]>()
    const add = (pool: string, name: string, weight: number) =>
      lists.get(pool)?.push({ name, weight }) ?? lists.set(pool, [{ name, weight }])
    for (const [community, part, sex, name, weight] of readRows('community_names.csv.gz'))
      add(`${community} ${part} ${sex}`, name!, Number(weight))
    for (const [name, weight] of readRows('surnames.csv.gz')) add(`${GENERAL} surname `, name!, Number(weight))
    for (const [sex, year, name, rank] of readRows('carer_forenames.csv'))
      add(`${year} carer ${sex}`, name!, 1 / (Number(rank) + 8))
    for (const [pool, list] of lists) this.#pools.set(pool, new Weighted(list, (entry) => entry.weight))
  }

  community(random: Random): Community {
    return this.#communities.draw(random)
  }

  /** First or middle name of a child, as given in the year of birth (the nearest year there are figures for). */
  forename(random: Random, community: Community, sex: Sex, year: number): string {
    if (!random.chance(community.english)) return this.#draw(random, `${community.name} forename ${sex}`)
    const name = this.#ofYear(sex, Math.min(Math.max(year, FIRST_YEAR), LAST_YEAR)).draw(random)[1]!
    const accented = ACCENTED.get(name)
    return accented && random.chance(SHARES.accented) ? accented : name
  }

  /** First name of a grown-up. English names are known for each tenth year from 1944 to 1994. */
  carerForename(random: Random, community: Community, sex: Sex, year: number): string {
    if (!random.chance(community.english)) return this.#draw(random, `${community.name} forename ${sex}`)
    const known = Math.min(Math.max(Math.round((year - 4) / 10) * 10 + 4, 1944), 1994)
    return this.#draw(random, `${known} carer ${sex}`)
  }

  surname(random: Random, community: Community): string {
    return this.#draw(random, `${community.name} surname `)
  }

  #draw(random: Random, pool: string): string {
    const names = this.#pools.get(pool)
    if (!names) throw new Error(`There are no names for ${pool}`)
    return names.draw(random).name
  }

  #ofYear(sex: Sex, year: number): Weighted<string[]> {
    const key = `${sex}${year}`
    let names = this.#years.get(key)
    if (!names) {
      const column = 2 + year - FIRST_YEAR
      const given = this.#byYear.filter((row) => row[0] === sex && row[column] !== '0')
      this.#years.set(key, (names = new Weighted(given, (row) => Number(row[column]))))
    }
    return names
  }
}

/** The form of a surname for this sex, where a language has two: Kowalski and Kowalska, Singh and Kaur. */
export function surnameFor(surname: string, sex: Sex): string {
  if (surname === 'Singh' || surname === 'Kaur') return sex === 'F' ? 'Kaur' : 'Singh'
  return sex === 'F' ? surname.replace(/(s|c|dz)ki$/, '$1ka') : surname
}
