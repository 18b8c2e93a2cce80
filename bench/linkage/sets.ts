/** A cell of each column, by the column's name; trimmed. */
export type Row = Record<string, string>

/** A published data set with known truth, and how a data analyst would describe its columns to the matcher. */
export interface LinkageSet {
  readonly name: string
  /** Where its bytes are: in this folder, or below the folder given with `--data` when its licence forbids a copy. */
  readonly file: { readonly in: 'project' | 'data'; readonly path: string }
  /** Equal for the rows of one person; never shown to the matcher. */
  readonly entity: (row: Row) => string
  /** Columns that hold the truth, or nearly: taken out before the matcher sees the file. */
  readonly hidden: readonly string[]
  /** The `fields` of the matcher's config. */
  readonly fields: readonly object[]
}

const entityOfRecId = (row: Row): string => /^rec-(\d+)-/.exec(row['rec_id'] ?? '')?.[1] ?? row['rec_id']!

/** `soc_sec_id` stays equal in most pairs, so it is a near-key. */
const FEBRL = {
  entity: entityOfRecId,
  hidden: ['rec_id', 'soc_sec_id'],
  fields: [
    { type: 'given-name', column: 'given_name' },
    { type: 'family-name', column: 'surname' },
    { type: 'date-of-birth', column: 'date_of_birth', format: 'YYYYMMDD' },
    { type: 'postcode', column: 'postcode' },
    { type: 'address', columns: ['street_number', 'address_1'] },
    { type: 'text', column: 'address_2' },
    { type: 'locality', column: 'suburb' },
    { type: 'category', column: 'state' },
  ],
}

/** `unique_id` begins with the Wikidata id of the person; `first_and_surname` repeats two other columns. */
const HISTORICAL = {
  file: { in: 'project', path: 'historical_50k.csv.gz' },
  entity: (row: Row): string => row['cluster']!,
  fields: [
    { type: 'given-name', column: 'first_name' },
    { type: 'family-name', column: 'surname' },
    { type: 'date-of-birth', column: 'dob', format: 'YYYY-MM-DD' },
    { type: 'place-of-birth', column: 'birth_place' },
    { type: 'postcode', column: 'postcode_fake' },
    { type: 'gender', column: 'gender' },
    { type: 'category', column: 'occupation' },
  ],
} as const

const FAKE = {
  fields: [
    { type: 'given-name', column: 'first_name' },
    { type: 'family-name', column: 'surname' },
    { type: 'date-of-birth', column: 'dob', format: 'YYYY-MM-DD' },
    { type: 'locality', column: 'city' },
    { type: 'email', column: 'email' },
  ],
}

const RLDATA = {
  entity: (row: Row): string => row['identity']!,
  hidden: ['rec_id', 'identity'],
  fields: [
    { type: 'given-name', column: 'fname_c1' },
    { type: 'middle-name', column: 'fname_c2' },
    { type: 'family-name', column: 'lname_c1' },
    { type: 'text', column: 'lname_c2' },
    { type: 'date-of-birth', columns: { day: 'bd', month: 'bm', year: 'by' } },
  ],
}

/** All are lists to be searched for duplicates. Sources, licences and sizes are in README.md beside this file. */
export const LINKAGE_SETS: readonly LinkageSet[] = [
  ...[1, 2, 3].map((n): LinkageSet => {
    return { ...FEBRL, name: `febrl${n}`, file: { in: 'project', path: `febrl${n}.csv.gz` } }
  }),
  {
    ...HISTORICAL,
    name: 'historical_50k',
    hidden: ['unique_id', 'cluster', 'full_name', 'first_and_surname'],
  },
  {
    ...HISTORICAL,
    name: 'historical_50k_full_name',
    hidden: ['unique_id', 'cluster', 'first_and_surname'],
    fields: [...HISTORICAL.fields, { type: 'full-name', column: 'full_name' }],
  },
  {
    name: 'uganda',
    file: { in: 'project', path: 'uganda.csv.gz' },
    entity: entityOfRecId,
    // Both numbers are equal in nearly all true pairs.
    hidden: ['rec_id', 'uganda_nin', 'art_number'],
    fields: [
      { type: 'given-name', column: 'given_name' },
      { type: 'family-name', column: 'surname' },
      { type: 'date-of-birth', column: 'date_of_birth', format: 'YYYYMMDD' },
      { type: 'gender', column: 'sex' },
      { type: 'phone', column: 'phone_number' },
    ],
  },
  {
    ...FAKE,
    name: 'fake_1000',
    file: { in: 'data', path: 'splink/fake_1000.csv' },
    entity: (row) => row['cluster']!,
    hidden: ['unique_id', 'cluster'],
  },
  {
    ...FAKE,
    name: 'fake_20000',
    file: { in: 'data', path: 'splink/fake_20000.csv.gz' },
    entity: (row) => row['group']!,
    hidden: ['unique_id', 'group'],
  },
  { ...RLDATA, name: 'rldata500', file: { in: 'data', path: 'rldata/RLdata500.csv' } },
  { ...RLDATA, name: 'rldata10000', file: { in: 'data', path: 'rldata/RLdata10000.csv' } },
  {
    name: 'foreigners',
    file: { in: 'data', path: 'foreigners/foreigners.csv.gz' },
    entity: (row) => row['true_id']!,
    hidden: ['rec_id', 'true_id'],
    fields: [
      { type: 'given-name', column: 'fname' },
      { type: 'middle-name', column: 'sname' },
      { type: 'family-name', column: 'surname' },
      { type: 'date-of-birth', column: 'date', format: 'YYYY/MM/DD' },
      { type: 'category', column: 'country', name: 'country' },
      { type: 'category', column: 'region', name: 'region' },
    ],
  },
]
