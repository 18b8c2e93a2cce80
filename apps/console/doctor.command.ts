import { Command } from 'commander'
import { embeddedStack, stackFolder } from './console.config.ts'
import { examine } from './doctor.service.ts'

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Says what is wrong with the stack of this folder and what to do. Exit code 0 when all is well.')
    .action(async () => {
      const findings = await examine(await embeddedStack(), stackFolder())
      for (const { what, trouble } of findings) console.log(trouble ? `WRONG  ${what}: ${trouble}` : `ok     ${what}`)
      if (findings.some(({ trouble }) => trouble)) process.exitCode = 1
    })
}
