import { Command } from 'commander'
import { registerPage } from './risk-register.rules.ts'
import { surveyRollout } from './risk-register.service.ts'

export function riskRegisterCommand(): Command {
  return new Command('risk-register')
    .description(
      'Prints the register of residual risks of the running directory, as markdown: which authorities are live with a gate that is not met any more, ' +
        'what the others lack, and who acts.',
    )
    .action(async () => console.log(registerPage(await surveyRollout(), new Date().toISOString())))
}
