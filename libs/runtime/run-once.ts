import { readConfig } from './config.ts'
import { ConfigError } from './environment.ts'

/** Runs a step that ends: reads its settings, does it, prints one line on failure and sets the exit code. */
export async function runOnce<Config extends object>(
  shape: new () => Config,
  step: (config: Config) => Promise<void>,
): Promise<void> {
  try {
    await step(readConfig(shape))
  } catch (error) {
    console.error(
      error instanceof ConfigError
        ? error.message
        : `${error instanceof Error ? `${error.name}: ${error.message}` : 'failed'}`,
    )
    process.exitCode = 1
  }
}
