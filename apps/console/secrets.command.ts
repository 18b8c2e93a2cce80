import { newSecrets, publicKeyOf } from '@contactpoint/stack'
import { SERVICES } from '@contactpoint/contracts'
import { Command } from 'commander'

export function secretsCommand(): Command {
  return new Command('secrets')
    .description('Prints fresh secrets as an .env file for docker-compose.yml. Keep it as you keep keys.')
    .action(() => {
      const secrets = newSecrets()
      for (const service of SERVICES) {
        const name = service.toUpperCase()
        console.log(`${name}_SEED=${secrets.busSeeds[service]}`)
        console.log(`${name}_NKEY=${publicKeyOf(secrets.busSeeds[service])}`)
        console.log(`${name}_PASSWORD=${secrets.storePasswords[service]}`)
      }
      console.log(`MONGO_ROOT_PASSWORD=${secrets.mongoRootPassword}`)
      console.log(`MONGO_KEY=${secrets.mongoKeyFile}`)
      console.log(`MASTER_KEY=${secrets.masterKey}`)
    })
}
