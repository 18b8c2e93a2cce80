import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, IsInt, IsOptional, IsString, Max, Min, validateSync } from 'class-validator'
import { ConfigError, environmentVariable } from './environment.ts'

/** Settings every process has. A setting `mongodbUri` is read from `MONGODB_URI`, or from the file that `MONGODB_URI_FILE` names. */
export class ProcessConfig {
  /** Address the app's own ports listen on; only a container has reason to change it. */
  @IsString()
  listenHost = '127.0.0.1'

  /** Port for Prometheus, or 0 for any free one; absent: none. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65535)
  metricsPort?: number

  /** Address of an OpenTelemetry collector (OTLP over HTTP); absent: traces stay off. */
  @IsOptional()
  @IsString()
  otelExporterOtlpEndpoint?: string

  @IsString()
  logLevel = 'info'
}

/** Settings of an app on the bus. */
export class AppConfig extends ProcessConfig {
  /** Addresses of the broker, separated by commas. */
  @IsString()
  natsUrl = 'nats://127.0.0.1:4222'

  /** The app's own nkey seed: a secret. */
  @IsString()
  natsSeed!: string
}

/**
 * Reads and checks an app's settings before anything starts.
 *
 * @throws ConfigError that names every wrong setting
 */
export function readConfig<T extends object>(shape: new () => T, environment = process.env): T {
  const config = plainToInstance(shape, {})
  for (const [setting, isNumber] of settingsOf(shape)) {
    const value = environmentVariable(environmentName(setting), environment)
    const read = isNumber && value !== undefined && /^\d+$/.test(value) ? Number(value) : value
    if (read !== undefined) Object.assign(config, { [setting]: read })
  }
  const wrong = validateSync(config)
  if (wrong.length > 0) {
    const named = wrong.map(
      ({ property, constraints }) => `${environmentName(property)} (${Object.keys(constraints ?? {}).join(', ')})`,
    )
    throw new ConfigError(`These settings are missing or wrong: ${named.join('; ')}`)
  }
  return config
}

function environmentName(setting: string): string {
  return setting.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()
}

/** Every property that carries a rule is a setting, and whether it is a number: digits may be a password too. */
function settingsOf(shape: new () => object): Map<string, boolean> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false)
  const numbers = new Set(rules.filter(({ name }) => name === 'isInt').map(({ propertyName }) => propertyName))
  return new Map(rules.map(({ propertyName }) => [propertyName, numbers.has(propertyName)]))
}
