import { AUTHORITY_HEADER } from './authority-csv.ts'
import { birthsHeader } from './births-json.ts'
import { CENSUS_FOOTER, censusHeader, collection } from './census-xml.ts'
import { BENEFIT_HEADER, extractDate } from './child-benefit-csv.ts'
import { deathsFooter, DEATHS_HEADER } from './deaths-xml.ts'
import type { GeneratedSource } from './generated-source.ts'
import { gpLinksFooter, gpLinksHeader } from './gp-links-edifact.ts'
import { patientsHeader } from './patients-fhir.ts'

/** In the order in which they are to be loaded. */
export function fileNames(referenceDate: string): Record<GeneratedSource, string> {
  const { year, term } = collection(referenceDate)
  return {
    'school-census': `school-census-${year}-${term.toLowerCase()}.xml`,
    'child-benefit': `child-benefit-${extractDate(referenceDate)}.csv`,
    'gp-links': `gp-links-${referenceDate}.edi`,
    births: `births-${referenceDate}.jsonl`,
    deaths: `deaths-${referenceDate}.xml`,
    pds: `pds-${referenceDate}.jsonl`,
    authority: `authority-${referenceDate}.csv`,
  }
}

/** What stands before the first row. */
export function headersOf(referenceDate: string): Record<GeneratedSource, string> {
  return {
    'school-census': censusHeader(referenceDate),
    'child-benefit': BENEFIT_HEADER,
    'gp-links': gpLinksHeader(referenceDate),
    births: birthsHeader(referenceDate),
    deaths: DEATHS_HEADER,
    pds: patientsHeader(referenceDate),
    authority: AUTHORITY_HEADER,
  }
}

/** What stands after the last of so many rows. */
export function footerOf(source: GeneratedSource, rows: number): string {
  if (source === 'school-census') return CENSUS_FOOTER
  if (source === 'gp-links') return gpLinksFooter(rows)
  return source === 'deaths' ? deathsFooter(rows) : ''
}
