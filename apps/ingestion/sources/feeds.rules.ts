import type { Source } from '@contactpoint/contracts'
import { authority } from './authority.rules.ts'
import { births } from './births.rules.ts'
import { deaths } from './deaths.rules.ts'
import { edifactFeed } from './edifact-feed.rules.ts'
import { childBenefit } from './child-benefit.rules.ts'
import { csvFeed } from './csv-feed.rules.ts'
import type { Feed } from './feed.rules.ts'
import { gpLinks } from './gp-links.rules.ts'
import { pds } from './pds.rules.ts'
import { jsonFeed } from './json-feed.rules.ts'
import { schoolCensus } from './school-census.rules.ts'
import { xmlFeed } from './xml-feed.rules.ts'

/** How files of each source are read. */
export const FEEDS: Readonly<Record<Source, Feed>> = {
  'school-census': xmlFeed(schoolCensus),
  'gp-links': edifactFeed(gpLinks),
  'child-benefit': csvFeed(childBenefit),
  births: jsonFeed(births),
  deaths: xmlFeed(deaths),
  pds: jsonFeed(pds),
  authority: csvFeed(authority),
}
