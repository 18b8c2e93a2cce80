import { FIELD_TYPES, IDENTIFIER_SCHEMES } from '@contactpoint/matching'
import { Command } from 'commander'
import { evaluateCommand } from './match/evaluate.command.ts'
import { blocksCommand, explainCommand } from './match/explain.command.ts'
import { dedupeCommand, linkCommand, trainCommand } from './match/run.command.ts'

const CONFIG_HELP = `
The config says which column holds what, and nothing else:

  { "id": "id",
    "fields": [ { "type": "given-name", "column": "first_name" },
                { "type": "family-name", "column": "surname" },
                { "type": "date-of-birth", "column": "dob", "format": "DD/MM/YYYY" },
                { "type": "address", "columns": ["number", "street"] },
                { "type": "identifier", "column": "upn", "scheme": "upn" } ],
    "right": { "id": "key", "fields": [ … ] } }

A date may be in three columns: "columns": { "day": "d", "month": "m", "year": "y" }. "right" is for the second list of
"match link", where its columns have other names.
Types:   ${FIELD_TYPES.slice(0, 9).join(', ')},
         ${FIELD_TYPES.slice(9).join(', ')}
Schemes: ${IDENTIFIER_SCHEMES.join(', ')}

Example: match dedupe children.csv --config columns.json --out pairs.csv --clusters clusters.csv`

/** Record linkage on files; no stack needs to run. */
export function matchCommand(): Command {
  const match = new Command('match').description('Finds records of the same person in one list or two (CSV files).')
  const commands = [
    dedupeCommand(),
    linkCommand(),
    trainCommand(),
    explainCommand(),
    evaluateCommand(),
    blocksCommand(),
  ]
  for (const command of commands) match.addCommand(command)
  return match.addHelpText('after', CONFIG_HELP)
}
