import { surveyLapses } from '@contactpoint/contracts'
import { Command } from 'commander'
import { askAsConsole } from './bus.service.ts'
import { lapsesPage } from './lapses.rules.ts'
import { wholeNumber } from './whole-number.rules.ts'

/** All accounts of a country are looked through. Milliseconds. */
const BUDGET_MS = 30_000

export function lapsesCommand(): Command {
  return new Command('lapses')
    .description(
      'Lists what keeps somebody out soon, or does already, and was not renewed: accreditations of organisations, checks, training, the word of a ' +
        'manager, the agreement. What ends first is at the top.',
    )
    .option('--within <days>', 'days from now', wholeNumber(0, 366), 30)
    .option('--authority <code>', 'of this authority alone, for example 383')
    .action(async ({ within, authority }: { within: number; authority?: string }) => {
      const asked = { withinDays: within, ...(authority !== undefined && { authority }) }
      const found = await askAsConsole(surveyLapses, asked, { budgetMs: BUDGET_MS, failed: 'Nothing was read' })
      console.log(lapsesPage(found, within))
    })
}
