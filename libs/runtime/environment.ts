import { readFileSync } from 'node:fs'

/** A message for whoever runs the app: it names the settings that are wrong, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * One variable, as scripts read it that start things; or what the file holds that `NAME_FILE` names.
 *
 * @throws ConfigError when that file cannot be read
 */
export function environmentVariable(name: string, environment = process.env): string | undefined {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name] || undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError(`The file that ${name}_FILE names cannot be read`)
  }
}

/** The environment as a child process gets it, with settings of its own laid over it; over a file that one names, too. */
export function environmentWith(settings: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const files = Object.fromEntries(Object.keys(settings).map((name) => [`${name}_FILE`, undefined]))
  return { ...process.env, ...files, ...settings }
}
