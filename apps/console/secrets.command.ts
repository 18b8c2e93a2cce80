import { newSecrets, publicKeyOf, StackError } from '@contactpoint/stack'
import { SERVICES } from '@contactpoint/contracts'
import { Command } from 'commander'
import { writeFile } from 'node:fs/promises'

export function secretsCommand(): Command {
  return new Command('secrets')
    .description(
      'Makes fresh secrets for docker-compose.yml, in a file that only its owner can read. Keep it as you keep keys.',
    )
    .option('--out <file>', 'file to make; one that is there is never written over', '.env')
    .action(async ({ out }: { out: string }) => {
      await writeFile(out, secretsFile(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST')
          throw new StackError(`${out} is there already: its secrets open the data they made.`)
        throw new StackError(`${out} cannot be written (${error.code}).`)
      })
      console.log(`${out} holds the secrets.`)
    })
}

function secretsFile(): string {
  const secrets = newSecrets()
  const lines = SERVICES.flatMap((service) => {
    const name = service.toUpperCase()
    return [
      `${name}_SEED=${secrets.busSeeds[service]}`,
      `${name}_NKEY=${publicKeyOf(secrets.busSeeds[service])}`,
      `${name}_PASSWORD=${secrets.storePasswords[service]}`,
    ]
  })
  lines.push(`MONGO_ROOT_PASSWORD=${secrets.mongoRootPassword}`, `MONGO_KEY=${secrets.mongoKeyFile}`)
  return [...lines, `MASTER_KEY=${secrets.masterKey}`, ''].join('\n')
}
