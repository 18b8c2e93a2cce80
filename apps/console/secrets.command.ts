import { makeSecretFiles, StackError } from '@contactpoint/stack'
import { Command } from 'commander'

export function secretsCommand(): Command {
  return new Command('secrets')
    .description(
      'Makes the secrets for docker-compose.yml, one file each, in a folder that only its owner can enter. Those that are there ' +
        'are kept: they open the data they made. Keep the folder as you keep keys.',
    )
    .option(
      '--out <folder>',
      'folder to make or to fill; another than .secrets is SECRETS_FOLDER to compose',
      '.secrets',
    )
    .action(async ({ out }: { out: string }) => {
      const changed = await makeSecretFiles(out).catch((error: NodeJS.ErrnoException) => {
        if (error.code) throw new StackError(`${out} cannot be written or read (${error.code}).`)
        throw error
      })
      console.log(`${out} holds the secrets; ${changed.length > 0 ? `new: ${changed.join(', ')}` : 'none is new'}.`)
    })
}
